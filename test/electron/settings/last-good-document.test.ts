import { describe, expect, test } from "vitest";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { joinSecrets, partSecrets } from "../../../electron/settings/document-secrets.ts";
import { createLastGood } from "../../../electron/settings/last-good-document.ts";
import type { Secrets } from "../../../electron/settings/secrets.ts";
import type { StoredSettings } from "../../../electron/settings/stored-settings.ts";
import { createFakeLog } from "../fake-log.ts";
import { aPolicy } from "./a-policy.ts";

const document = PolicyDocument.parse({
  ...aPolicy(),
  media: { iceServers: [{ urls: "turn:turn.test", username: "u", credential: "turn-secret" }] },
});

const reversing: Secrets = {
  seal: (text) => Buffer.from(Buffer.from(text).toReversed()).toString("base64"),
  unseal: (sealed) => Buffer.from(Buffer.from(sealed, "base64").toReversed()).toString(),
};
const noKeyStore: Secrets = { seal: () => null, unseal: () => null };

function setUp(secrets: Secrets) {
  const disk: { kept: StoredSettings["lastGood"]; writes: number } = { kept: null, writes: 0 };
  const store = {
    read: () => disk.kept,
    write(kept: StoredSettings["lastGood"]) {
      disk.kept = kept;
      disk.writes += 1;
    },
  };
  return { disk, lastGood: createLastGood(store, secrets, createFakeLog()) };
}

describe("the last good document", () => {
  test("comes back whole for the same file, and for no other", () => {
    const { lastGood } = setUp(reversing);
    lastGood.write("/p.json", document);
    expect(lastGood.read("/p.json")).toEqual(document);
    expect(lastGood.read("/other.json")).toBeNull();
  });

  test("lies on disk without any secret in the open", () => {
    const { disk, lastGood } = setUp(reversing);
    lastGood.write("/p.json", document);
    expect(JSON.stringify(disk.kept)).not.toMatch(/turn-secret|"secret"/u);
  });

  test("is written once while it stays the same", () => {
    const { disk, lastGood } = setUp(reversing);
    lastGood.write("/p.json", document);
    lastGood.write("/p.json", document);
    expect(disk.writes).toBe(1);
  });

  test("is kept without secrets where there is no key store, and then is not used", () => {
    const { disk, lastGood } = setUp(noKeyStore);
    lastGood.write("/p.json", document);
    expect(disk.kept?.sealedSecrets).toBeNull();
    expect(JSON.stringify(disk.kept)).not.toMatch(/turn-secret|"secret"/u);
    expect(lastGood.read("/p.json")).toBeNull();
  });

  test("is not used when its secrets were sealed elsewhere or are damaged", () => {
    const { disk, lastGood } = setUp(reversing);
    lastGood.write("/p.json", document);
    if (disk.kept !== null) disk.kept = { ...disk.kept, sealedSecrets: reversing.seal("[1]") };
    expect(lastGood.read("/p.json")).toBeNull();
    if (disk.kept !== null) disk.kept = { ...disk.kept, sealedSecrets: reversing.seal("not json") };
    expect(lastGood.read("/p.json")).toBeNull();
  });
});

describe("parting a document from its secrets", () => {
  test("and joining them again changes nothing", () => {
    expect(joinSecrets(partSecrets(document))).toEqual(document);
    expect(partSecrets(document).secrets).toEqual({
      "account/password": "secret",
      "media/iceServers/0/credential": "turn-secret",
    });
  });
});
