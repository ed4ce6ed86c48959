/** One number is known for one, however a person, a country or the world spells it. */
import { describe, expect, test } from "vitest";
import { toNumberKey, toSpellings } from "../../../shared/model/number-spellings.ts";

const japan = { code: "81", trunkPrefix: "0" };

describe("numbers", () => {
  test("are kept without what people put between their digits", () => {
    expect(["+81 (3) 1234-5678", "０３-1234", "Anna"].map(toNumberKey)).toEqual(["81312345678", "031234", "anna"]);
  });

  test("have both spellings when a whole number is meant, and extensions have one", () => {
    expect(toSpellings("+81312345678", japan)).toEqual(["81312345678", "0312345678"]);
    expect(toSpellings("03-1234-5678", japan)).toEqual(["0312345678", "81312345678"]);
    expect(toSpellings("8110", japan)).toEqual(["8110"]);
    expect(toSpellings("612345678", { code: "34", trunkPrefix: "" })).toEqual(["612345678", "34612345678"]);
  });
});
