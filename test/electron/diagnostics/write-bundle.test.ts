import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toZip } from "../../../electron/diagnostics/to-zip.ts";
import { listParts, writeBundle } from "../../../electron/diagnostics/write-bundle.ts";
import { createKnownSecrets } from "../../../electron/logging/known-secrets.ts";
import { redact } from "../../../electron/logging/redact.ts";
import { useOwnFolder } from "../own-folder.ts";

const folder = useOwnFolder("bundle");
const at = Date.UTC(2026, 10, 27, 14, 30, 8);

/** An archiver that is not ours reads it; names, times and contents, with its own check of the sums. */
function unzip(path: string): Record<string, string> {
  const script =
    "import sys,zipfile,json\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(json.dumps({i.filename:[z.read(i).decode('utf-8'),list(i.date_time)] for i in z.infolist()}))";
  return JSON.parse(execFileSync("python3", ["-c", script, path], { encoding: "utf8" })) as Record<string, string>;
}

const hasPython = (() => {
  try {
    execFileSync("python3", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

describe("the file of --diagnostics", () => {
  test.runIf(hasPython)("is a zip that others can open, with its names, times and contents", () => {
    const entries = { "report.txt": "all is well\n", "logs/täglich.log": "x".repeat(100_000), "empty.json": "" };
    const path = folder.inside("out.zip");
    writeFileSync(
      path,
      toZip(
        Object.entries(entries).map(([name, text]) => ({ name, content: Buffer.from(text) })),
        at,
      ),
    );
    const when = [2026, 11, 27, 14, 30, 8];
    expect(unzip(path)).toEqual(
      Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, [text, when]])),
    );
    expect(statSync(path).size).toBeLessThan(1_500);
  });

  test("is for its owner alone, whole or not at all, and nothing lies beside it", () => {
    const parts = [{ name: "report.txt", text: "well" }];
    for (const name of ["out.zip", "out.json", "out.txt", "OUT.ZIP"]) {
      expect(writeBundle(folder.inside(name), parts, at)).toBeNull();
      expect(statSync(folder.inside(name)).mode & 0o077).toBe(0);
    }
    expect(JSON.parse(readFileSync(folder.inside("out.json"), "utf8"))).toEqual({ "report.txt": "well" });
    expect(readFileSync(folder.inside("out.txt"), "utf8")).toBe("===== report.txt =====\nwell\n");
    expect(readFileSync(folder.inside("OUT.ZIP")).subarray(0, 4)).toEqual(Buffer.from("PK\u0003\u0004"));
    mkdirSync(folder.inside("taken.zip"));
    expect(writeBundle(folder.inside("taken.zip"), parts, at)).toMatch(/EISDIR|ENOTEMPTY|EEXIST/u);
    expect(writeBundle(folder.inside("nowhere/out.zip"), parts, at)).toMatch(/ENOENT/u);
    expect(readdirSync(folder.path()).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("holds no secret of the account, whichever part it got into, and its JSON stays JSON", () => {
    const secret = fc.string({ minLength: 6, maxLength: 20 }).filter((text) => !/[•\s"\\]|^[a-z.]*$/iu.test(text));
    fc.assert(
      fc.property(secret, (password) => {
        const log = folder.inside("tandem.log");
        writeFileSync(log, `info main: signed in with ${password}\ninfo main: {"token":"${"t".repeat(20)}"}\n`);
        const known = createKnownSecrets();
        known.learn([password]);
        const parts = listParts(
          {
            report: `the password ${password} was refused`,
            diagnosis: { servers: [{ found: password }] },
            configuration: {
              values: [{ key: "account.user", value: `1001-${password}` }],
              hiddenKeys: ["account.password"],
            },
            versions: { tandem: "1" },
            incidents: [{ entries: [{ what: password }] }],
            logs: [log, folder.inside("gone.log")],
          },
          (text) => redact(known.hide(text)),
        );
        expect(parts.map(({ name }) => name)).toEqual([
          "report.txt",
          "diagnosis.json",
          "configuration.json",
          "versions.json",
          "incidents.json",
          "logs/tandem.log",
          "logs/gone.log",
        ]);
        for (const { name, text } of parts) {
          expect(text).not.toContain(password);
          expect(text).not.toContain("tttt");
          if (name.endsWith(".json")) expect(() => JSON.parse(text) as unknown).not.toThrow();
        }
      }),
      { numRuns: 40 },
    );
  });

  test("takes the end of a log that is too large for anybody", () => {
    writeFileSync(folder.inside("tandem.log"), `${"a".repeat(6 * 1024 * 1024)}\nthe last line\n`);
    const none = { report: "", diagnosis: {}, configuration: {}, versions: {}, incidents: [] };
    const text = listParts({ ...none, logs: [folder.inside("tandem.log")] }, (same) => same).at(-1)?.text ?? "";
    expect([text.length, text.endsWith("the last line\n")]).toEqual([5 * 1024 * 1024, true]);
  });
});
