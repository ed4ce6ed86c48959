/** What was typed where somebody can be dialled or a call be handed over. */
import { expect, test } from "vitest";
import { checkTarget } from "../../../../renderer/ui/format/check-target.ts";

test("a pasted number is cleaned before it is dialled", () => {
  expect(checkTarget(" tel:+81-3-1234-5678 ")).toEqual({ kind: "dial", target: "+81312345678" });
  expect(checkTarget("０３ (1234) 5678")).toEqual({ kind: "dial", target: "0312345678" });
});

test("an empty field dials nothing and refuses nothing", () => {
  expect(checkTarget("   ")).toEqual({ kind: "empty" });
});

test("what cannot be dialled is refused with the reason", () => {
  expect(checkTarget("two words?")).toEqual({ kind: "refused", reason: "dial.notDialable" });
  expect(checkTarget("1".repeat(300))).toEqual({ kind: "refused", reason: "dial.tooLong" });
});
