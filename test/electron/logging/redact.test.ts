import { describe, expect, test } from "vitest";
import { redact } from "../../../electron/logging/redact.ts";

describe("a log line", () => {
  test.each([
    ["password=hunter2 next", "password=••• next"],
    ['{"password":"hun ter2","user":"1001"}', '{"password":•••,"user":"1001"}'],
    ["Authorization: Digest username=1001, response=abc", "Authorization: •••"],
    ["Proxy-Authorization: Digest x", "Proxy-Authorization: •••"],
    ["Bearer abc.def-123 tail", "Bearer ••• tail"],
    ["ha1: 0123456789abcdef0123456789abcdef", "ha1: •••"],
    ["wss://anna:hunter2@pbx.test/ws", "wss://anna:•••@pbx.test/ws"],
    ["credential='x y'", "credential=•••"],
  ])("hides the secret in %s", (line, redacted) => {
    expect(redact(line)).toBe(redacted);
  });

  test.each([
    "engine running",
    "wss://127.0.0.11:8089/ws did not open",
    "call.dial from api was refused: notNow",
    "unregistered in 29 ms",
  ])("stays as it is when there is none: %s", (line) => {
    expect(redact(line)).toBe(line);
  });
});
