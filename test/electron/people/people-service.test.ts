/** Contacts on a real file, without the process around them: kept, found, erased, and known for callers. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import type { PeopleAsk, PeopleRules } from "../../../shared/contract/people-wire.ts";
import type { RecordsAnswer } from "../../../shared/contract/records-wire.ts";
import { ContactId, type ContactText } from "../../../shared/model/contact.ts";
import { DirectoryPolicy } from "../../../shared/model/directory-policy.ts";
import { toCsv } from "../../../electron/people/export-contacts.ts";
import { startPeopleService } from "../../../electron/people/people-service.ts";
import type { Directory, DirectoryAnswer } from "../../../electron/people/directory/directory.ts";
import { aContact, aPerson } from "../../builders/a-contact.ts";
import { createFakeLog } from "../fake-log.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";
import { useOwnFolder } from "../own-folder.ts";

const own = useOwnFolder("people");

const japan: PeopleRules = { country: { code: "81", trunkPrefix: "0" }, outsidePrefix: "0", directory: null };
const policy = DirectoryPolicy.parse({ urls: ["ldaps://ldap.example.com"], base: "dc=example" });

function start(directory: DirectoryAnswer = { kind: "away" }) {
  const clock = createFakeMainClock();
  const log = createFakeLog();
  const asked: string[] = [];
  const answering = (question: string) => {
    asked.push(question);
    return Promise.resolve(directory);
  };
  const openDirectory = (): Directory => ({
    find: answering,
    findNumber: (spellings) => answering(spellings.join(" ")),
    stop: () => undefined,
  });
  const service = startPeopleService({ folder: own.path(), clock, log, openDirectory });
  let isOver = false;
  const stop = () => {
    if (!isOver) service.stop();
    isOver = true;
  };
  own.stopAfterwards(stop);
  const ask = (question: PeopleAsk) => new Promise<RecordsAnswer>((resolve) => service.receive(question, resolve));
  const save = (id: string, over: Partial<ContactText> = {}) =>
    ask({ type: "saveContact", id: ContactId.parse(id), contact: aContact(over) });
  const find = async (text: string) => {
    const answer = await ask({ type: "findPeople", text, after: null, limit: 50 });
    return answer.type === "people" ? answer.found.people.map(({ name, company }) => name || company) : [answer.type];
  };
  const nameOf = (number: string) => service.nameOf(number)?.name ?? null;
  return { clock, log, asked, service, ask, save, find, nameOf, stop };
}

describe("contacts", () => {
  test("are kept over a start, in a file for its owner alone", async () => {
    const first = start();
    expect(await first.save("one")).toEqual({ type: "done" });
    first.stop();
    const second = start();
    expect(await second.find("")).toEqual(["Tanaka Yuki"]);
    expect(statSync(own.inside("people.db")).mode & 0o777).toBe(0o600);
  });

  test("stand by name, and are walked a step at a time", async () => {
    const { ask, save } = start();
    for (const name of ["Żak", "anna", "Bernd", "田中"]) await save(name, { name });
    const step = async (after: string | null) => {
      const answer = await ask({
        type: "findPeople",
        text: "",
        after: after === null ? null : ContactId.parse(after),
        limit: 2,
      });
      if (answer.type !== "people") return expect.unreachable();
      return [answer.found.people.map(({ name }) => name), answer.found.hasMore];
    };
    expect(await step(null)).toEqual([["anna", "Bernd"], true]);
    expect(await step("Bernd")).toEqual([["Żak", "田中"], false]);
  });

  test("are found by one letter of a script, a piece of any number, the company or the note", async () => {
    const { ask, save, find } = start();
    await ask({ type: "peopleRules", rules: japan });
    await save("one", {
      name: "田中 由紀",
      company: "",
      note: "",
      numbers: [{ kind: "work", number: "+81 3 1234 5678" }],
    });
    await save("two", { name: "Иванов", company: "Müller AG", note: "Jeden Montag" });
    expect([await find("田中"), await find("田"), await find("1234"), await find("03-12")]).toEqual([
      ["田中 由紀"],
      ["田中 由紀"],
      ["Иванов", "田中 由紀"],
      ["Иванов", "田中 由紀"],
    ]);
    expect(await find("00312345678")).toEqual(["Иванов", "田中 由紀"]);
    expect([await find("muller"), await find("montag иван"), await find("nobody")]).toEqual([
      ["Иванов"],
      ["Иванов"],
      [],
    ]);
  });

  test("whose name begins with what was typed stand before those that hold it", async () => {
    const { save, find } = start();
    await save("one", { name: "Montana", company: "" });
    await save("two", { name: "Tanaka", company: "" });
    expect(await find("tan")).toEqual(["Tanaka", "Montana"]);
  });

  test("are changed in their place, and gone from the bytes of the file when they are erased", async () => {
    const { ask, save, find, nameOf } = start();
    await save("one", { name: "Secret Person" });
    await save("one", { name: "Other Person", numbers: [{ kind: "mobile", number: "090-1111-2222" }] });
    expect([await find("secret"), await find("other"), nameOf("0312345678"), nameOf("09011112222")]).toEqual([
      [],
      ["Other Person"],
      null,
      "Other Person",
    ]);
    await ask({ type: "eraseContact", id: ContactId.parse("one") });
    expect(await find("")).toEqual([]);
    const bytes = readdirSync(own.path()).map((name) => readFileSync(own.inside(name), "latin1"));
    expect(bytes.join("")).not.toMatch(/Secret|Other Person|09011112222/u);
  });
});

describe("a caller", () => {
  test.each(["+81 3-1234-5678", "0312345678", "81312345678", "00312345678"])("with %s is known", async (number) => {
    const { ask, save, nameOf } = start();
    await ask({ type: "peopleRules", rules: japan });
    await save("one");
    expect(nameOf(number)).toBe("Tanaka Yuki");
  });

  test("with an extension, or with another number, is not taken for somebody else", async () => {
    const { ask, save, nameOf } = start();
    await ask({ type: "peopleRules", rules: japan });
    await save("one", { numbers: [{ kind: "work", number: "1001" }] });
    expect([nameOf("1001"), nameOf("01001"), nameOf("+811001"), nameOf("")]).toEqual(["Tanaka Yuki", null, null, null]);
  });

  test("is called by the contact that was saved last, and by the company where there is no name", async () => {
    const { save, service } = start();
    await save("one");
    await save("two", { name: "" });
    expect(service.nameOf("0312345678")).toEqual({ name: "Tanaka Ltd.", company: "", from: "own" });
  });
});

describe("the directory", () => {
  const entry = aPerson({ from: "directory", id: "uid=tanaka,dc=example", name: "田中 太郎" });
  const found: DirectoryAnswer = { kind: "found", people: [entry], hasMore: false };

  test("names a caller whom no contact names, and is remembered as long as the policy says", async () => {
    const { ask, asked, clock, nameOf, service } = start(found);
    await ask({ type: "peopleRules", rules: { ...japan, directory: policy } });
    expect(await ask({ type: "nameNumberByDirectory", number: "0312345678" })).toEqual({
      type: "named",
      known: { name: "田中 太郎", company: "Tanaka Ltd.", from: "directory" },
    });
    expect(await ask({ type: "nameNumberByDirectory", number: "+81312345678" })).toMatchObject({ type: "named" });
    expect(asked).toEqual(["0312345678 81312345678 +81312345678 312345678"]);
    expect(nameOf("0312345678")).toBe("田中 太郎");
    expect(service.numbersOf("田中 tanaka")).toEqual(service.numbersOf("田中"));
    expect(service.numbersOf("田中").slice(0, 3)).toEqual(["0312345678", "81312345678", "00312345678"]);
    expect(service.numbersOf("鈴木")).toEqual([]);
    clock.advance(31 * 86_400_000);
    await ask({ type: "peopleRules", rules: { ...japan, directory: policy } });
    expect([nameOf("0312345678"), service.numbersOf("田中")]).toEqual([null, []]);
  });

  test("names a caller also where nothing of it may be remembered, and takes nobody with another number for them", async () => {
    const { ask, nameOf } = start(found);
    await ask({ type: "peopleRules", rules: { ...japan, directory: { ...policy, cacheDays: 0 } } });
    expect(await ask({ type: "nameNumberByDirectory", number: "0312345678" })).toMatchObject({
      known: { name: "田中 太郎" },
    });
    expect(await ask({ type: "nameNumberByDirectory", number: "0312345679" })).toMatchObject({ known: null });
    expect(nameOf("0312345678")).toBe(null);
  });

  test("is forgotten with its policy", async () => {
    const { ask, clock, nameOf } = start(found);
    await ask({ type: "peopleRules", rules: { ...japan, directory: policy } });
    await ask({ type: "findInDirectory", text: "tana" });
    expect(nameOf("0312345678")).toBe("田中 太郎");
    clock.advance(1);
    await ask({ type: "peopleRules", rules: japan });
    expect(nameOf("0312345678")).toBe(null);
  });

  test("goes behind a contact with the same number", async () => {
    const { ask, save, nameOf } = start(found);
    await ask({ type: "peopleRules", rules: { ...japan, directory: policy } });
    await ask({ type: "findInDirectory", text: "tana" });
    await save("one");
    expect(nameOf("0312345678")).toBe("Tanaka Yuki");
  });

  test("that is away says so, and one that nobody configured finds nobody", async () => {
    const { ask } = start();
    expect(await ask({ type: "findInDirectory", text: "tana" })).toMatchObject({
      found: { people: [], isAway: false },
    });
    await ask({ type: "peopleRules", rules: { ...japan, directory: policy } });
    expect(await ask({ type: "findInDirectory", text: "tana" })).toMatchObject({ found: { people: [], isAway: true } });
    expect(await ask({ type: "nameNumberByDirectory", number: "110" })).toEqual({ type: "named", known: null });
  });
});

describe("a file of contacts", () => {
  const path = () => own.inside("contacts.csv");

  test("is read without keeping anything, then kept whole, and a second time changes nothing", async () => {
    const { ask, find } = start();
    writeFileSync(path(), "Name,Phone\nTanaka,0312345678\nSato,0451112222\nNobody,\nSato,0451112222\n");
    expect(await ask({ type: "readContacts", path: path() })).toMatchObject({
      type: "contactsRead",
      report: { usable: 2, known: 0, refused: 1, refusedRows: [{ line: 4, why: "noNumber", text: "Nobody" }] },
    });
    expect(await find("")).toEqual([]);
    expect(await ask({ type: "importContacts", path: path() })).toEqual({ type: "imported", contacts: 2 });
    expect(await find("")).toEqual(["Sato", "Tanaka"]);
    expect(await ask({ type: "readContacts", path: path() })).toMatchObject({ report: { usable: 2, known: 2 } });
    expect(await ask({ type: "importContacts", path: path() })).toEqual({ type: "imported", contacts: 0 });
  });

  test("is kept as it was read, whatever has become of it since", async () => {
    const { ask, find } = start();
    writeFileSync(path(), "Name,Phone\nTanaka,0312345678\n");
    await ask({ type: "readContacts", path: path() });
    writeFileSync(path(), "Name,Phone\nStranger,0900\n");
    await ask({ type: "importContacts", path: path() });
    expect(await find("")).toEqual(["Tanaka"]);
  });

  test("that Tandem wrote itself is read back to the letter, and holds no formula", async () => {
    const { ask, save, find } = start();
    const contact = aContact({
      name: "=HYPERLINK(1)",
      numbers: [
        { kind: "work", number: "+81 3 1" },
        { kind: "work", number: "110" },
        { kind: "home", number: "119" },
      ],
      note: 'two\nlines, "quoted"',
    });
    await save("one", contact);
    expect(await ask({ type: "exportContacts", path: path() })).toEqual({ type: "done" });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    const text = readFileSync(path(), "utf8");
    expect(text).toBe(toCsv([contact]));
    expect(text.split(/",?"|\r\n/u).filter((cell) => /^[=+\-@]/u.test(cell))).toEqual([]);
    expect(await ask({ type: "readContacts", path: path() })).toMatchObject({
      report: { usable: 1, known: 1, refused: 0 },
    });
    await ask({ type: "importContacts", path: path() });
    expect(await find("")).toEqual(["=HYPERLINK(1)"]);
  });

  test.each([
    ["that is not there", null, "unreadable"],
    ["without columns that are known", "a,b\n1,2\n", "noColumns"],
    ["without a row", "Name,Phone\n", "noContacts"],
  ])("%s is told", async (_what, text, trouble) => {
    const { ask } = start();
    if (text !== null) writeFileSync(path(), text);
    expect(await ask({ type: "readContacts", path: path() })).toEqual({ type: "notRead", trouble });
  });
});

test("a file of contacts that makes no sense is set aside, and another begun", async () => {
  writeFileSync(own.inside("people.db"), "no database, for certain; and long enough to be read as one".repeat(50));
  const { save, find, log } = start();
  expect(await save("one")).toEqual({ type: "done" });
  expect([await find(""), readdirSync(own.path()).filter((name) => name.startsWith("people-damaged-")).length]).toEqual(
    [["Tanaka Yuki"], 1],
  );
  expect(log.lines.join("\n")).toContain("people begins anew");
});

test("a file that fails while it hears the rules does not keep the directory from being asked", async () => {
  const { ask, asked } = start();
  const beside = new DatabaseSync(own.inside("people.db"));
  beside.exec("DROP TABLE entries");
  beside.close();
  const rules = { ...japan, directory: policy };
  expect(await ask({ type: "peopleRules", rules })).toMatchObject({ type: "failed", why: "other" });
  await ask({ type: "findInDirectory", text: "田中" });
  expect(asked).toEqual(["田中"]);
});
