import { expect, test } from "vitest";
import { stepZoom, toZoomWay } from "../../../shared/model/zoom.ts";

const press = { key: "a", code: "KeyA", ctrlKey: true, metaKey: false, shiftKey: false, altKey: false, repeat: false };

test.each([
  ["plus on the number pad", { key: "+", code: "NumpadAdd" }, "larger"],
  ["plus with Shift, as on English keyboards", { key: "+", code: "Equal", shiftKey: true }, "larger"],
  ["the key that bears plus there, without Shift", { key: "=", code: "Equal" }, "larger"],
  ["the key that says = with Shift, as on Japanese ones", { key: "=", code: "Minus", shiftKey: true }, null],
  ["minus", { key: "-", code: "Minus" }, "smaller"],
  ["zero", { key: "0", code: "Digit0" }, "usual"],
  ["zero of a French keyboard", { key: "à", code: "Digit0" }, "usual"],
  ["Cmd and plus", { key: "+", code: "Equal", ctrlKey: false, metaKey: true }, "larger"],
  ["plus alone, which dials abroad", { key: "+", code: "Equal", ctrlKey: false }, null],
  ["AltGr and plus, which types", { key: "+", code: "Equal", altKey: true }, null],
  ["a letter", {}, null],
] as const)("%s is understood", (_what, more, way) => {
  expect(toZoomWay({ ...press, ...more })).toBe(way);
});

test("goes step by step, from between them too, and stops at either end", () => {
  expect(["larger", "smaller", "usual"].map((way) => stepZoom(120, way as "usual"))).toEqual([125, 110, 100]);
  expect([stepZoom(200, "larger"), stepZoom(80, "smaller")]).toEqual([200, 80]);
});
