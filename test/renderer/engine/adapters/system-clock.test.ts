import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSystemClock } from "../../../../renderer/engine/adapters/system-clock.ts";

describe("the system clock", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("wakes once, at the instant asked for", () => {
    const clock = createSystemClock();
    const onWake = vi.fn();
    clock.wakeAt(clock.now() + 1_000, onWake);
    vi.advanceTimersByTime(999);
    expect(onWake).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60_000);
    expect(onWake).toHaveBeenCalledTimes(1);
  });

  it("forgets the alarm that a newer one replaces, and every alarm when told null", () => {
    const clock = createSystemClock();
    const woken: string[] = [];
    clock.wakeAt(clock.now() + 100, () => woken.push("first"));
    clock.wakeAt(clock.now() + 200, () => woken.push("second"));
    vi.advanceTimersByTime(300);
    clock.wakeAt(clock.now() + 100, () => woken.push("third"));
    clock.wakeAt(null, () => woken.push("never"));
    vi.advanceTimersByTime(300);
    expect(woken).toEqual(["second"]);
  });

  it("rings for an instant that has passed, but never inside the call that sets it", () => {
    const clock = createSystemClock();
    const onWake = vi.fn();
    clock.wakeAt(clock.now() - 5, onWake);
    expect(onWake).not.toHaveBeenCalled();
    vi.advanceTimersByTime(0);
    expect(onWake).toHaveBeenCalledTimes(1);
  });

  it("waits for an alarm further away than a timer can count", () => {
    const clock = createSystemClock();
    const onWake = vi.fn();
    const thirtyDaysMs = 30 * 24 * 3_600_000;
    clock.wakeAt(clock.now() + thirtyDaysMs, onWake);
    vi.advanceTimersByTime(thirtyDaysMs - 1);
    expect(onWake).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onWake).toHaveBeenCalledTimes(1);
  });

  it("tells the time of day as the computer does", () => {
    vi.setSystemTime(1_800_000_000_000);
    expect(createSystemClock().wallNow()).toBe(1_800_000_000_000);
  });
});
