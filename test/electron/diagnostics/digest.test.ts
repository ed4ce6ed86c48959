import { expect, test } from "vitest";
import { readChallenge, writeCredentials } from "../../../electron/diagnostics/digest.ts";

const request = {
  method: "REGISTER",
  uri: "sip:pbx.test",
  user: "1001",
  cnonce: "c1",
} as const;

test("A challenge is read with its quotes, its commas and its odd spaces", () => {
  const header = 'Digest  realm = "a, \\"b\\"" ,nonce="n=1",qop="auth-int, auth", algorithm=md5,opaque="o"';
  expect(readChallenge(header)).toEqual({
    realm: 'a, \\"b\\"',
    nonce: "n=1",
    algorithm: "MD5",
    opaque: "o",
    hasQop: true,
  });
  expect(readChallenge('Basic realm="x"')).toBeNull();
  expect(readChallenge('Digest realm="x"')).toBeNull();
});

/** The response of RFC 2617 §3.5, whose request is a GET. */
test("The answer is that of RFC 2617, by the password or by its HA1", () => {
  const challenge = {
    realm: "testrealm@host.com",
    nonce: "dcd98b7102dd2f0e8b11d0f600bfb0c093",
    algorithm: "MD5",
    opaque: "5ccc069c403ebaf9f0171e9517f40e41",
    hasQop: true,
  };
  const asked = { method: "GET", uri: "/dir/index.html", user: "Mufasa", cnonce: "0a4f113b" };
  const byPassword = writeCredentials(challenge, {
    ...asked,
    secret: { kind: "password", password: "Circle Of Life" },
  });
  expect(byPassword).toContain('response="6629fae49393a05397450978507c4ef1"');
  const ha1 = "939E7578ED9E3C518A452ACEE763BCE9";
  expect(writeCredentials(challenge, { ...asked, secret: { kind: "ha1", ha1, realm: challenge.realm } })).toBe(
    byPassword,
  );
});

test("Without qop there is neither a count nor a cnonce", () => {
  const challenge = { realm: "r", nonce: "n", algorithm: "MD5", opaque: null, hasQop: false };
  const credentials = writeCredentials(challenge, { ...request, secret: { kind: "password", password: "p" } });
  expect(credentials).toMatch(
    /^Digest username="1001", realm="r", nonce="n", uri="sip:pbx\.test", response="[0-9a-f]{32}", algorithm=MD5$/u,
  );
});
