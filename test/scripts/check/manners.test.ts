import { expect, it } from "vitest";
import { manners } from "../../../scripts/check/manners.ts";
import { plantTree } from "./plant-tree.ts";

const heading = "/** One thing. */\n";
const silence = ["eslint", "disable"].join("-");
const later = ["TO", "DO"].join("");

it("A file without a heading and a comment that silences a tool are breaches, text in a string is not.", async () => {
  const root = plantTree({
    "shared/lib/bare.ts": "export const a = 1;\n",
    "shared/lib/excused.ts": `${heading}// ${silence}-next-line\nexport const b = 1;\n`,
    "shared/lib/later.ts": `${heading}export const c = 1; // ${later} mend\n`,
    "shared/lib/good.ts": `${heading}export const d = "${later}";\n`,
    "test/shared/lib/good.test.ts": "export {};\n",
  });
  expect((await manners.run(root)).map(({ where }) => where)).toEqual([
    "shared/lib/bare.ts",
    "shared/lib/excused.ts:2",
    "shared/lib/later.ts:2",
  ]);
});
