import { expect, test } from "vitest";
import { toTransferTarget } from "../../../../../renderer/ui/views/calls/transfer-target.ts";

const sato = { number: "1006" };
const salim = { number: "salim" };

test("a name that one person alone has stands for the number", () => {
  expect(toTransferTarget("sato", [sato])).toBe("1006");
});

test("a number stands for itself, whoever's extension begins with it", () => {
  expect(toTransferTarget("100", [sato])).toBe("100");
});

test("what nobody is called is left as it was typed", () => {
  expect(toTransferTarget("reception", [])).toBe("reception");
});

test("letters that several are called by stand for nobody", () => {
  expect(toTransferTarget("sa", [sato, salim])).toBe(null);
});

test("an extension of letters, typed whole, is meant as it stands", () => {
  expect(toTransferTarget(" salim ", [salim, { number: "1007" }])).toBe(" salim ");
});
