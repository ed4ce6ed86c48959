import { expect, test } from "vitest";
import { readRetryAfter } from "../../../electron/provisioning/retry-after.ts";

const at = Date.parse("2026-11-27T12:00:00Z");

test.each([
  [undefined, null],
  ["120", 120_000],
  [" 0 ", 0],
  ["Fri, 27 Nov 2026 12:05:00 GMT", 300_000],
  ["Fri, 27 Nov 2026 11:00:00 GMT", 0],
  ["-5", null],
  ["1.5", null],
  ["99999999999", null],
  ["soon", null],
  ["2026-11-27", null],
  ["Fri, 99 Nov 2026 12:05:00 GMT", null],
])("a server that says %j wants to be left alone for %j ms", (header, ms) => {
  expect(readRetryAfter(header, at)).toBe(ms);
});
