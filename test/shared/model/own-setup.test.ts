import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toKeptSetup, toOwnDocument, toServerUrl, type OwnSetup } from "../../../shared/model/own-setup.ts";

const setup: OwnSetup = {
  user: "1001",
  displayName: "Anna",
  password: "secret",
  servers: [
    { name: "Main", address: "pbx1.example.com", trustedKey: `${"A".repeat(43)}=` },
    { name: "Backup", address: "pbx2.example.com:7443", trustedKey: null },
  ],
};

describe("the address of a server", () => {
  it.each([
    ["pbx.example.com", "wss://pbx.example.com:8089/ws"],
    ["  PBX.example.com  ", "wss://pbx.example.com:8089/ws"],
    ["10.0.0.1:7443", "wss://10.0.0.1:7443/ws"],
    ["pbx.example.com/phone", "wss://pbx.example.com:8089/phone"],
    ["https://pbx.example.com/", "wss://pbx.example.com:8089/ws"],
    ["wss://pbx.example.com", "wss://pbx.example.com/"],
    ["wss://pbx.example.com:443/ws", "wss://pbx.example.com:443/ws"],
    ["[fd00::1]:8089", "wss://[fd00::1]:8089/ws"],
    ["ws://127.0.0.1:8088/ws", "ws://127.0.0.1:8088/ws"],
  ])("of %j is %s", (typed, url) => {
    expect(toServerUrl(typed)).toBe(url);
  });

  it.each([
    "",
    " ",
    "http://",
    "ftp://pbx",
    "pbx example",
    "a@b",
    "pbx:99999",
    "pbx?x=1",
    "ws://10.0.0.1/ws",
    "..",
    "-",
  ])("is not found in %j", (typed) => {
    expect(toServerUrl(typed)).toBeNull();
  });

  it("never carries a password in the clear to another computer, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) => {
        expect(toServerUrl(typed) ?? "wss:").toMatch(/^wss:|^ws:\/\/(?:localhost|127\.|\[::1\])/);
      }),
    );
  });
});

describe("what was entered", () => {
  it("becomes a document with a primary and a backup", () => {
    const own = toOwnDocument(setup);
    expect(own).toMatchObject({
      ok: true,
      document: {
        account: { user: "1001", displayName: "Anna", password: "secret" },
        servers: [
          { id: "main", role: "primary", domain: "pbx1.example.com", pinnedSpki: [`${"A".repeat(43)}=`] },
          { id: "backup", role: "backup", url: "wss://pbx2.example.com:7443/ws", pinnedSpki: [] },
        ],
      },
    });
  });

  it("is told again without the password", () => {
    const own = toOwnDocument(setup);
    const kept = own.ok ? toKeptSetup(own.document) : null;
    expect(JSON.stringify(kept)).not.toContain("secret");
    expect(kept?.servers.map(({ address }) => toServerUrl(address))).toEqual([
      "wss://pbx1.example.com:8089/ws",
      "wss://pbx2.example.com:7443/ws",
    ]);
  });

  const unusable: readonly ["user" | "address", Partial<OwnSetup>][] = [
    ["user", { user: "an na" }],
    ["address", { servers: [{ name: "Main", address: "nowhere else", trustedKey: null }] }],
  ];
  it.each(unusable)("names the field that cannot be used: the %s", (field, entered) => {
    expect(toOwnDocument({ ...setup, ...entered })).toEqual({ ok: false, field });
  });
});
