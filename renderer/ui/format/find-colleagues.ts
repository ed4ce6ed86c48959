/** Who of the colleagues is meant by what was typed; those who are not on a call stand first. */
import { foldText } from "../../../shared/lib/fold-text.ts";
import type { Colleague, ColleagueState } from "../../../shared/model/colleague.ts";

const order: readonly ColleagueState[] = ["idle", "unknown", "ringing", "busy"];

/** @returns nobody while nothing is typed; a number matches from its beginning, a name from that of any of its words. */
export function findColleagues(colleagues: readonly Colleague[], typed: string, most: number): readonly Colleague[] {
  const text = fold(typed);
  if (text === "") return [];
  return colleagues
    .filter(({ extension, name }) => fold(extension).startsWith(text) || ` ${fold(name)}`.includes(` ${text}`))
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    .slice(0, most);
}

function fold(text: string): string {
  return foldText(text).replace(/\s+/gu, " ").trim();
}
