/** Contacts as rows: keeps, finds and erases them, and says whom a number belongs to. Every method is done whole or not at all. */
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import {
  Person,
  toKnownParty,
  type ContactId,
  type ContactText,
  type KnownParty,
  type People,
} from "../../shared/model/contact.ts";
import { foldText } from "../../shared/lib/fold-text.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import { atOnce } from "../records/database-file.ts";
import { toNumberKey } from "../../shared/model/number-spellings.ts";
import { startOfNumber, toNeedles, type Needles } from "../records/search-text.ts";
import { createTextIndex, toIndexQuery } from "../records/text-index.ts";
import { toCallerKeys, toOutsideNumber, type SpellingRules } from "./caller-keys.ts";

export type NewContact = { readonly id: ContactId; readonly contact: ContactText };

export type PeopleStore = {
  /** One that is kept already is replaced. */
  readonly save: (contact: NewContact) => void;
  readonly erase: (id: ContactId) => void;
  /** By name, those after `after`; with a text those first whose name begins with it. */
  readonly find: (text: string, after: ContactId | null, limit: number) => People;
  readonly all: () => readonly ContactText[];
  readonly has: (contact: ContactText) => boolean;
  /** Keeps all of them or none. @returns how many were new. */
  readonly saveAll: (contacts: readonly NewContact[]) => number;
  readonly nameOf: (number: string) => KnownParty | null;
  readonly follow: (rules: SpellingRules) => void;
};

type Row = Readonly<Record<string, SQLOutputValue>>;

export function createPeopleStore(database: DatabaseSync): PeopleStore {
  const prepare = (sql: string) => database.prepare(sql);
  const index = createTextIndex(database);
  const insert = prepare(
    "INSERT INTO contacts (id, name, company, numbers, note, place, text) VALUES ($id, $name, $company, $numbers, $note, $place, $text)",
  );
  const remove = prepare("DELETE FROM contacts WHERE seq = ?");
  const addNumber = prepare("INSERT OR IGNORE INTO numbers (key, seq) VALUES (?, ?)");
  const removeNumbers = prepare("DELETE FROM numbers WHERE seq = ?");
  const byId = prepare("SELECT * FROM contacts WHERE id = ?");
  const byKey = prepare(
    "SELECT contacts.* FROM numbers JOIN contacts USING (seq) WHERE key = ? ORDER BY seq DESC LIMIT 1",
  );
  const byPlace = prepare("SELECT * FROM contacts WHERE place = ?");
  const walking = prepare("SELECT * FROM contacts WHERE (place, seq) > (?, ?) ORDER BY place, seq LIMIT ?");
  let rules: SpellingRules = { country: null, outsidePrefix: "" };

  function write({ id, contact }: NewContact): void {
    eraseOne(id);
    const { name, company, numbers, note } = contact;
    const text = toSearchText(contact);
    const place = toPlace(contact);
    const row = { id, name, company, numbers: JSON.stringify(numbers), note, place, text };
    const seq = Number(insert.run(row).lastInsertRowid);
    for (const { number } of numbers) addNumber.run(toNumberKey(number), seq);
    index.add(seq, text);
  }

  function eraseOne(id: ContactId): void {
    const kept = byId.get(id);
    if (kept === undefined) return;
    const seq = Number(kept["seq"]);
    index.remove(seq, String(kept["text"]));
    removeNumbers.run(seq);
    remove.run(seq);
  }

  function findRows(needles: Needles, typed: string, limit: number): readonly Row[] {
    const { table, match, others } = toIndexQuery(needles);
    const also = others.map(() => " AND instr(contacts.text, ?) > 0").join("");
    return prepare(
      `SELECT contacts.* FROM ${table} JOIN contacts ON contacts.seq = ${table}.rowid
       WHERE ${table} MATCH ?${also}
       ORDER BY substr(place, 1, ${Array.from(typed).length}) <> ?, place, seq LIMIT ?`,
    ).all(match, ...others, typed, limit);
  }

  function hasSame(contact: ContactText): boolean {
    return byPlace.all(toPlace(contact)).some((row) => isSameValue(toText(row), contact));
  }

  return {
    save: (contact) => atOnce(database, () => write(contact)),
    erase: (id) => atOnce(database, () => eraseOne(id)),
    find(text, after, limit) {
      const typed = foldText(text).trim();
      const outside = toOutsideNumber(text, rules);
      const ways = [text, ...(outside === null ? [] : [outside])].flatMap((one) => toNeedles(one, rules.country));
      const last = after === null ? undefined : byId.get(after);
      const rows =
        ways.length === 0
          ? walking.all(last?.["place"] ?? "", last?.["seq"] ?? 0, limit + 1)
          : ways.flatMap((needles) => findRows(needles, typed, limit + 1));
      const bySeq = new Map(rows.map((row) => [row["seq"], row]));
      const people = [...bySeq.values()].slice(0, limit).flatMap(toPerson);
      return { people, hasMore: bySeq.size > limit, isAway: false };
    },
    all: () =>
      prepare("SELECT * FROM contacts ORDER BY place, seq")
        .all()
        .flatMap((row) => toText(row) ?? []),
    has: hasSame,
    saveAll: (contacts) =>
      atOnce(database, () => {
        let added = 0;
        for (const one of contacts) {
          if (hasSame(one.contact)) continue;
          write(one);
          added += 1;
        }
        return added;
      }),
    nameOf(number) {
      for (const key of toCallerKeys(number, rules)) {
        const [person] = [byKey.get(key)].flatMap((row) => (row === undefined ? [] : toPerson(row)));
        if (person !== undefined) return toKnownParty(person);
      }
      return null;
    },
    follow(next) {
      rules = next;
    },
  };
}

/** Where a contact stands by name; that of a company alone stands among the names. */
function toPlace({ name, company }: ContactText): string {
  return foldText(name === "" ? company : name);
}

function toSearchText({ name, company, numbers, note }: ContactText): string {
  const keys = numbers.map(({ number }) => startOfNumber + toNumberKey(number));
  return [...keys, foldText(name), foldText(company), foldText(note)].join("\n");
}

/** @returns nothing for a row that another version wrote otherwise. */
function toPerson(row: Row): Person[] {
  const { id, name, company, numbers, note } = row;
  const person = Person.safeParse({ from: "own", id, name, company, numbers: JSON.parse(String(numbers)), note });
  return person.success ? [person.data] : [];
}

function toText(row: Row): ContactText | null {
  const [person] = toPerson(row);
  if (person === undefined) return null;
  const { name, company, numbers, note } = person;
  return { name, company, numbers, note };
}
