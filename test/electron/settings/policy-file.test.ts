import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { checkConfig } from "../../../electron/settings/check-config.ts";
import { readPolicyFile } from "../../../electron/settings/policy-file.ts";
import { aPolicy, type RawPolicy } from "./a-policy.ts";
import { fakePolicies } from "./policies/fake-policies.ts";

const folder = mkdtempSync(join(tmpdir(), "tandem-policy-"));
const path = join(folder, "policy.json");
afterAll(() => rmSync(folder, { recursive: true }));

const tanaka = { extension: "1002", name: "Tanaka Yuki" };

function check(file: string) {
  const needs = { findDoubt: () => null, policies: fakePolicies({}), userDataFolder: folder };
  return checkConfig({ location: { ok: true, value: file }, ...needs }, "table");
}

function lineFor(content: string | object): string {
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  const { isGood, text } = check(path);
  if (isGood) throw new Error("the document was good");
  return text.replace(path, "FILE");
}

const changed = (change: (policy: RawPolicy) => void): RawPolicy => {
  const policy = aPolicy();
  change(policy);
  return policy;
};

describe("--check-config says in one line", () => {
  test("that a folder was named instead of a document", () => {
    const { isGood, text } = check(folder);
    expect({ isGood, text: text.replace(folder, "FOLDER") }).toEqual({
      isGood: false,
      text: "FOLDER: this is a folder. Name the policy document in it.",
    });
  });

  test("that the file is missing", () => {
    const { isGood, text } = check(join(folder, "none.json"));
    expect({ isGood, text: text.replace(folder, "FOLDER") }).toEqual({
      isGood: false,
      text: "FOLDER/none.json: the file is missing. Put a policy document there, or name one with --policy=<file>.",
    });
  });

  test.each([
    ['{\n  "version": 1,\n  "account": }', "FILE: line 3: this is not JSON (Unexpected token '}'). Correct that line."],
    [
      '{\n  "version": 1\n',
      "FILE: line 2: this is not JSON (Expected ',' or '}' after property value). Correct that line.",
    ],
    ["", "FILE: line 1: this is not JSON (Unexpected end of JSON input). Correct that line."],
  ])("that it is not JSON, and where (%#)", (content, line) => {
    expect(lineFor(content)).toBe(line);
  });

  test.each([
    [
      "a switch of the voice is no switch",
      changed((policy) => Object.assign(policy, { media: { noiseSuppression: "off" } })),
      "FILE: media.noiseSuppression: is text, but must be true or false. Correct this value.",
    ],
    [
      "no codec is left that every server speaks",
      changed((policy) => Object.assign(policy, { media: { codecs: ["opus", "g722"] } })),
      'FILE: media.codecs: needs "pcmu" or "pcma" as the last resort, which every server speaks. Correct this value.',
    ],
    [
      "a codec stands twice",
      changed((policy) => Object.assign(policy, { media: { codecs: ["pcmu", "opus", "pcmu"] } })),
      "FILE: media.codecs: names a codec twice; every codec stands once. Correct this value.",
    ],
    [
      "a codec is not known",
      changed((policy) => Object.assign(policy, { media: { codecs: ["g729", "pcmu"] } })),
      'FILE: media.codecs[0]: Invalid option: expected one of "opus"|"g722"|"pcmu"|"pcma". Correct this value.',
    ],
    [
      "a colleague is listed twice",
      changed((policy) => Object.assign(policy, { colleagues: [tanaka, { ...tanaka, name: "Yuki" }] })),
      'FILE: colleagues[1].extension: "1002" is listed twice. Correct this value.',
    ],
    [
      "a colleague has a feature code for an extension",
      changed((policy) => Object.assign(policy, { colleagues: [{ ...tanaka, extension: "*97" }] })),
      "FILE: colleagues[0].extension: an extension that can be dialled, such as 1002. Correct this value.",
    ],
    [
      "more colleagues are watched than servers should be asked for",
      changed((policy) =>
        Object.assign(policy, {
          colleagues: Array.from({ length: 101 }, (_, index) => ({ ...tanaka, extension: String(2_000 + index) })),
        }),
      ),
      "FILE: colleagues: at most 100: each of them is a subscription on every server. Correct this value.",
    ],
    [
      "the number of the voicemail is none",
      changed((policy) => Object.assign(policy, { voicemail: { number: "voice" } })),
      "FILE: voicemail.number: a number that can be dialled, such as *97. Correct this value.",
    ],
    [
      "a key is not known",
      changed((policy) => Object.assign(policy, { colour: 1 })),
      "FILE: colour: this key is not known. Remove it, or correct its spelling.",
    ],
    [
      "a key deep inside is not known",
      changed((policy) => Object.assign(policy.servers[1] ?? {}, { prot: 8089 })),
      "FILE: servers[1].prot: this key is not known. Remove it, or correct its spelling.",
    ],
    [
      "ws:// leaves this computer",
      changed((policy) => Object.assign(policy.servers[0] ?? {}, { url: "ws://pbx1.example.com:8088/ws" })),
      "FILE: servers[0].url: must be wss://; ws:// carries passwords in the clear and is allowed to this computer only. Correct this value.",
    ],
    [
      "an address is no WebSocket",
      changed((policy) => Object.assign(policy.servers[0] ?? {}, { url: "https://pbx1.example.com" })),
      "FILE: servers[0].url: must be a wss:// address, for example wss://pbx1.example.com:8089/ws. Correct this value.",
    ],
    [
      "two servers have one id",
      changed((policy) => Object.assign(policy.servers[1] ?? {}, { id: "main" })),
      'FILE: servers[1].id: "main" is used by two servers; every id must differ. Correct this value.',
    ],
    [
      "there is no primary",
      changed((policy) => Object.assign(policy.servers[0] ?? {}, { role: "backup" })),
      'FILE: servers: exactly one server must have the role "primary"; there is none. Correct this value.',
    ],
    [
      "there are two primaries",
      changed((policy) => Object.assign(policy.servers[1] ?? {}, { role: "primary" })),
      'FILE: servers: exactly one server must have the role "primary"; there are 2. Correct this value.',
    ],
    [
      "a number is text",
      changed((policy) => Object.assign(policy, { failover: { probeActiveMs: "fast" } })),
      "FILE: failover.probeActiveMs: is text, but must be a number. Correct this value.",
    ],
    [
      "a key is missing",
      changed((policy) => Reflect.deleteProperty(policy.servers[0] ?? {}, "domain")),
      "FILE: servers[0].domain: this key is missing. Add it: text in quotes.",
    ],
    [
      "there is no password",
      changed((policy) => Reflect.deleteProperty(policy.account, "password")),
      "FILE: account: needs either a password or an ha1, not both and not neither. Correct this value.",
    ],
    [
      "there are no servers",
      changed((policy) => void (policy.servers = [])),
      "FILE: servers: needs at least one server. Correct this value.",
    ],
    [
      "the version is another",
      changed((policy) => Object.assign(policy, { version: 2 })),
      "FILE: version: must be 1. Correct this value.",
    ],
    ["the document is a list", [], "FILE: the document: is a list, but must be an object in { }. Correct this value."],
  ])("that %s", (_what, document, line) => {
    expect(lineFor(document)).toBe(line);
  });

  test("that all is well, with who and where", () => {
    writeFileSync(path, JSON.stringify(aPolicy()));
    const { isGood, text } = check(path);
    expect([isGood, text.split("\n")[0]]).toEqual([
      true,
      `ok: ${path}: account 1001 on Main (primary) and Backup (backup)`,
    ]);
    writeFileSync(path, JSON.stringify(changed((policy) => void policy.servers.pop())));
    expect(check(path).text.split("\n")[0]).toBe(`ok: ${path}: account 1001 on Main (primary); nothing stands by`);
  });

  test("nothing that holds the password", () => {
    const line = lineFor(changed((policy) => Object.assign(policy.account, { user: 12, password: "hunter2" })));
    expect(line).not.toContain("hunter2");
    expect(lineFor('{ "password": "hunter2" "user": 1 }')).not.toContain("hunter2");
    expect(lineFor('{ "password": "hunter2", x }')).not.toContain("hunter2");
    expect(lineFor("hunter2")).not.toContain("hunter2");
  });
});

describe("the running app", () => {
  test("leaves unknown keys out and tells each", () => {
    writeFileSync(path, JSON.stringify(changed((policy) => Object.assign(policy, { colour: 1, sounds: {} }))));
    const read = readPolicyFile(path);
    expect(read.ok && read.value.unknownKeys.map((line) => line.replace(path, "FILE"))).toEqual([
      "FILE: colour: this key is not known. Remove it, or correct its spelling.",
      "FILE: sounds: this key is not known. Remove it, or correct its spelling.",
    ]);
  });

  test("takes a document that begins with a byte order mark", () => {
    writeFileSync(path, `\uFEFF${JSON.stringify(aPolicy())}`);
    expect(readPolicyFile(path).ok).toBe(true);
  });
});
