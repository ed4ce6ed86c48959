/** People: those an operator keeps as contacts, and those the company's directory knows. */
import { z } from "zod";
import { textLine } from "./text-line.ts";

export const ContactId = z.string().min(1).max(64).brand<"ContactId">();
export type ContactId = z.infer<typeof ContactId>;

export const NumberKind = z.enum(["work", "mobile", "home", "other"]);
export type NumberKind = z.infer<typeof NumberKind>;

export const longestName = 200;
export const longestContactNote = 2_000;
export const mostNumbers = 20;

export const ContactNumber = z.strictObject({ kind: NumberKind, number: textLine(1, 64) });
export type ContactNumber = z.infer<typeof ContactNumber>;

/** What is kept of a person; at least a name or a company, and at least one number. */
export const ContactText = z.strictObject({
  name: textLine(0, longestName),
  company: textLine(0, longestName),
  numbers: z.array(ContactNumber).min(1).max(mostNumbers),
  note: z.string().max(longestContactNote),
});
export type ContactText = z.infer<typeof ContactText>;

/** `own`: a contact of this operator. `directory`: as the company's directory has it. */
export const PersonSource = z.enum(["own", "directory"]);
export type PersonSource = z.infer<typeof PersonSource>;

export const Person = ContactText.extend({ from: PersonSource, id: z.string().min(1) });
export type Person = z.infer<typeof Person>;

/** One step through people, by name. */
export const People = z.strictObject({
  people: z.array(Person),
  /** Whether more follow. */
  hasMore: z.boolean(),
  /** A directory that was asked and did not answer, or not in time. */
  isAway: z.boolean().default(false),
});
export type People = z.infer<typeof People>;

/** Whom a number belongs to, as far as main knows. */
export const KnownParty = z.strictObject({ name: z.string().min(1), company: z.string(), from: PersonSource });
export type KnownParty = z.infer<typeof KnownParty>;

/** @returns what a person is called: by name, else by company. */
export function nameOf({ name, company }: Pick<ContactText, "name" | "company">): string {
  return name === "" ? company : name;
}

/** The company stands beside a name only. */
export function toKnownParty(person: Pick<Person, "name" | "company" | "from">): KnownParty {
  return { name: nameOf(person), company: person.name === "" ? "" : person.company, from: person.from };
}
