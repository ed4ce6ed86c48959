import { expect, test } from "vitest";
import { toTransferMatches } from "../../../../../renderer/ui/views/calls/transfer-matches.ts";
import { aColleague } from "../../../../builders/a-colleague.ts";
import { aPerson } from "../../../../builders/a-contact.ts";

const sato = aColleague({ extension: "1006", name: "Sato Ken" });
const mobile = { kind: "mobile", number: "090-1111-2222" } as const;

test("colleagues stand before people, who stand with each of their numbers", () => {
  const person = aPerson({
    name: "Sato Hanako",
    company: "ACME",
    numbers: [{ kind: "work", number: "03-1234-5678" }, mobile],
  });
  expect(toTransferMatches("sato", [sato], [person])).toEqual([
    { name: "Sato Ken", number: "1006", company: "", colleague: sato },
    { name: "Sato Hanako", number: "03-1234-5678", company: "ACME", colleague: null },
    { name: "Sato Hanako", number: "090-1111-2222", company: "ACME", colleague: null },
  ]);
});

test("a contact with a colleague's extension is that colleague, also under a name of the contact's own", () => {
  const nickname = aPerson({ name: "Boss", numbers: [{ kind: "work", number: "10-06" }] });
  expect(toTransferMatches("sato", [sato], [nickname]).map(({ name }) => name)).toEqual(["Sato Ken"]);
  expect(toTransferMatches("boss", [sato], [nickname])).toMatchObject([{ name: "Boss", colleague: sato }]);
});

test("one number stands once, a company by its name alone, and never more than can be chosen from at a glance", () => {
  const people = Array.from({ length: 9 }, (_, index) =>
    aPerson({ id: `p${index}`, name: "", company: "ACME", numbers: [{ kind: "work", number: `20${index}` }, mobile] }),
  );
  const matches = toTransferMatches("acme", [], people);
  expect(matches.map(({ name, number, company }) => `${name} ${number}${company}`)).toEqual([
    "ACME 200",
    "ACME 090-1111-2222",
    "ACME 201",
    "ACME 202",
    "ACME 203",
  ]);
});
