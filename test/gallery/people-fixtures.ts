/** Contacts and people of the directory, as fixtures that show people have them. */
import type { People, Person } from "../../shared/model/contact.ts";
import type { ImportReport } from "../../shared/model/import-report.ts";
import { aPerson } from "../builders/a-contact.ts";

export type PeopleOfFixture = { readonly own: People; readonly directory: People };

const nobody: People = { people: [], hasMore: false, isAway: false };

const contacts: readonly Person[] = [
  aPerson({ id: "1", name: "Groß, Änne", company: "Bürobedarf Groß & Söhne", note: "" }),
  aPerson({
    id: "2",
    name: "Tanaka Yuki",
    numbers: [
      { kind: "work", number: "03-1234-5678" },
      { kind: "mobile", number: "+81 90 1111 2222" },
    ],
  }),
  aPerson({ id: "3", name: "", company: "Warehouse", numbers: [{ kind: "other", number: "1020" }] }),
  aPerson({
    id: "4",
    name: "Константинопольская Александра",
    company: "",
    numbers: [{ kind: "home", number: "+7 495 123-45-67" }],
  }),
  aPerson({
    id: "5",
    name: "田中 由紀",
    company: "株式会社東京",
    numbers: [{ kind: "mobile", number: "090-1111-2222" }],
  }),
];

const inDirectory = aPerson({
  from: "directory",
  id: "uid=tanaka,ou=people,dc=example",
  name: "Tanaka Tarō",
  company: "Sales",
  numbers: [{ kind: "work", number: "1044" }],
});

/** What `Import…` finds in whatever is chosen. */
export const importing: ImportReport = {
  fileName: "Kontakte Kundendienst 2026.csv",
  format: "csv",
  encoding: "windows-1252",
  usable: 112,
  known: 2,
  refused: 128,
  refusedRows: [
    { line: 4, why: "noNumber", text: "Константинопольская Александра" },
    { line: 9, why: "badNumber", text: "Groß, Änne bitte nach 18 Uhr" },
    { line: 12, why: "noName", text: "+81 90 1111 2222" },
    { line: 17, why: "tooLong", text: "Donaudampfschifffahrtsgesellschaft mbH" },
    { line: 1_203, why: "openQuote", text: '"Warehouse' },
    { line: 1_204, why: "openCard", text: "" },
  ],
  names: ["Groß, Änne", "Müller, Søren", "Warehouse"],
};

const fixtures: Readonly<Record<string, PeopleOfFixture>> = {
  people: { own: { people: [...contacts], hasMore: false, isAway: false }, directory: nobody },
  foundPeople: {
    own: { people: contacts.slice(1, 2), hasMore: false, isAway: false },
    directory: { people: [inDirectory], hasMore: true, isAway: false },
  },
  foundNobodyThere: { own: nobody, directory: { ...nobody, isAway: true } },
};

export function peopleOf(fixture: string): PeopleOfFixture {
  return fixtures[fixture] ?? { own: nobody, directory: nobody };
}
