import { expect, test } from "vitest";
import { fillFromClipboard } from "../../../electron/app/clipboard-dial.ts";

async function fill(copied: string) {
  const deeds: unknown[] = [];
  await fillFromClipboard({
    readText: () => Promise.resolve(copied),
    window: {
      show: () => void deeds.push("show"),
      fillDial: (target, more) => void deeds.push([target, more]),
      refuseDial: (reason) => void deeds.push(reason),
    },
  });
  return deeds;
}

test("the one number that was copied goes into the field, for the operator's own Enter", async () => {
  expect(await fill("Tanaka: 03-1234-5678")).toEqual(["show", ["0312345678", { takesFocus: true }]]);
});

test("where there is none, or more than one, the field says so", async () => {
  expect(await fill("hello")).toEqual(["show", "clipboardNone"]);
  expect(await fill("03-1234-5678, 045-111-2222")).toEqual(["show", "clipboardSeveral"]);
});
