/** What is typed finds what is meant, whichever of the two spellings of a number it is. */
import { describe, expect, test } from "vitest";
import { toGrams, toNeedles, toNumberKey, toSpellings } from "../../../electron/records/search-text.ts";

const japan = { code: "81", trunkPrefix: "0" };

describe("numbers", () => {
  test("are kept without what people put between their digits", () => {
    expect(["+81 (3) 1234-5678", "０３-1234", "Anna"].map(toNumberKey)).toEqual(["81312345678", "031234", "anna"]);
  });

  test("are looked for as they are typed and as the world or the country spells them", () => {
    expect(toNeedles("03-1234", japan)).toEqual([["03-1234"], ["031234"], ["^8131234"]]);
    expect(toNeedles("+81 3 12", japan)).toEqual([["+81", "3", "12"], ["^81312"], ["^0312"]]);
    expect(toNeedles("03-1234", null)).toEqual([["03-1234"], ["031234"]]);
  });

  test("have both spellings when a whole number is meant, and extensions have one", () => {
    expect(toSpellings("+81312345678", japan)).toEqual(["81312345678", "0312345678"]);
    expect(toSpellings("03-1234-5678", japan)).toEqual(["0312345678", "81312345678"]);
    expect(toSpellings("8110", japan)).toEqual(["8110"]);
    expect(toSpellings("612345678", { code: "34", trunkPrefix: "" })).toEqual(["612345678", "34612345678"]);
  });
});

test("every word must be there, and nothing typed is nothing to look for", () => {
  expect(toNeedles(" Yuki  TANAKA ", japan)).toEqual([["yuki", "tanaka"]]);
  expect(toNeedles("  ", japan)).toEqual([]);
});

test("letters and pairs of letters become words of an index, never across a gap", () => {
  expect(toGrams("ab a")).toBe("61 61x62 62");
});
