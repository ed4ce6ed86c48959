import { describe, expect, test } from "vitest";
import type { OwnAccount } from "../../../shared/model/own-account.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { createOwnDocument } from "../../../electron/settings/own-document.ts";
import type { Secrets } from "../../../electron/settings/secrets.ts";
import type { StoredSettings } from "../../../electron/settings/stored-settings.ts";
import { aPolicy } from "./a-policy.ts";

const reversing: Secrets = {
  seal: (text) => Buffer.from(Buffer.from(text).toReversed()).toString("base64"),
  unseal: (sealed) => Buffer.from(Buffer.from(sealed, "base64").toReversed()).toString(),
};
const noKeyStore: Secrets = { seal: () => null, unseal: () => null };

describe("what was set up here by a link", () => {
  const link = "https://it.example.com/seat#token-of-the-seat";
  const account: OwnAccount = {
    document: PolicyDocument.parse({ ...aPolicy(), provisioning: { link: `${link}-2` } }),
    enrolment: { link, origin: "https://it.example.com", etag: '"1"', atConfirmed: 1_000 },
  };

  function setUpOwn(secrets: Secrets) {
    const disk: { kept: StoredSettings["own"] } = { kept: null };
    const store = { read: () => disk.kept, write: (kept: StoredSettings["own"]) => void (disk.kept = kept) };
    return { disk, open: () => createOwnDocument(store, secrets) };
  }

  test("comes back whole at the next start, and neither link nor password lies on disk in the open", () => {
    const { disk, open } = setUpOwn(reversing);
    open().write(account);
    expect(open().read()).toEqual(account);
    expect(JSON.stringify(disk.kept)).not.toMatch(/token-of-the-seat|"secret"/u);
    expect(disk.kept?.enrolment?.origin).toBe("https://it.example.com");
  });

  test("is asked for anew where there is no key store, or its key is gone; nothing is written in the open", () => {
    const without = setUpOwn(noKeyStore);
    without.open().write(account);
    expect(JSON.stringify(without.disk.kept)).not.toMatch(/token-of-the-seat|"secret"/u);
    expect(without.open().read()).toBeNull();
    const lost = setUpOwn({ ...reversing, unseal: () => null });
    lost.open().write(account);
    expect(lost.open().read()).toBeNull();
  });

  test("stays in force without its link when that alone cannot be read", () => {
    const { disk, open } = setUpOwn({
      ...reversing,
      unseal: (sealed) => (reversing.unseal(sealed)?.startsWith("https:") === true ? null : reversing.unseal(sealed)),
    });
    open().write(account);
    expect(open().read()).toEqual({ document: account.document, enrolment: null });
    expect(disk.kept?.enrolment).toBeDefined();
  });
});
