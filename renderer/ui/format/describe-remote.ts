/** Who the other party is, safe to show: a caller chooses this text, so control and direction marks are taken out. */
import type { Remote } from "../../../shared/model/remote.ts";
import type { Sentence } from "../i18n/sentence.ts";

export type RemoteText = {
  /** The name a contact or the directory has, else what the network said, else the number; null when all are withheld. */
  readonly title: string | null;
  /** The number, where the title is a name. */
  readonly number: string | null;
  /** Of a known party. */
  readonly company: string | null;
  /** What the network called a known party, where that is another name. */
  readonly said: string | null;
  readonly isFromDirectory: boolean;
};

export const withheld: Sentence = { key: "remote.withheld" };

const longestName = 80;
/** Controls, separators and direction marks; the joiners that Persian and Hindi names need stay. */
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu;

export function describeRemote(remote: Remote): RemoteText {
  const said = clean(remote.name);
  const number = clean(remote.number);
  const known = clean(remote.known?.name ?? null);
  const name = known ?? said;
  const company = known === null ? null : clean(remote.known?.company ?? null);
  const isOther = known !== null && said !== known && said !== number;
  const more = { company, said: isOther ? said : null, isFromDirectory: remote.known?.from === "directory" };
  return name === null || name === number ? { title: number, number: null, ...more } : { title: name, number, ...more };
}

function clean(text: string | null): string | null {
  const plain = (text ?? "").replace(unsafe, "").replace(/\s+/gu, " ").trim();
  if (plain === "") return null;
  return plain.length > longestName ? `${plain.slice(0, longestName - 1)}…` : plain;
}
