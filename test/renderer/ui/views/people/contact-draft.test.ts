/** What a contact's form begins with, and what keeps it from being kept. */
import { expect, test } from "vitest";
import { draftOfRemote, findLack, newContact, tidy } from "../../../../../renderer/ui/views/people/contact-draft.ts";

test("who called is proposed by the directory's name and company, else by what the network said", () => {
  const remote = { number: "0312345678", name: "ACME SUPPORT" };
  const known = { name: "田中 由紀", company: "Tanaka Ltd.", from: "directory" } as const;
  const numbers = [{ kind: "work", number: "0312345678" }];
  expect([draftOfRemote({ ...remote, known }), draftOfRemote(remote)]).toEqual([
    { id: null, contact: { name: "田中 由紀", company: "Tanaka Ltd.", numbers, note: "" } },
    { id: null, contact: { name: "ACME SUPPORT", company: "", numbers, note: "" } },
  ]);
});

test("a contact needs a name or a company, and a number that can be dialled", () => {
  const empty = tidy(newContact.contact);
  const named = { ...empty, company: "Warehouse" };
  const undiallable = tidy({ ...named, numbers: [{ kind: "work", number: " ?! " }] });
  expect([empty, named, undiallable].map(findLack)).toEqual([
    { key: "contact.needsName" },
    { key: "contact.needsNumber" },
    { key: "contact.badNumber", params: { number: "?!" } },
  ]);
});
