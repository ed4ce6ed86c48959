/** What Enter would do with what stands in the dial field. */
import { expect, test } from "vitest";
import { checkDial, describeIntent } from "../../../../../renderer/ui/views/dial/dial-field-model.ts";
import { aNextCall, aSnapshot } from "../../../../builders/a-snapshot.ts";

test("a pasted number is cleaned before it is dialled", () => {
  expect(checkDial(" tel:+81-3-1234-5678 ")).toEqual({ kind: "dial", target: "+81312345678" });
  expect(checkDial("０３ (1234) 5678")).toEqual({ kind: "dial", target: "0312345678" });
});

test("an empty field dials nothing and refuses nothing", () => {
  expect(checkDial("   ")).toEqual({ kind: "empty" });
});

test("what cannot be dialled is refused with the reason", () => {
  expect(checkDial("two words?")).toEqual({ kind: "refused", reason: "dial.notDialable" });
  expect(checkDial("1".repeat(300))).toEqual({ kind: "refused", reason: "dial.tooLong" });
});

test("the field says through which server Enter would call", () => {
  expect(describeIntent("03-1234-5678", aSnapshot())).toEqual({
    key: "dial.intent",
    params: { target: "0312345678", server: "Main" },
  });
  expect(describeIntent("110", aSnapshot({ nextCall: aNextCall(null, "noServer") }))).toEqual({
    key: "dial.intentNoServer",
    params: { target: "110" },
  });
  expect(describeIntent("a b?", aSnapshot())).toBeNull();
});
