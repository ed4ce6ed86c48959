/** A contact while it is being written, and what still keeps it from being kept. */
import {
  ContactId,
  longestContactNote,
  longestName,
  mostNumbers,
  type ContactNumber,
  type ContactText,
  type Person,
} from "../../../../shared/model/contact.ts";
import { cleanDialTarget } from "../../../../shared/model/dial-target.ts";
import type { Remote } from "../../../../shared/model/remote.ts";
import type { Sentence } from "../../i18n/sentence.ts";

export type ContactDraft = {
  /** Null: a new one. */
  readonly id: ContactId | null;
  readonly contact: ContactText;
};

export const longest = { name: longestName, note: longestContactNote, number: 64, numbers: mostNumbers } as const;

const emptyNumber: ContactNumber = { kind: "work", number: "" };

export const newContact: ContactDraft = {
  id: null,
  contact: { name: "", company: "", numbers: [emptyNumber], note: "" },
};

/** Who called becomes a contact: as the directory has them, else by the name the network said, which the operator may better. */
export function draftOfRemote({ number, name, known }: Remote): ContactDraft {
  const called = { name: known?.name ?? name ?? "", company: known?.company ?? "" };
  return {
    id: null,
    contact: { ...newContact.contact, ...called, numbers: [{ ...emptyNumber, number: number ?? "" }] },
  };
}

export function draftOfPerson({ id, name, company, numbers, note }: Person): ContactDraft {
  return { id: ContactId.parse(id), contact: { name, company, numbers, note } };
}

export function addNumber(contact: ContactText): ContactText {
  return { ...contact, numbers: [...contact.numbers, emptyNumber] };
}

/** What is left out is left out; spaces around it do not count. */
export function tidy({ name, company, numbers, note }: ContactText): ContactText {
  return {
    name: name.trim(),
    company: company.trim(),
    numbers: numbers.map(({ kind, number }) => ({ kind, number: number.trim() })).filter(({ number }) => number !== ""),
    note: note.trim(),
  };
}

/** @returns why a tidy contact cannot be kept; null when it can. */
export function findLack({ name, company, numbers }: ContactText): Sentence | null {
  if (name === "" && company === "") return { key: "contact.needsName" };
  if (numbers.length === 0) return { key: "contact.needsNumber" };
  const bad = numbers.find(({ number }) => !cleanDialTarget(number).ok);
  return bad === undefined ? null : { key: "contact.badNumber", params: { number: bad.number } };
}
