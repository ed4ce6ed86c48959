import { expect, test } from "vitest";
import { readWantedParts } from "../../../scripts/setup/wanted-parts.ts";

test("setup brings everything, or the browser alone, and nothing by mistake", () => {
  expect([[], ["--browser"], ["--browsers"], ["--browser", "--more"]].map(readWantedParts)).toEqual([
    { kind: "parts", parts: ["browser", "asterisk", "iptables", "packaging", "kamailio"] },
    { kind: "parts", parts: ["browser"] },
    { kind: "usage", problem: expect.stringContaining('not "--browsers"') },
    { kind: "usage", problem: expect.stringContaining('not "--browser --more"') },
  ]);
});
