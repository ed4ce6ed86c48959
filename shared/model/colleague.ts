/** Colleagues whose lines are watched, by the document and by the operator, and what the servers tell of them. */
import { z } from "zod";
import { ServerId } from "./ids.ts";
import { textLine } from "./text-line.ts";

/** What may stand in a request URI and is no feature code: a watched line is somebody's. */
export const Extension = z
  .string()
  .regex(/^(?:\+?[0-9]{1,40}|[A-Za-z0-9][A-Za-z0-9_.!~'-]{0,63})$/u, "an extension that can be dialled, such as 1002");

/** @returns what was typed, without what people put between its digits. */
export function tidyExtension(typed: string): string {
  return typed.replace(/[\s-]/gu, "");
}

export const ColleagueEntry = z.strictObject({
  extension: Extension,
  name: textLine(1, 128),
});
export type ColleagueEntry = z.infer<typeof ColleagueEntry>;

/** What a document may list: each of them is a subscription on every server, for every seat. */
export const mostColleagues = 100;
/** What an operator may add. */
export const mostOwnColleagues = 20;

/** In the order in which they win when several servers tell: whoever talks somewhere is busy. */
export const LineState = z.enum(["busy", "ringing", "idle"]);
export type LineState = z.infer<typeof LineState>;

/** `unknown`: no server that could be believed tells of this line. It is never taken for free. */
export const ColleagueState = z.enum([...LineState.options, "unknown"]);
export type ColleagueState = z.infer<typeof ColleagueState>;

export const Colleague = ColleagueEntry.extend({
  /** Added by the operator, who may take it away. */
  own: z.boolean(),
  state: ColleagueState,
  /** By server, those that tell. */
  tells: z.array(z.strictObject({ serverId: ServerId, state: LineState })),
});
export type Colleague = z.infer<typeof Colleague>;

/** The document's list, then the operator's own; somebody in both is the document's. */
export function joinColleagues(
  listed: readonly ColleagueEntry[],
  own: readonly ColleagueEntry[],
): (ColleagueEntry & { own: boolean })[] {
  const known = new Set(listed.map(({ extension }) => extension));
  return [
    ...listed.map((entry) => ({ ...entry, own: false })),
    ...own.filter(({ extension }) => !known.has(extension)).map((entry) => ({ ...entry, own: true })),
  ];
}
