/** What baresip tells over its ctrl_tcp module: netstrings that hold JSON, events and responses alike. */
import { z } from "zod";
import type { CallNews } from "./followed-dial.ts";

const Event = z.object({ event: z.literal(true), type: z.string(), direction: z.enum(["incoming", "outgoing"]) });
const Response = z.object({ response: z.literal(true), ok: z.boolean(), data: z.string(), token: z.string() });

export type BaresipResponse = z.infer<typeof Response>;

/** A netstring is cut wherever TCP likes; `rest` is what has not come whole. Lengths are in bytes. */
export function readNetstrings(bytes: Buffer): { readonly texts: readonly string[]; readonly rest: Buffer } {
  const texts: string[] = [];
  let rest = bytes;
  for (;;) {
    const colon = rest.indexOf(":");
    const length = colon < 0 ? Number.NaN : Number(rest.toString("latin1", 0, colon));
    const end = colon + 1 + length;
    if (Number.isNaN(length) || rest.length <= end) return { texts, rest };
    texts.push(rest.toString("utf8", colon + 1, end));
    rest = rest.subarray(end + 1);
  }
}

export function toNetstring(text: string): string {
  return `${Buffer.byteLength(text)}:${text},`;
}

/** @returns null for what tells nothing of a call's ringing or end. */
export function readEvent(text: string, at: number): CallNews | null {
  const parsed = Event.safeParse(JSON.parse(text));
  if (!parsed.success) return null;
  const { type, direction } = parsed.data;
  if (type === "CALL_INCOMING") return { at, kind: "rung" };
  if (direction !== "outgoing") return null;
  if (type === "CALL_RINGING") return { at, kind: "dialRinging" };
  return type === "CALL_CLOSED" ? { at, kind: "dialOver" } : null;
}

export function readResponse(text: string): BaresipResponse | null {
  const parsed = Response.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

/** Reads the answer to `reginfo`, where each account has a line and a green OK stands for registered. */
export function isShownOk(reginfo: string, aor: string): boolean {
  const line = reginfo.split("\n").find((line) => line.includes(`${aor} `));
  return line?.includes("OK ") ?? false;
}
