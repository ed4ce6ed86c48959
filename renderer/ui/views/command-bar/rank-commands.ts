/** Which commands fit what was typed, the best first: the same letters always find the same command in the same place. */
import { foldText } from "../../../../shared/lib/fold-text.ts";

export type RankedBy = {
  readonly label: string;
  /** It ends or refuses something: it must have been meant by its beginning, and stands behind what fits as well. */
  readonly isGrave: boolean;
};

/** The label begins with it · a word does · every word of it begins one · it stands inside · its letters stand in order */
const fits = { begins: 0, word: 1, words: 2, inside: 3, letters: 4 } as const;
type Fit = (typeof fits)[keyof typeof fits];

/** One letter in order is in nearly everything. */
const fewestLetters = 2;

/** Nothing typed: all of them in their order, the grave ones last. */
export function rankCommands<Item extends RankedBy>(items: readonly Item[], typed: string): readonly Item[] {
  const wanted = foldText(typed).trim().replace(/\s+/gu, " ");
  if (wanted === "") return items.toSorted(byGravity);
  const fitting = items.flatMap((item) => {
    const fit = findFit(foldText(item.label), wanted);
    return fit === null || (item.isGrave && fit > fits.words) ? [] : [{ item, fit }];
  });
  return fitting.sort((a, b) => a.fit - b.fit || byGravity(a.item, b.item)).map(({ item }) => item);
}

const byGravity = (a: RankedBy, b: RankedBy) => Number(a.isGrave) - Number(b.isGrave);

function findFit(label: string, wanted: string): Fit | null {
  if (label.startsWith(wanted)) return fits.begins;
  const words = label.split(/[^\p{L}\p{N}]+/u);
  if (words.some((_, at) => words.slice(at).join(" ").startsWith(wanted))) return fits.word;
  if (wanted.split(" ").every((part) => words.some((word) => word.startsWith(part)))) return fits.words;
  if (label.includes(wanted)) return fits.inside;
  return wanted.length >= fewestLetters && hasInOrder(label, wanted) ? fits.letters : null;
}

function hasInOrder(label: string, wanted: string): boolean {
  let at = 0;
  for (const letter of wanted) {
    const found = label.indexOf(letter, at);
    if (found === -1) return false;
    at = found + letter.length;
  }
  return true;
}
