import { expect, it } from "vitest";
import { createFakeClock } from "./fake-clock.ts";

it("moves both clocks together", () => {
  const clock = createFakeClock(5_000);
  clock.advance(250);
  expect([clock.now(), clock.wallNow()]).toEqual([250, 5_250]);
});

it("rings the alarms that are due on the way, each at its own instant", () => {
  const clock = createFakeClock();
  const rang: number[] = [];
  const ringEvery = (at: number) => {
    clock.wakeAt(at, () => {
      rang.push(clock.now());
      ringEvery(at + 100);
    });
  };
  ringEvery(100);
  clock.advance(350);
  expect({ rang, now: clock.now(), alarmAt: clock.alarmAt() }).toEqual({
    rang: [100, 200, 300],
    now: 350,
    alarmAt: 400,
  });
});

it("rings an alarm that was set to the past as soon as time moves", () => {
  const clock = createFakeClock();
  clock.advance(100);
  const rang: number[] = [];
  clock.wakeAt(50, () => rang.push(clock.now()));
  clock.advance(0);
  expect(rang).toEqual([100]);
});

it("fails a test whose alarm never lets time go on", () => {
  const clock = createFakeClock();
  const ringNow = () => clock.wakeAt(clock.now(), ringNow);
  ringNow();
  expect(() => clock.advance(1)).toThrow(/rang 101 times at 0 ms/);
});
