import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redact } from "../../../electron/logging/redact.ts";
import { redactSip } from "../../../shared/lib/redact-sip.ts";

/** As they are made: long and mixed, or short and plain. */
const token = fc.stringMatching(/^[A-Za-z0-9._~+/-]{4,64}={0,2}$/u).map((made) => `Zq${made}`);
const around = fc.constantFrom(" ", ": ", '"', "'", "(", "<", "\n", " then ", ", ");

describe("a log line", () => {
  test("never holds the token of a link that sets a phone up, however it got there", () => {
    const forms = fc.constantFrom(
      (secret: string) => `https://it.example.com/seat#${secret}`,
      (secret: string) => `https://it.example.com/${secret}`,
      (secret: string) => `HTTPS://it.example.com:8443/seat?token=${secret}&v=1`,
      (secret: string) => `tandem:enrol?url=${encodeURIComponent(`https://it.example.com/seat#${secret}`)}`,
      (secret: string) => `Authorization: Bearer ${secret}`,
      (secret: string) => JSON.stringify({ link: `https://it.example.com/seat#${secret}`, next: 1 }),
    );
    fc.assert(
      fc.property(token, forms, around, around, (secret, form, before, after) => {
        const line = redact(`look${before}${form(secret)}${after}end`);
        expect(line).not.toContain(secret.slice(0, 6));
        expect(line).toMatch(/^look/u);
      }),
    );
  });

  test("never holds a secret of a SIP message, on many lines or on one", () => {
    const hex = fc.stringMatching(/^[0-9a-f]{32}$/u);
    const quoted = fc.stringMatching(/^[A-Za-z0-9+/=_-]{8,40}$/u);
    const message = fc.record({ response: hex, nonce: quoted, cnonce: quoted, pwd: quoted, key: quoted, sip: quoted });
    const header = fc.constantFrom("Authorization", "Proxy-Authorization", "authorization ");
    const joint = fc.constantFrom("\r\n", " | ", "\n");
    fc.assert(
      fc.property(message, header, joint, ({ response, nonce, cnonce, pwd, key, sip }, name, end) => {
        const lines = [
          "INVITE sip:600@pbx.test SIP/2.0",
          `WWW-Authenticate: Digest realm="asterisk", nonce="${nonce}", opaque="${cnonce}", qop="auth"`,
          `Authentication-Info: rspauth="${response}", nextnonce="${nonce}"`,
          `To: <sip:anna:${sip}@pbx.test>`,
          `a=ice-pwd:${pwd}`,
          `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${key}|2^20`,
          `${name}: Digest username="1001", nonce="${nonce}",`,
          ` cnonce="${cnonce}", response="${response}"`,
        ];
        const line = redact(lines.join(end));
        for (const secret of [response, nonce, cnonce, pwd, key, sip]) expect(line).not.toContain(secret);
        expect(line).toMatch(/^INVITE sip:600@pbx\.test SIP/u);
      }),
    );
  });

  test("never holds a secret of a JSON document, however deep it lies or however often it was quoted", () => {
    const name = fc.constantFrom("password", "ha1", "credential", "token", "accessToken", "client_secret", "apiKey");
    const secret = fc.string({ minLength: 4, maxLength: 24 }).map((text) => `Zq7${text.replaceAll("•", "")}Zq8`);
    const inner = fc.tuple(name, secret).map(([key, value]) => ({ user: "1001", [key]: value, after: 1 }));
    const document = fc.letrec<{ node: object }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        inner,
        fc.record({ servers: fc.array(tie("node"), { minLength: 1, maxLength: 2 }) }),
        fc.record({ account: tie("node") }),
      ),
    })).node;
    fc.assert(
      fc.property(document, fc.nat(2), fc.constantFrom(0, 2), (value, quotings, indent) => {
        let text = JSON.stringify(value, null, indent);
        for (let time = 0; time < quotings; time += 1) text = JSON.stringify(text);
        expect(redact(`read ${text} there`)).not.toMatch(/Zq7|Zq8/u);
      }),
    );
  });

  test("never holds a secret of an address", () => {
    const forms = fc.constantFrom(
      (secret: string) => `wss://pbx.test/ws?access_token=${secret}`,
      (secret: string) => `wss://pbx.test/ws?sig=${secret}&v=1`,
      (secret: string) => `http://127.0.0.1:8080/v1/events#${secret}`,
      (secret: string) => `mqtts://seat:${secret}@broker.test`,
      (secret: string) => `ldaps://cn:${secret}@directory.test`,
    );
    fc.assert(
      fc.property(token, forms, around, (secret, form, after) => {
        expect(redact(`open ${form(secret)}${after}end`)).not.toContain(secret.slice(0, 6));
      }),
    );
  });

  test("is the same when it is redacted twice", () => {
    const pieces = fc.array(
      fc.constantFrom(
        "password=a",
        '"token":"b"',
        "Authorization: c",
        "\n",
        " ",
        "https://x.y/z",
        "nonce=",
        "•••",
        "{",
      ),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const once = redact(parts.join(" "));
        expect(redact(once)).toBe(once);
      }),
    );
  });

  test("keeps what stands behind the keys of the voice in a message that the engine has redacted", () => {
    const sdp = ["a=ice-ufrag:ab", "a=ice-pwd:verysecret", "a=crypto:1 AES inline:key|2^20", "Signal=7", "a=mid:0"];
    const line = redactSip(["SIP/2.0 200 OK", ...sdp].join("\r\n")).replaceAll("\r\n", " | ");
    expect(redact(line)).toBe(
      "SIP/2.0 200 OK | a=ice-ufrag:ab | a=ice-pwd:••• | a=crypto:1 AES inline:••• | Signal=••• | a=mid:0",
    );
  });

  test.each([
    ["password=hunter2 next", "password=••• next"],
    ['{"password":"hun ter2","user":"1001"}', '{"password":•••,"user":"1001"}'],
    ["Authorization: Digest username=1001, response=abc", "Authorization: •••"],
    ["Proxy-Authorization: Digest x", "Proxy-Authorization: •••"],
    ["Bearer abc.def-123 tail", "Bearer ••• tail"],
    ["ha1: 0123456789abcdef0123456789abcdef", "ha1: •••"],
    ["wss://anna:hunter2@pbx.test/ws", "wss://anna:•••@pbx.test/ws"],
    ["credential='x y'", "credential=•••"],
    ['{"password":"a\\"b","user":"1001"}', '{"password":•••,"user":"1001"}'],
    ['{"tokens":["a","b"],"next":1}', '{"tokens":•••'],
    ["-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- next", "••• next"],
    ["jwt eyJhbGciOiJI.eyJzdWIi.c2ln done", "jwt ••• done"],
    ["INFO | Signal=7 | Duration=100", "INFO | Signal=••• | Duration=100"],
    ["GET https://it.example.com:8443/seats/7?v=1#tok failed", "GET https://it.example.com:8443/••• failed"],
    ['{"link":"https://it.example.com/#tok"}', '{"link":"https://it.example.com/•••"}'],
    ["opened tandem:enrol?url=https%3A%2F%2Fit.example.com%23tok now", "opened tandem:••• now"],
  ])("hides the secret in %s", (line, redacted) => {
    expect(redact(line)).toBe(redacted);
  });

  test.each([
    "engine running",
    "wss://127.0.0.11:8089/ws did not open",
    "call.dial from api was refused: notNow",
    "unregistered in 29 ms",
    "https://it.example.com offered nothing: notFound",
  ])("stays as it is when there is none: %s", (line) => {
    expect(redact(line)).toBe(line);
  });
});
