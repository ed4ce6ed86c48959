/** What a log may hold of the wire: everything that helps, nothing that opens a door. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { redactSip } from "../../../shared/lib/redact-sip.ts";

const lines = (...text: readonly string[]) => text.join("\r\n");

test("Credentials of every header are hidden with their folded lines, and the rest stays", () => {
  expect(
    redactSip(
      lines(
        "REGISTER sip:pbx SIP/2.0",
        "Call-ID: abc",
        'Authorization: Digest username="1001", nonce="n",',
        ' response="0123456789abcdef"',
        "proxy-authorization : Digest x",
        "CSeq: 2 REGISTER",
        'Authentication-Info: rspauth="fedc", nc=1',
      ),
    ),
  ).toBe(
    lines(
      "REGISTER sip:pbx SIP/2.0",
      "Call-ID: abc",
      "Authorization: •••",
      "proxy-authorization : •••",
      "CSeq: 2 REGISTER",
      "Authentication-Info: rspauth=•••, nc=1",
    ),
  );
});

test("Passwords in URIs and parameters, media keys and relayed digits are hidden", () => {
  expect(
    redactSip(
      lines(
        "To: <sip:anna:hunter2@pbx;transport=ws>",
        'x password="a b" ha1=0123;secret=zz',
        "a=ice-ufrag:ab",
        "a=ice-pwd:verysecret",
        "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:key|2^20",
        "Signal=7",
      ),
    ),
  ).toBe(
    lines(
      "To: <sip:anna:•••@pbx;transport=ws>",
      "x password=••• ha1=•••;secret=•••",
      "a=ice-ufrag:ab",
      "a=ice-pwd:•••",
      "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:•••",
      "Signal=•••",
    ),
  );
});

test("A message without secrets is left as it is", () => {
  const text = lines(
    "SIP/2.0 401 Unauthorized",
    'WWW-Authenticate: Digest realm="asterisk", nonce="n"',
    "CSeq: 1 REGISTER",
  );
  expect(redactSip(text)).toBe(text);
});

test("Whatever stands in an Authorization header, none of it is left", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[!-~]{8,40}$/), (secret) => {
      const text = lines("INVITE sip:x SIP/2.0", `Authorization: Digest ${secret}`, "CSeq: 1 INVITE");
      expect(redactSip(text)).toBe(lines("INVITE sip:x SIP/2.0", "Authorization: •••", "CSeq: 1 INVITE"));
    }),
  );
});

test("Redacting twice changes nothing more", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(redactSip(redactSip(text))).toBe(redactSip(text));
    }),
  );
});
