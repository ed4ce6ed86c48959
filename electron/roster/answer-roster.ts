/** `--roster=<csv> --out=<folder>`: reads, makes, writes, and says in a few lines what came of it. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { toErrorText } from "../../shared/lib/error-text.ts";
import { decodeText } from "../files/decode-text.ts";
import { makeRoster, type MadeRoster } from "./make-roster.ts";
import { readStateOf, writeRoster, type RosterChanges } from "./roster-folder.ts";

export type RosterWish = {
  readonly list: string;
  /** Null: site.json beside the list. */
  readonly site: string | null;
  readonly out: string;
};

export type RosterVerdict = { readonly isGood: boolean; readonly line: string };

/** So many names of a kind are told; of who left, all. */
const mostTold = 20;

export function answerRoster({ list, site, out }: RosterWish): RosterVerdict {
  const sitePath = site ?? join(dirname(list), "site.json");
  const listText = readText(list);
  const siteText = readText(sitePath);
  const missing = [listText, siteText].flatMap((one) => (typeof one === "string" ? [] : [one.problem]));
  if (typeof listText !== "string" || typeof siteText !== "string") return refuse(missing);
  try {
    const state = readStateOf(out);
    if (!state.ok) return refuse([state.failure]);
    const made = makeRoster({
      list: { name: list, text: listText },
      site: { name: sitePath, text: siteText },
      state: state.value,
      dice: { bytes: (count) => randomBytes(count) },
    });
    if (!made.ok) return refuse(made.failure);
    return { isGood: true, line: describe(out, made.value, writeRoster(out, state.value, made.value)) };
  } catch (error) {
    const why = toErrorText(error);
    return { isGood: false, line: `${out}: it could not be written: ${why}. Mend that and run it again.` };
  }
}

function readText(path: string): string | { readonly problem: string } {
  try {
    return decodeText(readFileSync(path)).text.replace(/^\uFEFF/u, "");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const problem = `${path}: the file cannot be read (${code}). Name one that is there, and allow this user to read it.`;
    return { problem };
  }
}

function refuse(problems: readonly string[]): RosterVerdict {
  return { isGood: false, line: [...problems, "Nothing was written."].join("\n") };
}

function describe(out: string, made: MadeRoster, { written, removed }: RosterChanges): string {
  const { seats, joined, left, remarks } = made;
  const isSame = written.length === 0 && removed.length === 0;
  return [
    `ok: ${seats} operators in ${out}${isSame ? "; nothing changed" : ""}`,
    ...tell("joined", joined, mostTold),
    ...tell("left", left, left.length),
    ...tell("written", written, mostTold),
    ...tell("removed", removed, mostTold),
    ...remarks.map((remark) => `note: ${remark}`),
  ].join("\n");
}

function tell(what: string, names: readonly string[], most: number): string[] {
  const more = names.length - most;
  return [...names.slice(0, most).map((name) => `${what}: ${name}`), ...(more > 0 ? [`${what}: ${more} more`] : [])];
}
