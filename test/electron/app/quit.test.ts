import { describe, expect, test } from "vitest";
import { createQuitting, farewellMs, type QuitNeeds } from "../../../electron/app/quit.ts";
import { createFakeLog } from "../fake-log.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";

function setUp(overrides: Partial<QuitNeeds> = {}) {
  const clock = createFakeMainClock();
  const deeds: string[] = [];
  const quitting = createQuitting({
    clock,
    log: createFakeLog(),
    isCallUp: () => false,
    confirmHangUp: async () => {
      deeds.push("ask");
      return false;
    },
    stopEngine: async () => void deeds.push("stop engine"),
    closeEverything: async () => void deeds.push("close"),
    exit: (code) => void deeds.push(`exit ${code}`),
    ...overrides,
  });
  return { clock, deeds, quitting };
}

describe("quitting", () => {
  test("tells the servers before anything is closed", async () => {
    const { deeds, quitting } = setUp();
    await quitting.request("person");
    expect(deeds).toEqual(["stop engine", "close", "exit 0"]);
  });

  test("asks in a call, and stays when the operator would rather talk", async () => {
    const { deeds, quitting } = setUp({ isCallUp: () => true });
    await quitting.request("person");
    expect(deeds).toEqual(["ask"]);
    expect(quitting.isUnderWay()).toBe(false);
  });

  test("ends the call once the operator has agreed", async () => {
    const { deeds, quitting } = setUp({ isCallUp: () => true, confirmHangUp: async () => true });
    await quitting.request("person");
    expect(deeds).toEqual(["stop engine", "close", "exit 0"]);
  });

  test("never asks when the system ends it", async () => {
    const { deeds, quitting } = setUp({ isCallUp: () => true });
    await quitting.request("system");
    expect(deeds).toEqual(["stop engine", "close", "exit 0"]);
  });

  test("asks once, and lets a shutdown override the open question", async () => {
    const question = Promise.withResolvers<boolean>();
    const { deeds, quitting } = setUp({
      isCallUp: () => true,
      confirmHangUp: () => {
        deeds.push("ask");
        return question.promise;
      },
    });
    const first = quitting.request("person");
    await quitting.request("person");
    await quitting.request("system");
    question.resolve(true);
    await first;
    expect(deeds).toEqual(["ask", "stop engine", "close", "exit 0"]);
  });

  test("waits for a silent engine no longer than 1.5 s", async () => {
    const { clock, deeds, quitting } = setUp({ stopEngine: () => new Promise(() => undefined) });
    const ended = quitting.request("system");
    clock.advance(farewellMs - 1);
    await Promise.resolve();
    expect(deeds).toEqual([]);
    clock.advance(1);
    await ended;
    expect(deeds).toEqual(["close", "exit 0"]);
  });

  test("goes on when the engine fails to stop", async () => {
    const { deeds, quitting } = setUp({ stopEngine: () => Promise.reject(new Error("gone")) });
    await quitting.request("system", 1);
    expect(deeds).toEqual(["close", "exit 1"]);
  });
});
