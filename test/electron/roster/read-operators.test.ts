/** A list of operators as people write it: what is read of it, and what is said of each row that cannot be used. */
import { describe, expect, test } from "vitest";
import { readOperators } from "../../../electron/roster/read-operators.ts";
import { SiteDocument } from "../../../electron/roster/site-document.ts";
import { aSite } from "../../builders/a-site.ts";

const site = SiteDocument.parse(aSite());

function read(...lines: string[]) {
  return readOperators("operators.csv", lines.join("\n"), site);
}

function problems(...lines: string[]) {
  const answer = read(...lines);
  return answer.ok ? [] : answer.failure;
}

describe("a list of operators", () => {
  test("is read with its queues, numbers and supervisors, whatever the separators and the order of its columns", () => {
    expect(
      read(
        "Name;Durchwahl;Warteschlangen;Rufnummer;Teamleiter;Raum",
        '"Müller; Änne";1001;500, 501;+81 3-1234-5601;ja;7',
        ";;;;;",
        "田中;2002;;;;",
      ),
    ).toEqual({
      ok: true,
      value: {
        operators: [
          {
            extension: "1001",
            name: "Müller; Änne",
            queues: ["500", "501"],
            number: "+81312345601",
            isSupervisor: true,
          },
          { extension: "2002", name: "田中", queues: [], number: null, isSupervisor: false },
        ],
        unusedColumns: ["Raum"],
      },
    });
  });

  test("is refused with every bad row at once, each by its line, its column and a remedy", () => {
    expect(
      problems(
        "extension,name,queues,number,supervisor",
        "1001,Anna,500,,",
        "1001,Berta,,,",
        "10a1,Cora,,,",
        ",Dora,,,",
        '1005,"Eva\nEva",,,',
        "1006,,,,",
        "500,Fritz,,,",
        "701,Gerd,,,",
        "110,Hans,,,",
        "0123,Ida,,,",
        "1007,Jo,502 500,,",
        "1008,Kai,,+81312345600,",
        "1009,Lea,,12ab,",
        "1010,Mia,,,perhaps",
        '1011,"Nora,,,',
      ),
    ).toEqual([
      "operators.csv: line 3: extension: 1001 is that of line 2 already. Give this operator another.",
      'operators.csv: line 4: extension: "10a1" is not 2 to 6 digits. Correct it.',
      "operators.csv: line 5: extension: is empty. Give this operator one.",
      'operators.csv: line 6: name: "Eva Eva" is longer than 128 letters or holds a line break. Correct it.',
      "operators.csv: line 8: name: is empty. Write what callers are to see.",
      "operators.csv: line 9: extension: 500 is a queue already. Give this operator another.",
      "operators.csv: line 10: extension: 701 is for parking already. Give this operator another.",
      "operators.csv: line 11: extension: 110 is an emergency number already. Give this operator another.",
      "operators.csv: line 12: extension: 0123 begins as numbers outside do (0). Give this operator another.",
      'operators.csv: line 13: queues: "502" is no queue of the site file (500, 501). Correct it, or add it there.',
      "operators.csv: line 14: number: +81312345600 is queue 500's already. Leave one of them out.",
      'operators.csv: line 15: number: "12ab" is not 3 to 32 digits, with or without a + before them. Correct it.',
      'operators.csv: line 16: supervisor: "perhaps" is neither yes nor no. Correct it.',
      "operators.csv: line 17: the row: a quote is opened and not closed. Write a quote inside a cell twice.",
    ]);
  });

  test.each([
    [
      ["extension;queues", "1001;"],
      ['operators.csv: line 1: no column is called "name". Name the columns in the first line.'],
    ],
    [["ext,extension,name", "1,2,3"], ['operators.csv: line 1: two columns mean "extension". Leave one of them out.']],
    [["extension,name"], ["operators.csv: it holds no operator. Write one line for each of them."]],
    [
      ["extension,name", "1002,Berta"],
      ["operators.csv: the voicemail of queue 500 is 1001, and no row has that extension. Add it, or name another."],
    ],
  ])("that begins %j is refused in a sentence", (lines, said) => {
    expect(problems(...lines)).toEqual(said);
  });

  test("shows nothing that could turn or hide the rest of a sentence", () => {
    expect(problems("extension,name", "12\u202eab\u0007,Anna")[0]).toBe(
      'operators.csv: line 2: extension: "12 ab" is not 2 to 6 digits. Correct it.',
    );
  });
});
