/** The phone is told of typing in time, not too often, and never left with an open microphone. */
import { expect, test } from "vitest";
import { createDialPreparation } from "../../../../../renderer/ui/views/dial/dial-preparation.ts";

function aField() {
  const told: [number, boolean][] = [];
  const timers: { readonly at: number; readonly run: () => void; isOn: boolean }[] = [];
  let now = 0;
  const preparation = createDialPreparation((typing) => void told.push([now, typing]), {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run, isOn: true };
      timers.push(timer);
      return () => {
        timer.isOn = false;
      };
    },
  });
  const goTo = (at: number) => {
    for (const timer of timers.filter((timer) => timer.isOn && timer.at <= at)) {
      now = timer.at;
      timer.isOn = false;
      timer.run();
    }
    now = at;
  };
  return { ...preparation, told, goTo };
}

test("focus tells the phone, leaving tells it again", () => {
  const field = aField();
  field.focused();
  field.goTo(500);
  field.blurred();
  expect(field.told).toEqual([
    [0, true],
    [500, false],
  ]);
});

test("typing tells it at most once in two seconds", () => {
  const field = aField();
  field.focused();
  for (const at of [300, 900, 1_999, 2_000, 2_100, 4_000]) {
    field.goTo(at);
    field.typed();
  }
  expect(field.told).toEqual([
    [0, true],
    [2_000, true],
    [4_000, true],
  ]);
});

test("a field that only keeps the focus lets go after 20 s, and typing begins anew", () => {
  const field = aField();
  field.focused();
  field.goTo(60_000);
  field.typed();
  field.goTo(61_000);
  field.blurred();
  field.blurred();
  expect(field.told).toEqual([
    [0, true],
    [20_000, false],
    [60_000, true],
    [61_000, false],
  ]);
});
