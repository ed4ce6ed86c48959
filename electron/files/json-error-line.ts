/** Finds the line on which a text stops being JSON, which V8 tells for some errors only. */
import { toErrorText } from "../../shared/lib/error-text.ts";

/** @returns the number of the line, from 1; for a text that only breaks off, its last line that holds anything. */
export function findJsonErrorLine(text: string): number {
  const position = toPosition(text);
  const before = text.slice(0, position);
  const isAtEnd = text.slice(position).trim() === "";
  return (isAtEnd ? before.trimEnd() : before).split("\n").length;
}

function toPosition(text: string): number {
  const message = toError(text);
  if (message === null) return text.length;
  const said = /position (\d+)/u.exec(message)?.[1];
  if (said !== undefined) return Number(said);
  return isWrongToken(message) ? findWrongToken(text) : text.length;
}

/** Every beginning that holds the wrong token fails by it, and no shorter one does: so it can be halved. */
function findWrongToken(text: string): number {
  let [good, bad] = [0, text.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isWrongToken(toError(text.slice(0, middle)) ?? "")) bad = middle;
    else good = middle;
  }
  return good;
}

function isWrongToken(message: string): boolean {
  return message.startsWith("Unexpected token");
}

function toError(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return toErrorText(error);
  }
}
