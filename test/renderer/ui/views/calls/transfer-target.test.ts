import { expect, test } from "vitest";
import { toTransferTarget } from "../../../../../renderer/ui/views/calls/transfer-target.ts";
import { aColleague } from "../../../../builders/a-colleague.ts";

const sato = aColleague({ extension: "1006", name: "Sato Ken" });
const salim = aColleague({ extension: "salim", name: "Salim Aziz" });

test("a name that one colleague alone has stands for the extension", () => {
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
  expect(toTransferTarget(" salim ", [salim, aColleague({ extension: "1007", name: "Salim Ken" })])).toBe(" salim ");
});
