/** What main asks of people, and what is answered; it travels in the envelopes of records-wire.ts. */
import { z } from "zod";
import { ContactId, ContactText, KnownParty, People } from "../model/contact.ts";
import { DialCountry } from "../model/dial-country.ts";
import { DirectoryPolicy } from "../model/directory-policy.ts";
import { FileTrouble, ImportReport } from "../model/import-report.ts";

/** How numbers of one party are known for the same, and where the directory is. */
export const PeopleRules = z.strictObject({
  country: DialCountry.nullable(),
  outsidePrefix: z.string(),
  directory: DirectoryPolicy.nullable(),
});
export type PeopleRules = z.infer<typeof PeopleRules>;

/** Each may be asked again after a death of the process: doing it twice is doing it once. */
export const PeopleAsk = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("peopleRules"), rules: PeopleRules }),
  /** Contacts by name, those after `after` in that order. */
  z.strictObject({
    type: z.literal("findPeople"),
    text: z.string(),
    after: ContactId.nullable(),
    limit: z.number().int(),
  }),
  /** Goes out of this computer. */
  z.strictObject({ type: z.literal("findInDirectory"), text: z.string() }),
  z.strictObject({ type: z.literal("nameNumber"), number: z.string() }),
  /** Goes out of this computer, and remembers what it finds. */
  z.strictObject({ type: z.literal("nameNumberByDirectory"), number: z.string() }),
  z.strictObject({ type: z.literal("saveContact"), id: ContactId, contact: ContactText }),
  z.strictObject({ type: z.literal("eraseContact"), id: ContactId }),
  /** Reads a file and keeps nothing of it. */
  z.strictObject({ type: z.literal("readContacts"), path: z.string() }),
  /** Keeps what the file held when it was read, all or nothing. */
  z.strictObject({ type: z.literal("importContacts"), path: z.string() }),
  z.strictObject({ type: z.literal("exportContacts"), path: z.string() }),
]);
export type PeopleAsk = z.infer<typeof PeopleAsk>;

export const PeopleAnswer = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("people"), found: People }),
  z.strictObject({ type: z.literal("named"), known: KnownParty.nullable() }),
  z.strictObject({ type: z.literal("contactsRead"), report: ImportReport }),
  z.strictObject({ type: z.literal("notRead"), trouble: FileTrouble }),
  z.strictObject({ type: z.literal("imported"), contacts: z.number().int().nonnegative() }),
]);
export type PeopleAnswer = z.infer<typeof PeopleAnswer>;
