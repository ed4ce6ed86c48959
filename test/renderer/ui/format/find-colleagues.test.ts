import { describe, expect, it } from "vitest";
import { findColleagues } from "../../../../renderer/ui/format/find-colleagues.ts";
import { aColleague } from "../../../builders/a-colleague.ts";

const office = [
  aColleague({ extension: "1002", name: "Müller Jörg", state: "busy" }),
  aColleague({ extension: "1003", name: "Jörg Sommer" }),
  aColleague({ extension: "2100", name: "田中 由紀", state: "unknown" }),
];
const found = (typed: string, most = 3) => findColleagues(office, typed, most).map(({ extension }) => extension);

describe("colleagues by what was typed", () => {
  it.each([
    ["", []],
    ["  ", []],
    ["jorg", ["1003", "1002"]],
    ["MÜLL", ["1002"]],
    ["mer", []],
    ["10", ["1003", "1002"]],
    ["02", []],
    ["由紀", ["2100"]],
  ])("%j finds %j", (typed, extensions) => {
    expect(found(typed)).toEqual(extensions);
  });

  it("are found by either kana", () => {
    const inKana = [aColleague({ extension: "2200", name: "ヤマダ" })];
    expect(findColleagues(inKana, "やまだ", 3)).toEqual(inKana);
  });

  it("are no more than fit", () => {
    expect(found("1", 1)).toEqual(["1003"]);
  });
});
