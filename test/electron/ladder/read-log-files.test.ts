import { mkdirSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { listParts, writeBundle } from "../../../electron/diagnostics/write-bundle.ts";
import { readLogFiles } from "../../../electron/ladder/read-log-files.ts";
import { useOwnFolder } from "../own-folder.ts";

const folder = useOwnFolder("ladder");

function put(name: string, content: string | Buffer): string {
  writeFileSync(folder.inside(name), content);
  return folder.inside(name);
}

describe("a ladder's log", () => {
  test.each(["zip", "json", "txt"])("is read out of the file of --diagnostics, as .%s", (extension) => {
    const logs = [put("tandem.log", "the newer\n"), put("tandem.1.log", "the older: { ===== }\n")];
    const told = { diagnosis: {}, configuration: {}, versions: {}, incidents: [] };
    const parts = listParts({ report: "all is well\n", ...told, logs }, (text) => text);
    const path = folder.inside(`out.${extension}`);
    expect(writeBundle(path, parts, Date.UTC(2026, 10, 27))).toBe(null);
    const read = readLogFiles(path);
    expect(read.ok && read.value.map(({ name, text }) => [name, text.trim()])).toEqual([
      ["logs/tandem.log", "the newer"],
      ["logs/tandem.1.log", "the older: { ===== }"],
    ]);
  });

  test("is read from a file of any name, and from a folder with what was rotated away", () => {
    const sent = put("from-seat-17.txt", "\uFEFFa line\n");
    put("tandem.log", "the newer\n");
    put("tandem.2.log", "the older\n");
    expect(readLogFiles(sent)).toEqual({ ok: true, value: [{ name: "from-seat-17.txt", text: "a line\n" }] });
    const read = readLogFiles(folder.path());
    expect(read.ok && read.value.map(({ text }) => text).toSorted()).toEqual(["the newer\n", "the older\n"]);
  });

  test.each([
    ["is not there", () => folder.inside("gone.log"), /gone\.log: it cannot be read \(ENOENT\)\. Name a log/u],
    [
      "is an archive of others",
      () => put("x.zip", Buffer.from("PK\u0003\u0004 nothing more")),
      /x\.zip: the archive is damaged/u,
    ],
    ["holds no log", () => put("x.json", JSON.stringify({ "report.txt": "well" })), /x\.json: no log is in it\./u],
    [
      "is a folder without one",
      () => (mkdirSync(folder.inside("empty")), folder.inside("empty")),
      /no tandem\.log is in this folder/u,
    ],
  ])("that %s is told in a sentence", (_, make, sentence) => {
    expect(readLogFiles(make())).toEqual({ ok: false, failure: expect.stringMatching(sentence) });
  });
});
