/** Escape closes what opened last. */
import { expect, test } from "vitest";
import { createEscapeStack } from "../../../../renderer/ui/components/escape-stack.ts";

test("what opened last closes first, and an empty stack closes nothing", () => {
  const closed: string[] = [];
  const stack = createEscapeStack();
  stack.add(() => void closed.push("text"));
  stack.add(() => void closed.push("menu"));
  expect([stack.closeLast(), stack.closeLast(), stack.closeLast()]).toEqual([true, true, false]);
  expect(closed).toEqual(["menu", "text"]);
});

test("what closed by itself is passed over", () => {
  const closed: string[] = [];
  const stack = createEscapeStack();
  stack.add(() => void closed.push("text"));
  const takeMenuOff = stack.add(() => void closed.push("menu"));
  takeMenuOff();
  stack.closeLast();
  expect(closed).toEqual(["text"]);
});
