/** Files of contacts as other programs write them: separators, encodings, headings in five languages, three vCards. */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { decodeText } from "../../../electron/files/decode-text.ts";
import { readCsv } from "../../../electron/people/import/read-csv.ts";
import { readVcards } from "../../../electron/people/import/read-vcard.ts";

const namesOf = (text: string) => readCsv(text)?.contacts.map(({ name }) => name);
const numbersOf = (text: string) =>
  readCsv(text)?.contacts.flatMap(({ numbers }) => numbers.map(({ kind, number }) => `${kind} ${number}`));

describe("CSV", () => {
  test.each([
    ["commas", "Name,Phone\nTanaka,0312345678\n"],
    ["semicolons", "Name;Phone\r\nTanaka;0312345678\r\n"],
    ["tabs", "Name\tPhone\nTanaka\t0312345678\n"],
    ["the separator named in its first line", "sep=;\r\nName;Phone\r\nTanaka;0312345678\r\n"],
    ["every cell in quotes", '"Name","Phone"\r\n"Tanaka","0312345678"\r\n'],
  ])("with %s is read", (_what, text) => {
    expect([namesOf(text), numbersOf(text)]).toEqual([["Tanaka"], ["other 0312345678"]]);
  });

  test.each([
    [
      "German Outlook",
      "Vorname;Nachname;Firma;Telefon geschäftlich;Mobiltelefon\nAnna;Groß;ACME;030 123456;0170 1234567",
    ],
    [
      "Spanish Outlook",
      "Nombre,Apellidos,Organización,Teléfono del trabajo,Móvil\nAnna,Groß,ACME,030 123456,0170 1234567",
    ],
    [
      "Russian Outlook",
      "Имя,Фамилия,Организация,Рабочий телефон,Мобильный телефон\nAnna,Groß,ACME,030 123456,0170 1234567",
    ],
    ["Japanese Outlook", "名,姓,会社名,会社電話,携帯電話\nAnna,Groß,ACME,030 123456,0170 1234567"],
    [
      "English Outlook",
      "First Name,Last Name,Company,Business Phone,Mobile Phone\nAnna,Groß,ACME,030 123456,0170 1234567",
    ],
    [
      "Google",
      "First Name,Last Name,Organization Name,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\nAnna,Groß,ACME,Work,030 123456,Mobile,0170 1234567",
    ],
  ])("of %s is understood", (_whose, text) => {
    expect(readCsv(text)).toEqual({
      contacts: [
        {
          name: "Anna Groß",
          company: "ACME",
          numbers: [
            { kind: "work", number: "030 123456" },
            { kind: "mobile", number: "0170 1234567" },
          ],
          note: "",
        },
      ],
      refused: [],
    });
  });

  test("whose heading Name stands beside first names holds family names there", () => {
    expect(namesOf("Name;Vorname;Telefon\nGroß;Anna;030 123456")).toEqual(["Anna Groß"]);
    expect(namesOf("Name,Given Name,Family Name,Phone\nDr. Anna Groß,Anna,Groß,030 123456")).toEqual(["Dr. Anna Groß"]);
  });

  test("puts the family first where names are written so", () => {
    expect(namesOf("姓,名,電話\n田中,由紀,0312345678")).toEqual(["田中 由紀"]);
  });

  test("keeps several numbers of a kind, also those that Google puts into one cell", () => {
    expect(numbersOf("Name,Business Phone,Business Phone 2,Phone 1 - Value\nA,1,2,3 ::: 4")).toEqual([
      "work 1",
      "work 2",
      "other 3",
      "other 4",
    ]);
  });

  test("says of each row that cannot be used in which line it stands and why", () => {
    const text =
      'Name,Phone,Note\n"Two\nlines",110,\n,110,\nNobody,,\n\nBad,call me!,\nGood,119,"a\nb"\nTail,112,"never closed\n';
    expect(readCsv(text)?.refused).toEqual([
      { line: 4, why: "noName", text: "110" },
      { line: 5, why: "noNumber", text: "Nobody" },
      { line: 7, why: "badNumber", text: "Bad call me!" },
      { line: 10, why: "openQuote", text: expect.stringContaining("Tail 112") },
    ]);
    expect(namesOf(text)).toEqual(["Two lines", "Good"]);
  });

  test("whose columns nobody knows is not guessed at", () => {
    expect([readCsv("Tanaka,0312345678\nSato,110"), readCsv("Name,Street\nA,B"), readCsv("")]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test("whatever a file holds, reading it ends, and every line is used, refused or empty", () => {
    const line = fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 4 }).map((cells) => cells.join(","));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = ["Name,Phone,Note", ...lines].join("\n");
        const read = readCsv(text);
        for (const { line: at } of read?.refused ?? [])
          expect(at).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/u).length);
      }),
    );
  });
});

describe("an encoding", () => {
  const shiftJis = new Uint8Array([0x93, 0x63, 0x92, 0x86, 0x2c, 0x82, 0xa9, 0x82, 0xc8, 0x2c, 0x31]);
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
  test.each([
    ["UTF-8 with its mark", new TextEncoder().encode("\ufeff田中"), "utf-8", "田中"],
    ["UTF-8 without", new TextEncoder().encode("Müller 田中"), "utf-8", "Müller 田中"],
    ["UTF-16 with its mark", new Uint8Array(Buffer.from("\ufeffMüller", "utf16le")), "utf-16le", "Müller"],
    ["UTF-16 without", new Uint8Array(Buffer.from("Name\t田中", "utf16le")), "utf-16le", "Name\t田中"],
    ["UTF-16 the other way", new Uint8Array(Buffer.from("Name\t田中", "utf16le").swap16()), "utf-16be", "Name\t田中"],
    ["Windows-1252", bytes("Müller,Groß\r\nÉlodie,Señor\r\n"), "windows-1252", "Müller,Groß\r\nÉlodie,Señor\r\n"],
    ["Shift_JIS", shiftJis, "shift_jis", "田中,かな,1"],
  ])("%s is known", (_what, given, encoding, text) => {
    expect(decodeText(given)).toEqual({ encoding, text });
  });
});

describe("a vCard", () => {
  const card = (...lines: string[]) => ["BEGIN:VCARD", ...lines, "END:VCARD", ""].join("\r\n");

  test("2.1 in quoted-printable, with soft line ends and a charset, is read", () => {
    const text = card(
      "VERSION:2.1",
      "N;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=93=63=92=86;=97R=8B=49",
      "TEL;WORK;VOICE:03-1234-5678",
      "TEL;CELL:090-1111-2222",
      "TEL;WORK;FAX:03-9999-9999",
      "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:M=C3=BCller=0D=0Azweite =",
      "Zeile",
    );
    expect(readVcards(text).contacts).toEqual([
      {
        name: "田中 由紀",
        company: "",
        numbers: [
          { kind: "work", number: "03-1234-5678" },
          { kind: "mobile", number: "090-1111-2222" },
        ],
        note: "Müller\r\nzweite Zeile",
      },
    ]);
  });

  test("3.0 with folded lines, groups and escapes is read", () => {
    const text = card(
      "VERSION:3.0",
      "FN:Anna Gro",
      " ß",
      "ORG:ACME\\, Inc.;Sales",
      "item1.TEL;type=WORK,VOICE:+49 30 123456",
      "TEL;TYPE=HOME:030 7654321",
      "NOTE:one\\ntwo",
    );
    expect(readVcards(text).contacts).toEqual([
      {
        name: "Anna Groß",
        company: "ACME, Inc.",
        numbers: [
          { kind: "work", number: "+49 30 123456" },
          { kind: "home", number: "030 7654321" },
        ],
        note: "one\ntwo",
      },
    ]);
  });

  test("4.0 with addresses for numbers is read", () => {
    const text = card("VERSION:4.0", "FN:Anna", 'TEL;VALUE=uri;TYPE="voice,cell":tel:+49-170-1234567');
    expect(readVcards(text).contacts[0]?.numbers).toEqual([{ kind: "mobile", number: "+49-170-1234567" }]);
  });

  test("that cannot be used is told by its first line, and one that never ends spoils no other", () => {
    const text = `${card("FN:Nobody")}BEGIN:VCARD\r\nFN:Torn\r\n${card("FN:Good", "TEL:110")}BEGIN:VCARD\r\nFN:Last\r\n`;
    const { contacts, refused } = readVcards(text);
    expect(contacts.map(({ name }) => name)).toEqual(["Good"]);
    expect(refused).toEqual([
      { line: 1, why: "noNumber", text: "Nobody" },
      { line: 4, why: "openCard", text: "Torn" },
      { line: 10, why: "openCard", text: "Last" },
    ]);
  });

  test("without a name is told by its number", () => {
    expect(readVcards(card("VERSION:3.0", "TEL:110")).refused).toEqual([{ line: 1, why: "noName", text: "110" }]);
  });

  test("whatever it holds, reading it ends", () => {
    fc.assert(fc.property(fc.array(fc.string()), (lines) => void readVcards(card(...lines))));
  });
});
