import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redact } from "../../../electron/logging/redact.ts";

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

  test.each([
    ["password=hunter2 next", "password=••• next"],
    ['{"password":"hun ter2","user":"1001"}', '{"password":•••,"user":"1001"}'],
    ["Authorization: Digest username=1001, response=abc", "Authorization: •••"],
    ["Proxy-Authorization: Digest x", "Proxy-Authorization: •••"],
    ["Bearer abc.def-123 tail", "Bearer ••• tail"],
    ["ha1: 0123456789abcdef0123456789abcdef", "ha1: •••"],
    ["wss://anna:hunter2@pbx.test/ws", "wss://anna:•••@pbx.test/ws"],
    ["credential='x y'", "credential=•••"],
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
