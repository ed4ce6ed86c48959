/** Who the other party is, safe to show: a caller chooses this text, so control and direction marks are taken out. */
import type { Remote } from "../../../shared/model/remote.ts";
import type { Sentence } from "../i18n/sentence.ts";

export type RemoteText = {
  /** The name, else the number; null when both are withheld. */
  readonly title: string | null;
  /** The number, where the title is a name. */
  readonly number: string | null;
};

export const withheld: Sentence = { key: "remote.withheld" };

const longestName = 80;
/** Controls, separators and direction marks; the joiners that Persian and Hindi names need stay. */
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu;

export function describeRemote(remote: Remote): RemoteText {
  const name = clean(remote.name);
  const number = clean(remote.number);
  return name === null || name === number ? { title: number, number: null } : { title: name, number };
}

function clean(text: string | null): string | null {
  const plain = (text ?? "").replace(unsafe, "").replace(/\s+/gu, " ").trim();
  if (plain === "") return null;
  return plain.length > longestName ? `${plain.slice(0, longestName - 1)}…` : plain;
}
