/** Whom typed letters may mean: colleagues with their line, then own contacts and the company's directory, a number each. */
import type { Colleague } from "../../../../shared/model/colleague.ts";
import { nameOf, type Person } from "../../../../shared/model/contact.ts";
import { toNumberKey } from "../../../../shared/model/number-spellings.ts";
import { findColleagues } from "../../format/find-colleagues.ts";

export type TransferMatch = {
  readonly name: string;
  readonly number: string;
  /** Beside the name; empty where the company is the name. */
  readonly company: string;
  /** Whose line with this number is watched. */
  readonly colleague: Colleague | null;
};

/** A hand can count them, and they fit above the buttons. */
const mostColleagues = 3;
const mostMatches = 5;

/** @param people who were found by what is typed, the likeliest first. */
export function toTransferMatches(
  typed: string,
  colleagues: readonly Colleague[],
  people: readonly Person[],
): readonly TransferMatch[] {
  const own = findColleagues(colleagues, typed, mostColleagues).map((colleague) => ({
    name: colleague.name,
    number: colleague.extension,
    company: "",
    colleague,
  }));
  const others = people.flatMap((person) =>
    person.numbers.map(({ number }) => ({
      name: nameOf(person),
      number,
      company: person.name === "" ? "" : person.company,
      colleague: colleagues.find(({ extension }) => extension === toNumberKey(number)) ?? null,
    })),
  );
  const byNumber = new Map<string, TransferMatch>();
  for (const match of [...own, ...others]) {
    const key = toNumberKey(match.number);
    if (!byNumber.has(key)) byNumber.set(key, match);
  }
  return [...byNumber.values()].slice(0, mostMatches);
}
