import { describe, expect, test } from "vitest";
import type { KeptEnrolment, OwnAccount } from "../../../shared/model/own-account.ts";
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

const link = "https://it.example.com/seat#token-of-the-seat";
const enrolment: KeptEnrolment = { link, origin: "https://it.example.com", etag: '"1"', atConfirmed: 1_000 };
const account: OwnAccount = {
  document: PolicyDocument.parse({ ...aPolicy(), provisioning: { link: `${link}-2` } }),
  enrolment,
};

function setUpOwn(secrets: Secrets) {
  const disk: { kept: StoredSettings["own"]; aside: unknown } = { kept: null, aside: undefined };
  const store = { read: () => disk.kept, write: (kept: StoredSettings["own"]) => void (disk.kept = kept) };
  const stores = {
    own: store,
    ownUnreadable: { read: () => disk.aside, write: (kept: unknown) => void (disk.aside = kept) },
  };
  return { disk, open: (now = secrets) => createOwnDocument(stores, now) };
}

describe("what was set up here by a link", () => {
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

  test("is kept as it was signed, without its text lying open, and so that its signature can be looked at again", () => {
    const { disk, open } = setUpOwn(reversing);
    const signed = { text: JSON.stringify(aPolicy()), signature: "c2lnbmF0dXJl" };
    const whole: OwnAccount = { ...account, enrolment: { ...enrolment, signed } };
    open().write(whole);
    expect(open().read()).toEqual(whole);
    expect(JSON.stringify(disk.kept)).not.toMatch(/"secret"|\\"secret/u);
  });

  test("by a sign-in is known for one again, though there is no link", () => {
    const { open } = setUpOwn(reversing);
    const signedIn: OwnAccount = { ...account, enrolment: { ...enrolment, link: null, isSignedIn: true } };
    open().write(signedIn);
    expect(open().read()).toEqual(signedIn);
    open().erase();
    expect([open().read(), open().findLoss()]).toEqual([null, null]);
  });
});

describe("what was set up here and cannot be read any more", () => {
  const lostKey: Secrets = { ...reversing, unseal: () => null };
  const other: OwnAccount = { document: PolicyDocument.parse(aPolicy()), enrolment: null };

  test("is told for what it is, with who set it up, and is left where it lies: the key may come back", () => {
    const { disk, open } = setUpOwn(reversing);
    open().write(account);
    const before = structuredClone(disk.kept);
    expect(open(lostKey).findLoss()).toEqual({ why: "unreadable", origin: "https://it.example.com" });
    expect(disk.kept).toEqual(before);
    expect([open().findLoss(), open().read()]).toEqual([null, account]);
  });

  test("is put aside whole when another account takes its place", () => {
    const { disk, open } = setUpOwn(reversing);
    open().write(account);
    const before = structuredClone(disk.kept);
    open(lostKey).write(other);
    expect(disk.aside).toEqual(before);
    expect(disk.kept?.document).toMatchObject({ account: { user: "1001" } });
  });

  test("is told apart from what could never be kept, and from nothing", () => {
    const { open } = setUpOwn(noKeyStore);
    expect(open().findLoss()).toBeNull();
    open().write(account);
    expect(open().findLoss()).toEqual({ why: "notKept", origin: "https://it.example.com" });
  });

  test("may be damaged in any way and stops nobody", () => {
    for (const text of ["", "null", "[1]", "{}", "no JSON", '{"account/password":1}']) {
      const { open } = setUpOwn({ seal: reversing.seal, unseal: () => text });
      open().write(account);
      expect([open().read(), open().findLoss()?.why], text).toEqual([null, "unreadable"]);
    }
  });
});
