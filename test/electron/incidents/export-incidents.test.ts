import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exportIncidents } from "../../../electron/incidents/export-incidents.ts";
import { withoutCustomers } from "../../../shared/model/incident.ts";
import { anIncident } from "../../builders/an-incident.ts";
import { atFixture } from "../../builders/a-server.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-export-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const wish = (withCustomers: boolean) => ({
  incidents: [anIncident()],
  withCustomers,
  at: atFixture,
  tandem: "0.1.0",
});
const into = (name: string) => async () => join(folder, name);
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));

test("writes the incidents without callers unless they are wanted, for the owner alone", async () => {
  expect(await exportIncidents(wish(false), into("bare.json"))).toEqual({ ok: true });
  expect(await exportIncidents(wish(true), into("whole.json"))).toEqual({ ok: true });
  const head = { version: 1, at: atFixture, tandem: "0.1.0" };
  expect(read("bare.json")).toEqual({ ...head, withCustomers: false, incidents: [withoutCustomers(anIncident())] });
  expect(read("whole.json")).toEqual({ ...head, withCustomers: true, incidents: [anIncident()] });
  expect(statSync(join(folder, "whole.json")).mode & 0o777).toBe(0o600);
});

test("proposes a name with the day, and writes nothing for somebody who would rather not", async () => {
  const proposed: string[] = [];
  const reply = await exportIncidents(wish(false), async (name) => {
    proposed.push(name);
    return null;
  });
  expect([reply, proposed]).toEqual([
    { ok: true },
    [`tandem-incidents-${new Date(atFixture).toISOString().slice(0, 10)}.json`],
  ]);
});

test("replaces the file that was chosen, never what a link there points at", async () => {
  writeFileSync(join(folder, "other"), "untouched");
  symlinkSync(join(folder, "other"), join(folder, "link.json"));
  expect(await exportIncidents(wish(false), into("link.json"))).toEqual({ ok: true });
  expect(readFileSync(join(folder, "other"), "utf8")).toBe("untouched");
  expect(read("link.json")).toMatchObject({ version: 1 });
  expect(readdirSync(folder).toSorted()).toEqual(["link.json", "other"]);
});

test("says why when it cannot be written", async () => {
  expect(await exportIncidents(wish(false), into("no/such/folder.json"))).toEqual({
    ok: false,
    failure: {
      kind: "notSaved",
      message: expect.stringMatching(/^The file could not be written: ENOENT.*\. Choose another place\.$/u),
    },
  });
});

test("is not hindered by what an earlier saving left half written, and leaves nothing half written itself", async () => {
  writeFileSync(join(folder, "bare.json.part"), "half");
  expect(await exportIncidents(wish(false), into("bare.json"))).toEqual({ ok: true });
  mkdirSync(join(folder, "taken.json"));
  expect(await exportIncidents(wish(false), into("taken.json"))).toMatchObject({ ok: false });
  expect(readdirSync(folder).toSorted()).toEqual(["bare.json", "bare.json.part", "taken.json"]);
  expect(readFileSync(join(folder, "bare.json.part"), "utf8")).toBe("half");
});
