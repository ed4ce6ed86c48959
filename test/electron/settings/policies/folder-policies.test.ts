import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock } from "../../../../electron/app/system-clock.ts";
import { createFolderPolicies } from "../../../../electron/settings/policies/folder-policies.ts";
import type { PolicySource } from "../../../../electron/settings/policies/policy-levels.ts";
import { createFakeLog } from "../../fake-log.ts";

let folder = "";
let opened: PolicySource | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-policies-"));
  for (const level of ["managed", "recommended"]) mkdirSync(join(folder, level));
});
afterEach(() => {
  opened?.stop();
  rmSync(folder, { recursive: true });
});

const pathOf = (name: string) => join(folder, name);
const write = (name: string, content: object | string) =>
  writeFileSync(pathOf(name), typeof content === "string" ? content : JSON.stringify(content));

function open(findDoubt: (path: string) => string | null = () => null) {
  opened = createFolderPolicies({ folder, findDoubt, clock: systemClock, log: createFakeLog() });
  return opened;
}

test("files are taken in the order of their names, key by key, and a later one counts more", () => {
  write("managed/20-site.json", { version: 1, failover: { rescue: "off" }, dialing: { emergency: ["112"] } });
  write("managed/10-company.json", { failover: { rescue: "auto", callWaiting: "off" } });
  write("managed/30-notes.txt", "not a policy");
  write("recommended/a.json", { window: { language: "ja" } });
  const at = (name: string) => ({ kind: "computerPolicy", name: pathOf(name) });
  expect(open().read()).toEqual({
    ok: true,
    value: {
      levels: {
        managed: {
          "failover.rescue": { value: "off", where: at("managed/20-site.json") },
          "failover.callWaiting": { value: "off", where: at("managed/10-company.json") },
          "dialing.emergency": { value: ["112"], where: at("managed/20-site.json") },
        },
        recommended: { "window.language": { value: "ja", where: at("recommended/a.json") } },
      },
      unknownKeys: [],
    },
  });
});

test.each([
  ["is not JSON", "{", "FILE: line 1: this is not JSON (Expected property name or '}'). Correct that line."],
  ["is a list", "[]", "FILE: must be an object in { }. Correct this file."],
  [
    "has a wrong value",
    { failover: { rescue: "never" } },
    'FILE: failover.rescue: Invalid option: expected one of "off"|"ask"|"auto". Correct this value.',
  ],
  ["has text for a section", { failover: "fast" }, "FILE: failover: must be an object in { }. Correct this value."],
])("one that %s", (_what, content, line) => {
  write("managed/a.json", content);
  expect(open().read()).toEqual({ ok: false, failure: line.replace("FILE", pathOf("managed/a.json")) });
});

test("keys that nobody knows are told and left out, inside a value too", () => {
  write("managed/a.json", {
    locked: ["media"],
    voicemail: { number: "*97", greeting: "x" },
  });
  const read = open().read();
  const unknown = read.ok ? read.value.unknownKeys.map((line) => line.replace(pathOf("managed/a.json"), "FILE")) : [];
  expect(unknown).toEqual([
    "FILE: locked: no policy has this key. Remove it, or correct its spelling.",
    "FILE: voicemail.greeting: this key is not known. Remove it, or correct its spelling.",
  ]);
  expect(read).toMatchObject({ value: { levels: { managed: { voicemail: { value: { number: "*97" } } } } } });
});

test("a file that others can write is refused, and so are all of them", () => {
  write("managed/a.json", { failover: { rescue: "off" } });
  write("managed/b.json", { failover: { rescue: "ask" } });
  const isOpen = (path: string) => path.endsWith("b.json");
  expect(open((path) => (isOpen(path) ? `${path}: not yours` : null)).read()).toEqual({
    ok: false,
    failure: `${pathOf("managed/b.json")}: not yours`,
  });
});

test("a file that is added, edited in its place or removed is told", async () => {
  const onChanged = vi.fn();
  open().follow(onChanged);
  const told = (times: number) => vi.waitFor(() => expect(onChanged).toHaveBeenCalledTimes(times), 5_000);
  write("managed/a.json", { failover: { rescue: "off" } });
  await told(1);
  write("managed/a.json", { failover: { rescue: "ask" }, window: {} });
  await told(2);
  rmSync(pathOf("managed/a.json"));
  await told(3);
});

test("folders that are not there say nothing", () => {
  rmSync(pathOf("managed"), { recursive: true });
  rmSync(pathOf("recommended"), { recursive: true });
  expect(open().read()).toMatchObject({ ok: true, value: { levels: { managed: {}, recommended: {} } } });
});
