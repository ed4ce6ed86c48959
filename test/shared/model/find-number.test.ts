import { expect, test } from "vitest";
import { findNumber } from "../../../shared/model/find-number.ts";

test.each([
  ["1001", "1001"],
  [" 03-1234-5678\n", "0312345678"],
  ["+49 (0)30 123456", "+4930123456"],
  ["＋８１　３（１２３４）５６７８", "+81312345678"],
  ["tel:+81-3-1234-5678;ext=5", "+81312345678"],
  ["sip:anna@pbx.example.com", "anna"],
  ["Tanaka Yuki\t03-1234-5678\tSales", "0312345678"],
  ["Please call (03) 1234 5678 before noon.", "0312345678"],
  ["Order 20240117 of 2024-05-01: call 03-1234-5678 at 12:30", "0312345678"],
  ["お電話は０３（１２３４）５６７８まで", "0312345678"],
  ["Tel. +44 20 7183 8750, again +44 20 7183 8750", "+442071838750"],
  ["phone:03-1234-5678", "0312345678"],
])("in %j the number is %s", (copied, target) => {
  expect(findNumber(copied)).toEqual({ kind: "found", target });
});

test.each([
  ["", "none"],
  ["hello", "none"],
  ["2024-05-01", "none"],
  ["192.168.100.200", "none"],
  ["in 1984, for 99.90 at 12:30", "none"],
  ["x".repeat(100_000), "none"],
  ["03-1234-5678 or 045-111-2222", "several"],
  ["1234567 and 7654321", "several"],
])("in %j there is %s", (copied, kind) => {
  expect(findNumber(copied)).toEqual({ kind });
});

test("a large text of digits and dashes takes no time", () => {
  const started = performance.now();
  findNumber("1 - ".repeat(50_000));
  findNumber(`${"(1".repeat(10_000)}x`);
  expect(performance.now() - started).toBeLessThan(1_000);
});
