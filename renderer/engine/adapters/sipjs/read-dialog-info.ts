/**
 * What a colleague's line does, out of application/dialog-info+xml (RFC 4235). A small scanner for exactly this shape, so
 * that it reads the same in a page and in plain Node; what it does not understand is left out, and it never throws.
 */
import type { LineState } from "../../../../shared/model/colleague.ts";

/** Longer than a line with twenty dialogs; nobody needs to send more. */
const longestBody = 65_536;

const markup =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<![^>]*>|<(\/?)([^\s<>/]+)([^<>]*)>/gu;

/**
 * @returns busy with a confirmed dialog, ringing with a call that comes in and is not answered, busy while it dials itself,
 * idle without any; null when this is no such document.
 */
export function readDialogInfo(body: string): LineState | null {
  if (body.length > longestBody) return null;
  let state: LineState | null = null;
  let isReceiving: boolean | null = null;
  /** Where the text of an open <state> begins. */
  let stateFrom: number | null = null;
  for (const match of body.matchAll(markup)) {
    const [whole, slash, tag, attributes = ""] = match;
    if (tag === undefined) continue;
    const name = tag.slice(tag.indexOf(":") + 1);
    const isEnd = slash === "/";
    if (name === "dialog-info" && !isEnd) state = "idle";
    if (name === "dialog") isReceiving = isEnd ? null : readDirection(attributes);
    // Only the state of a dialog itself; a local or remote party has none.
    if (name !== "state") continue;
    if (!isEnd) {
      stateFrom = attributes.trimEnd().endsWith("/") ? null : match.index + whole.length;
      continue;
    }
    const text = stateFrom === null ? "" : body.slice(stateFrom, match.index).trim().toLowerCase();
    stateFrom = null;
    if (state !== null) state = strongest(state, readDialogState(text, isReceiving));
  }
  return state;
}

/** Null: it is not said, as with servers that tell only of the line. */
function readDirection(attributes: string): boolean | null {
  const direction = /(?:^|\s)direction\s*=\s*["']([a-z]+)["']/iu.exec(attributes)?.[1]?.toLowerCase();
  return direction === undefined ? null : direction === "recipient";
}

/** RFC 4235 §3.7.1: the states of a dialog. */
function readDialogState(text: string, isReceiving: boolean | null): LineState {
  switch (text) {
    case "confirmed":
      return "busy";
    case "trying":
    case "proceeding":
    case "early":
      return isReceiving === false ? "busy" : "ringing";
    default:
      return "idle";
  }
}

/** Who talks and has another call waiting is busy. */
function strongest(a: LineState, b: LineState): LineState {
  if (a === "busy" || b === "busy") return "busy";
  return a === "ringing" || b === "ringing" ? "ringing" : "idle";
}
