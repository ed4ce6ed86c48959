import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listSecrets } from "../../../electron/settings/list-secrets.ts";
import { lookAtConfig } from "../../../electron/settings/look-at-config.ts";
import { freshSettings } from "../../../electron/settings/stored-settings.ts";
import { succeed } from "../../../shared/lib/result.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { createFakeLog } from "../fake-log.ts";
import { fakePolicies } from "./policies/fake-policies.ts";
import { useOwnFolder } from "../own-folder.ts";

const folder = useOwnFolder("look");
const secrets = {
  seal: (text: string) => Buffer.from(text).toString("base64"),
  unseal: (sealed: string) => Buffer.from(sealed, "base64").toString(),
};
const document = {
  version: 1,
  account: { user: "1001", password: "hunter22" },
  servers: [{ id: "main", name: "Main", role: "primary", url: "wss://10.0.0.1/ws", domain: "10.0.0.1" }],
  media: {
    iceServers: [{ urls: "turn:10.0.0.9", username: "u", credential: "turn-secret" }],
    codecs: ["opus", "pcma"],
  },
};
const look = () =>
  lookAtConfig({
    folder: folder.path(),
    location: succeed(folder.inside("policy.json")),
    findDoubt: () => null,
    policies: fakePolicies({}),
    secrets,
    log: createFakeLog(),
  });
const write = (name: string, value: unknown) => writeFileSync(folder.inside(name), JSON.stringify(value));

test("Every value in force is told with where it comes from, and of secrets only that they are there", () => {
  write("policy.json", document);
  write("settings.json", { ...freshSettings, operator: { ...freshSettings.operator, ringVolume: 15 } });
  const { described } = look();
  const told = (key: string) => {
    const { value, source } = described.settings.find((one) => one.key === key) ?? {};
    return { value, source };
  };
  expect(told("failover.probeActiveMs")).toEqual({ value: 2_000, source: "builtIn" });
  expect(told("account")).toEqual({ value: { user: "1001", displayName: "", password: "***" }, source: "document" });
  expect(told("media.codecs")).toEqual({ value: ["opus", "pcma"], source: "document" });
  expect(told("media.ringVolume")).toEqual({ value: 15, source: "operator" });
  expect(told("window.language").source).toBe("builtIn");
  expect(JSON.stringify(described)).not.toMatch(/hunter22|turn-secret/u);
});

test("Nothing is written: neither a damaged file is moved, nor a document kept", () => {
  write("policy.json", document);
  writeFileSync(folder.inside("settings.json"), "damaged");
  const { config, described } = look();
  expect(config.current().document?.account.user).toBe("1001");
  expect(described.problem).toMatch(/settings\.json cannot be read; the choices in it do not count\.$/u);
  expect(readdirSync(folder.path()).sort()).toEqual(["policy.json", "settings.json"]);
  expect(readFileSync(folder.inside("settings.json"), "utf8")).toBe("damaged");
});

test("A bad document leaves the last good one in force, as in the running phone, and none leaves nothing", () => {
  writeFileSync(folder.inside("policy.json"), "{ oops");
  expect(look().config.current()).toMatchObject({ document: null, configuration: { state: "missing" } });
  const { password: _password, ...account } = document.account;
  const sealedSecrets = secrets.seal(JSON.stringify({ "account/password": "hunter22" }));
  const lastGood = { path: folder.inside("policy.json"), document: { ...document, account, media: {} }, sealedSecrets };
  write("settings.json", { ...freshSettings, lastGood });
  const { config, described } = look();
  expect(config.current().document?.account.password).toBe("hunter22");
  expect(described.source).toBe(`the last good document of ${folder.inside("policy.json")}`);
});

test("The secrets of a document are its own and the HA1 of every realm", () => {
  expect(listSecrets(null)).toEqual([]);
  expect(listSecrets(PolicyDocument.parse(document))).toEqual([
    "hunter22",
    "turn-secret",
    expect.stringMatching(/^[0-9a-f]{32}$/u),
    expect.stringMatching(/^[0-9a-f]{32}$/u),
  ]);
});
