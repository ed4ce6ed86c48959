import { expect, test } from "vitest";
import { isSuccess } from "../../../shared/model/sip-code.ts";

test("a request was carried out where its answer is of the class 2xx, and only there", () => {
  expect([199, 200, 202, 299, 300, 0].map(isSuccess)).toEqual([false, true, true, true, false, false]);
});
