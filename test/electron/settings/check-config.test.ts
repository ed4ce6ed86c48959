import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { checkConfig } from "../../../electron/settings/check-config.ts";
import { freshSettings } from "../../../electron/settings/stored-settings.ts";
import { aPolicy } from "./a-policy.ts";
import { fakePolicies, type SaidByPolicies } from "./policies/fake-policies.ts";

const folder = mkdtempSync(join(tmpdir(), "tandem-check-"));
const path = join(folder, "policy.json");
writeFileSync(join(folder, "settings.json"), JSON.stringify({ ...freshSettings, operator: { ringVolume: 10 } }));
afterAll(() => rmSync(folder, { recursive: true }));

function check(document: object | null, said: SaidByPolicies = {}, format: "table" | "json" = "table") {
  rmSync(path, { force: true });
  if (document !== null) writeFileSync(path, JSON.stringify(document));
  const needs = { findDoubt: () => null, policies: fakePolicies(said), userDataFolder: folder };
  return checkConfig({ location: { ok: true, value: path }, ...needs }, format);
}

const lineOf = (text: string, key: string) =>
  text
    .split("\n")
    .find((line) => line.startsWith(`${key} `))
    ?.split(/ {2,}/u);

describe("--check-config", () => {
  const document = {
    ...aPolicy(),
    failover: { rescue: "auto" },
    media: { codecs: ["pcmu"], autoGain: false },
    locked: ["media.codecs"],
  };
  const said = {
    managed: { failover: { callWaiting: "off" } },
    recommended: { media: { ringVolume: 30, ringsOnSpeaker: true } },
  };

  test("shows of every value in force who decided it, and whether it can be changed", () => {
    const { isGood, text } = check(document, said);
    expect(isGood).toBe(true);
    expect(
      text
        .split("\n")
        .slice(0, 3)
        .map((line) => line.replace(folder, "").replaceAll(/ +/gu, " ")),
    ).toEqual([
      "ok: /policy.json: account 1001 on Main (primary) and Backup (backup)",
      "",
      "setting value source locked from",
    ]);
    const managed = "/policies/managed/a.json";
    const recommended = "/policies/recommended/a.json";
    expect(
      ["failover.callWaiting", "failover.rescue", "media.codecs", "media.autoGain"].map((key) => lineOf(text, key)),
    ).toEqual([
      ["failover.callWaiting", '"off"', "managedPolicy", "yes", managed],
      ["failover.rescue", '"auto"', "document", "no", path],
      ["media.codecs", '["pcmu"]', "lockedDocument", "yes", path],
      ["media.autoGain", "false", "document", "no", path],
    ]);
    expect(["media.ringVolume", "media.ringsOnSpeaker", "history.keepDays"].map((key) => lineOf(text, key))).toEqual([
      ["media.ringVolume", "10", "operator", "no", "chosen at this computer"],
      ["media.ringsOnSpeaker", "true", "recommendedPolicy", "no", recommended],
      ["history.keepDays", "365", "builtIn", "no", "-"],
    ]);
  });

  test("shows no secret, as a table or as JSON", () => {
    const secret = { ...aPolicy(), account: { user: "1001", password: "hunter2" } };
    expect(check(secret).text).not.toContain("hunter2");
    const read: unknown = JSON.parse(check(secret, said, "json").text);
    expect(JSON.stringify(read)).not.toContain("hunter2");
    expect(read).toMatchObject({ ok: true, document: path });
    const { settings } = read as { settings: { key: string }[] };
    expect(settings.find(({ key }) => key === "account")).toEqual({
      key: "account",
      value: { user: "1001", displayName: "", password: "***" },
      source: "document",
      locked: false,
      where: { kind: "document", name: path },
    });
  });

  test("says good of policies alone, where they name account and servers", () => {
    const { account, servers } = aPolicy();
    const { isGood, text } = check(null, { managed: { account, servers } });
    expect([isGood, text.split("\n")[0]]).toEqual([
      true,
      "ok: the policies of this computer: account 1001 on Main (primary) and Backup (backup)",
    ]);
  });

  test.each([
    [
      "a policy and the document do not go together",
      aPolicy(),
      { managed: { featureCodes: { login: "*45" } } },
      "/policies/managed/a.json: featureCodes.login: needs logout beside it: who cannot go back must not go in. Correct this value.",
    ],
    [
      "a key of a policy is not known",
      aPolicy(),
      { managed: { failover: { probeMs: 1 } } },
      "/policies/managed/a.json: failover.probeMs: no policy has this key. Remove it, or correct its spelling.",
    ],
    [
      "policies name servers and no account is there",
      null,
      { managed: { servers: aPolicy().servers } },
      "FILE: account: this key is missing. Add it: an object in { }.",
    ],
    [
      "something is locked that does not exist",
      { ...aPolicy(), locked: ["media.colour"] },
      {},
      "FILE: locked[0]: is neither a section nor a key of one, such as media or media.codecs. Correct this value.",
    ],
  ])("says in one line that %s", (_what, document, policies, line) => {
    const { isGood, text } = check(document, policies);
    expect({ isGood, text: text.replace(path, "FILE") }).toEqual({ isGood: false, text: line });
    const { isGood: isGoodAsJson, text: json } = check(document, policies, "json");
    expect([isGoodAsJson, JSON.parse(json)]).toEqual([false, { ok: false, problem: text }]);
  });
});
