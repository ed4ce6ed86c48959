/** What is typed finds what is meant, whichever of the two spellings of a number it is. */
import { describe, expect, test } from "vitest";
import { toGrams, toNeedles } from "../../../electron/records/search-text.ts";

const japan = { code: "81", trunkPrefix: "0" };

describe("numbers", () => {
  test("are looked for as they are typed and as the world or the country spells them", () => {
    expect(toNeedles("03-1234", japan)).toEqual([["03-1234"], ["031234"], ["^8131234"]]);
    expect(toNeedles("+81 3 12", japan)).toEqual([["+81", "3", "12"], ["^81312"], ["^0312"]]);
    expect(toNeedles("03-1234", null)).toEqual([["03-1234"], ["031234"]]);
  });
});

test("every word must be there, and nothing typed is nothing to look for", () => {
  expect(toNeedles(" Yuki  TANAKA ", japan)).toEqual([["yuki", "tanaka"]]);
  expect(toNeedles("  ", japan)).toEqual([]);
});

test("letters and pairs of letters become words of an index, never across a gap", () => {
  expect(toGrams("ab a")).toBe("61 61x62 62");
});
