/** A roster on the disk: whole or not at all, nobody else's to read, and made again without a secret being lost. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { answerRoster } from "../../../electron/roster/answer-roster.ts";
import { aSite } from "../../builders/a-site.ts";
import { useOwnFolder } from "../own-folder.ts";

const own = useOwnFolder("roster");
const site = aSite({ queues: [], trunks: [], emergency: [], parking: undefined });

function run(rows: readonly string[], more: { readonly site?: object; readonly out?: string } = {}) {
  const list = own.inside("operators.csv");
  writeFileSync(list, ["extension,name", ...rows].join("\n"));
  writeFileSync(own.inside("site.json"), JSON.stringify(more.site ?? site));
  const { isGood, line } = answerRoster({ list, site: null, out: more.out ?? own.inside("out") });
  return { isGood, lines: line.replaceAll(`${own.path()}/`, "").split("\n") };
}

/** Every file below, with what stands in it. */
function readAll(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

describe("a roster in its folder", () => {
  test("is for its owner alone, every file and every folder of it", () => {
    run(["1001,Anna"]);
    const out = own.inside("out");
    const names = [".", ...readdirSync(out, { recursive: true, encoding: "utf8" })];
    const open = names.filter((name) => (statSync(join(out, name)).mode & 0o077) !== 0);
    expect([names.length > 15, open]).toEqual([true, []]);
  });

  test("made again from the same list says that nothing changed, and touches nothing", () => {
    run(["1001,Anna", "1002,Berta"]);
    const pjsip = own.inside("out/asterisk/main/pjsip.conf");
    const before = [readAll(own.inside("out")), statSync(pjsip).ino];
    expect(run(["1002,Berta", "1001,Anna"])).toEqual({
      isGood: true,
      lines: ["ok: 2 operators in out; nothing changed"],
    });
    expect([readAll(own.inside("out")), statSync(pjsip).ino]).toEqual(before);
  });

  test("tells who joined and who left, takes away what was theirs, and changes no other document", () => {
    run(["1001,Anna", "1002,Berta"]);
    const before = readAll(own.inside("out"));
    const { lines } = run(["1001,Anna", "1003,Cora"]);
    const ofServers = ["extensions", "pjsip", "voicemail"].flatMap((name) =>
      ["main", "backup"].map((server) => `written: asterisk/${server}/${name}.conf`),
    );
    const ofKamailio = ["main", "backup"].flatMap((server) =>
      ["csv", "sql"].map((kind) => `written: kamailio/${server}/subscriber.${kind}`),
    );
    expect(lines.toSorted()).toEqual(
      [
        "ok: 2 operators in out",
        "joined: 1003 Cora",
        "left: 1002 Berta",
        "written: documents/1003.json",
        "removed: documents/1002.json",
        ...ofServers,
        ...ofKamailio,
      ].toSorted(),
    );
    const after = readAll(own.inside("out"));
    expect(after["documents/1001.json"]).toBe(before["documents/1001.json"]);
    expect(after["roster-state.json.old"]).toBe(before["roster-state.json"]);
    const { "roster-state.json.old": _old, ...inForce } = after;
    expect(Object.values(inForce).join("\n")).not.toContain("1002");
  });

  test("is written whole or not at all: a list with a bad row, and a file that cannot be written, change nothing", () => {
    run(["1001,Anna"]);
    const before = readAll(own.inside("out"));
    expect(run(["1001,Anna", "x,Berta"])).toEqual({
      isGood: false,
      lines: ['operators.csv: line 3: extension: "x" is not 2 to 6 digits. Correct it.', "Nothing was written."],
    });
    rmSync(own.inside("out/kamailio/main/subscriber.csv"));
    const kept = readAll(own.inside("out"));
    renameSync(own.inside("out/kamailio/main"), own.inside("aside"));
    writeFileSync(own.inside("out/kamailio/main"), "in the way");
    const { isGood, lines } = run(["1001,Anna", "1002,Berta"]);
    expect([isGood, lines[0]?.startsWith("out: it could not be written: ")]).toEqual([false, true]);
    rmSync(own.inside("out/kamailio/main"));
    renameSync(own.inside("aside"), own.inside("out/kamailio/main"));
    expect(readAll(own.inside("out"))).toEqual(kept);
    expect(Object.keys(kept).length).toBe(Object.keys(before).length - 1);
  });

  test("goes on where a run ended that was killed while it moved its files: no secret is drawn twice", () => {
    run(["1001,Anna"]);
    const first = readAll(own.inside("out"));
    run(["1001,Anna", "1002,Berta"]);
    const whole = readAll(own.inside("out"));
    for (const [name, text] of Object.entries(first)) {
      if (!name.startsWith("roster-state")) writeFileSync(own.inside(`out/${name}`), text);
    }
    rmSync(own.inside("out/documents/1002.json"));
    mkdirSync(own.inside("out/.being-written/documents"), { recursive: true });
    writeFileSync(own.inside("out/.being-written/documents/1002.json"), "half of it");
    run(["1001,Anna", "1002,Berta"]);
    expect(readAll(own.inside("out"))).toEqual(whole);
  });

  test("is not made anew over one whose secrets are lost or damaged", () => {
    run(["1001,Anna"]);
    const state = own.inside("out/roster-state.json");
    const before = readFileSync(state, "utf8");
    writeFileSync(state, before.slice(0, 40));
    expect(run(["1001,Anna"]).lines).toEqual([
      "out/roster-state.json: it is damaged. Put back out/roster-state.json, or the older one beside it: without it every operator would need a new secret.",
      "Nothing was written.",
    ]);
    rmSync(state);
    expect(run(["1001,Anna"]).lines[0]).toBe(
      'out: it has a folder "documents" and no roster-state.json. Put that file back, or name an empty folder: without it every operator would need a new secret.',
    );
    expect(existsSync(state)).toBe(false);
  });

  test("is refused in a sentence for each file that cannot be read", () => {
    const { line } = answerRoster({ list: own.inside("no.csv"), site: own.inside("no.json"), out: own.inside("out") });
    const why = "the file cannot be read (ENOENT). Name one that is there, and allow this user to read it.";
    expect(line.replaceAll(`${own.path()}/`, "").split("\n")).toEqual([
      `no.csv: ${why}`,
      `no.json: ${why}`,
      "Nothing was written.",
    ]);
    expect(existsSync(own.inside("out"))).toBe(false);
  });
});
