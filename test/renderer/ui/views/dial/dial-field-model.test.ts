/** What Enter would do with what stands in the dial field. */
import { expect, test } from "vitest";
import { describeIntent } from "../../../../../renderer/ui/views/dial/dial-field-model.ts";
import { aNextCall, aSnapshot } from "../../../../builders/a-snapshot.ts";

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
