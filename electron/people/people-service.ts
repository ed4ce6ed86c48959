/** What the records' process does with what is asked of people; a file that makes no sense is set aside, and the directory never holds anybody up. */
import { randomUUID } from "node:crypto";
import type { PeopleAsk, PeopleRules } from "../../shared/contract/people-wire.ts";
import type { RecordsAnswer } from "../../shared/contract/records-wire.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Clock } from "../../shared/lib/clock.ts";
import { foldText } from "../../shared/lib/fold-text.ts";
import type { Log } from "../../shared/lib/log.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import { ContactId, toKnownParty, type ContactText, type KnownParty, type Person } from "../../shared/model/contact.ts";
import { forgetErased } from "../records/database-file.ts";
import { holdRecords } from "../records/held-records.ts";
import { toNumberKey } from "../../shared/model/number-spellings.ts";
import { toWords } from "../records/search-text.ts";
import { toCallerKeys, toKeysOfCalls } from "./caller-keys.ts";
import { dayMs } from "../../shared/model/time.ts";
import { createDirectoryCache } from "./directory-cache.ts";
import { createDirectory, type Directory, type DirectoryAnswer, type DirectoryNeeds } from "./directory/directory.ts";
import { writeContacts } from "./export-contacts.ts";
import { readContactsFile, type ContactsFile } from "./import/read-contacts.ts";
import { createPeopleStore } from "./people-store.ts";
import { peopleBook } from "./people-schema.ts";

export type PeopleServiceNeeds = {
  readonly folder: string;
  readonly clock: Pick<Clock, "now" | "wallNow" | "after">;
  readonly log: Log;
  readonly openDirectory?: (needs: DirectoryNeeds) => Directory;
};

export type PeopleService = {
  readonly receive: (ask: PeopleAsk, reply: (answer: RecordsAnswer) => void) => void;
  /** Whom a number belongs to: a contact first, then what is remembered of the directory. */
  readonly nameOf: (number: string) => KnownParty | null;
  /** Under which keys calls with those may stand whose name or company holds every word of a text. */
  readonly numbersOf: (text: string) => readonly string[];
  /** @throws where the file cannot be removed. */
  readonly eraseAll: () => void;
  readonly stop: () => void;
};

type AskOfDirectory = Extract<PeopleAsk, { type: "findInDirectory" | "nameNumberByDirectory" }>;
type AnsweredAtOnce = Exclude<PeopleAsk, AskOfDirectory>;

/** Whose calls are looked for beside those that hold the text themselves, of the contacts and of what is remembered. */
const mostCallers = 100;
const noRules: PeopleRules = { country: null, outsidePrefix: "", directory: null };

export function startPeopleService(needs: PeopleServiceNeeds): PeopleService {
  const { folder, clock, log, openDirectory = createDirectory } = needs;
  let rules = noRules;
  let directory: Directory | null = null;
  /** The file that was read last, until it is kept or another is read. */
  let read: { readonly path: string; readonly file: ContactsFile } | null = null;
  const records = holdRecords({
    book: peopleBook,
    called: "contacts",
    folder,
    clock,
    log,
    take({ database }) {
      const store = createPeopleStore(database);
      store.follow(rules);
      return { database, store, cache: createDirectoryCache(database) };
    },
  });

  function carryOut(ask: AnsweredAtOnce): RecordsAnswer {
    const { database, store } = records.now();
    switch (ask.type) {
      case "peopleRules":
        follow(ask.rules);
        return { type: "done" };
      case "findPeople":
        return { type: "people", found: store.find(ask.text, ask.after, ask.limit) };
      case "nameNumber":
        return { type: "named", known: nameOf(ask.number) };
      case "saveContact":
        store.save(ask);
        return { type: "done" };
      case "eraseContact":
        store.erase(ask.id);
        forgetErased(database);
        return { type: "done" };
      case "readContacts": {
        const file = readContactsFile(ask.path, store.has);
        read = file.ok ? { path: ask.path, file: file.value } : null;
        return file.ok
          ? { type: "contactsRead", report: file.value.report }
          : { type: "notRead", trouble: file.failure };
      }
      case "importContacts":
        return importFrom(ask.path);
      case "exportContacts":
        writeContacts(store.all(), ask.path);
        return { type: "done" };
      default:
        return assertNever(ask);
    }
  }

  /** A process that died after the file was read has forgotten it, so it is read again. */
  function importFrom(path: string): RecordsAnswer {
    const file =
      read?.path === path ? { ok: true as const, value: read.file } : readContactsFile(path, records.now().store.has);
    if (!file.ok) return { type: "notRead", trouble: file.failure };
    const contacts = records.now().store.saveAll(file.value.contacts.map(toNew));
    read = null;
    return { type: "imported", contacts };
  }

  function answer(ask: AnsweredAtOnce): RecordsAnswer {
    return records.attempt(ask.type, () => carryOut(ask));
  }

  /** The directory first: a file that fails does not keep it from being asked. */
  function follow(next: PeopleRules): void {
    const { directory: policy } = next;
    if (!isSameValue(rules.directory, policy)) {
      directory?.stop();
      directory = policy === null ? null : openDirectory({ policy, clock, log });
    }
    rules = next;
    const { store, cache } = records.now();
    store.follow(next);
    cache.forgetBefore(clock.wallNow() - (policy?.cacheDays ?? 0) * dayMs);
  }

  function nameOf(number: string): KnownParty | null {
    const { store, cache } = records.now();
    return store.nameOf(number) ?? cache.nameOf(toCallerKeys(number, rules));
  }

  function numbersOf(text: string): readonly string[] {
    const words = toWords(text);
    if (words.length === 0) return [];
    const { store, cache } = records.now();
    const own = store.find(text, null, mostCallers).people.filter((person) => isCalled(person, words));
    const keys = own.flatMap(({ numbers }) => numbers.map(({ number }) => toNumberKey(number)));
    return [...new Set([...keys, ...cache.numbersOf(words, mostCallers)].flatMap((key) => toKeysOfCalls(key, rules)))];
  }

  async function askDirectory(ask: AskOfDirectory, asked: Directory): Promise<RecordsAnswer> {
    if (ask.type === "findInDirectory") {
      const found = await asked.find(ask.text);
      remember(found);
      return { type: "people", found: toPeople(found) };
    }
    const known = nameOf(ask.number);
    if (known !== null) return { type: "named", known };
    const found = await asked.findNumber(toDirectorySpellings(ask.number));
    remember(found);
    const keys = toCallerKeys(ask.number, rules);
    return { type: "named", known: records.now().store.nameOf(ask.number) ?? nameAmong(found, keys) };
  }

  /** A directory writes a number with its plus or without. */
  function toDirectorySpellings(number: string): string[] {
    const { country } = rules;
    return toCallerKeys(number, rules).flatMap((key) =>
      country !== null && key.startsWith(country.code) ? [key, `+${key}`] : [key],
    );
  }

  function remember(found: DirectoryAnswer): void {
    if (found.kind === "away" || (rules.directory?.cacheDays ?? 0) === 0) return;
    try {
      records.now().cache.remember(found.people, clock.wallNow());
    } catch (error) {
      log.error(`people of the directory could not be remembered: ${String(error)}`);
    }
  }

  /** The file of people may make no sense while that of the calls does. */
  function orElse<Found>(nothing: Found, look: () => Found): Found {
    try {
      return look();
    } catch (error) {
      log.error(`nobody could be looked up: ${String(error)}`);
      return nothing;
    }
  }

  return {
    receive(ask, reply) {
      if (ask.type !== "findInDirectory" && ask.type !== "nameNumberByDirectory") return reply(answer(ask));
      if (directory === null) {
        return reply(
          ask.type === "findInDirectory"
            ? { type: "people", found: noPeople }
            : answer({ type: "nameNumber", number: ask.number }),
        );
      }
      askDirectory(ask, directory).then(reply, (error: unknown) =>
        reply({ type: "failed", why: "other", message: String(error) }),
      );
    },
    nameOf: (number) => orElse(null, () => nameOf(number)),
    numbersOf: (text) => orElse([], () => numbersOf(text)),
    eraseAll() {
      read = null;
      records.eraseAll();
    },
    stop() {
      directory?.stop();
      records.close();
    },
  };
}

const noPeople = { people: [], hasMore: false, isAway: false };

function toPeople(found: DirectoryAnswer) {
  if (found.kind === "away") return { ...noPeople, isAway: true };
  const people: Person[] = [...found.people];
  return { people, hasMore: found.hasMore, isAway: false };
}

/** A filter may find more people than those with this very number. */
function nameAmong(found: DirectoryAnswer, keys: readonly string[]): KnownParty | null {
  const people = found.kind === "away" ? [] : found.people;
  const called = keys
    .map((key) => people.find(({ numbers }) => numbers.some(({ number }) => toNumberKey(number) === key)))
    .find((person) => person !== undefined);
  return called === undefined ? null : toKnownParty(called);
}

/** A contact is found by its note and its numbers too, but its calls stand under its name alone. */
function isCalled({ name, company }: Person, words: readonly string[]): boolean {
  const called = foldText(`${name}\n${company}`);
  return words.every((word) => called.includes(word));
}

function toNew(contact: ContactText) {
  return { id: ContactId.parse(randomUUID()), contact };
}
