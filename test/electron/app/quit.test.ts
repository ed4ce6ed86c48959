import { describe, expect, test } from "vitest";
import { closingMs, createQuitting, farewellMs, type QuitNeeds } from "../../../electron/app/quit.ts";
import { createFakeLog } from "../fake-log.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";

function setUp(overrides: Partial<QuitNeeds> = {}) {
  const clock = createFakeMainClock();
  const log = createFakeLog();
  const deeds: string[] = [];
  const quitting = createQuitting({
    clock,
    log,
    isCallUp: () => false,
    confirmHangUp: async () => {
      deeds.push("ask");
      return false;
    },
    stopEngine: async () => void deeds.push("stop engine"),
    stopIdleEngine: async () => {
      deeds.push("stop idle engine");
      return true;
    },
    closeEverything: async () => void deeds.push("close"),
    isUpdateReady: () => false,
    installUpdate: async (how) => void deeds.push(`install ${how}`),
    exit: (code) => void deeds.push(`exit ${code}`),
    ...overrides,
  });
  return { clock, deeds, log, quitting };
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

describe("quitting when something fails on the way", () => {
  const busy = () => Promise.reject(new Error("EBUSY"));

  test("ends the process all the same, and says what was left", async () => {
    const { deeds, log, quitting } = setUp({ closeEverything: busy });
    await quitting.request("system", 1);
    expect(deeds).toEqual(["stop engine", "exit 1"]);
    expect(log.lines).toContain("error quitting: not everything was closed: Error: EBUSY");
  });

  test("waits no longer than 10 s for what does not close, as a file on a drive that hangs", async () => {
    const { clock, deeds, log, quitting } = setUp({ closeEverything: () => new Promise(() => undefined) });
    const ended = quitting.request("system");
    await expect.poll(() => deeds).toEqual(["stop engine"]);
    await expect.poll(clock.waiting).toBe(1);
    clock.advance(closingMs - 1);
    expect(deeds).toEqual(["stop engine"]);
    clock.advance(1);
    await ended;
    expect(deeds).toEqual(["stop engine", "exit 0"]);
    expect(log.lines).toContain("error quitting: not everything was closed: Error: it took longer than 10000 ms");
  });

  test("ends it without the newer version where that cannot be installed", async () => {
    const { deeds, log, quitting } = setUp({ isUpdateReady: () => true, installUpdate: busy });
    await quitting.request("person");
    expect(deeds).toEqual(["stop engine", "close", "exit 0"]);
    expect(log.lines).toContain("error quitting: the newer version was not installed: Error: EBUSY");
  });

  test("starts the newer version also where something would not be closed", async () => {
    const { deeds, quitting } = setUp({ closeEverything: busy });
    expect(await quitting.forUpdate()).toBe(true);
    expect(deeds).toEqual(["stop idle engine", "install andStart", "exit 0"]);
  });

  test("stays in the call where the question cannot be shown, and asks again the next time", async () => {
    let asked = 0;
    const { deeds, quitting } = setUp({
      isCallUp: () => true,
      confirmHangUp: async () => {
        asked += 1;
        if (asked === 1) throw new Error("no display");
        return true;
      },
    });
    await quitting.request("person");
    expect([deeds, quitting.isUnderWay()]).toEqual([[], false]);
    await quitting.request("person");
    expect(deeds).toEqual(["stop engine", "close", "exit 0"]);
  });
});

describe("quitting with a newer version ready", () => {
  const isUpdateReady = () => true;

  test("puts it in place when everything is closed, and does not start it", async () => {
    const { deeds, quitting } = setUp({ isUpdateReady });
    await quitting.request("person");
    expect(deeds).toEqual(["stop engine", "close", "install only", "exit 0"]);
  });

  test("leaves it where the system ends Tandem, or a call is hung up for it", async () => {
    const system = setUp({ isUpdateReady });
    await system.quitting.request("system");
    expect(system.deeds).toEqual(["stop engine", "close", "exit 0"]);
    const inCall = setUp({ isUpdateReady, isCallUp: () => true, confirmHangUp: async () => true });
    await inCall.quitting.request("person");
    expect(inCall.deeds).toEqual(["stop engine", "close", "exit 0"]);
  });

  test("leaves for it, starts it, and then lets the system's own way out be", async () => {
    const { deeds, quitting } = setUp();
    expect(quitting.isClosed()).toBe(false);
    expect(await quitting.forUpdate()).toBe(true);
    expect(deeds).toEqual(["stop idle engine", "close", "install andStart", "exit 0"]);
    expect(quitting.isClosed()).toBe(true);
  });

  test("does not begin to leave for it in a call, nor beside an open question", async () => {
    const { deeds, quitting } = setUp({ isCallUp: () => true });
    expect(await quitting.forUpdate()).toBe(false);
    expect(deeds).toEqual([]);
  });

  test("stays where the engine says that a call came, and a person may quit then as ever", async () => {
    const { deeds, quitting } = setUp({ stopIdleEngine: async () => false });
    expect(await quitting.forUpdate()).toBe(false);
    expect([deeds, quitting.isUnderWay()]).toEqual([[], false]);
    await quitting.request("person");
    expect(deeds).toEqual(["stop engine", "close", "exit 0"]);
  });

  test("forgets nobody who wants to quit while the engine is asked", async () => {
    const answer = Promise.withResolvers<boolean>();
    const { deeds, quitting } = setUp({ stopIdleEngine: () => answer.promise });
    const leaving = quitting.forUpdate();
    await quitting.request("system");
    answer.resolve(false);
    expect(await leaving).toBe(false);
    expect(deeds).toEqual(["stop engine", "close", "exit 0"]);
  });

  describe("while the engine is busy", () => {
    const askBusyEngine = async () => {
      const answer = Promise.withResolvers<boolean>();
      const desk = setUp({ stopIdleEngine: () => answer.promise });
      const leaving = desk.quitting.forUpdate();
      desk.clock.advance(farewellMs);
      expect(await leaving).toBe(false);
      expect([desk.deeds, desk.quitting.isUnderWay()]).toEqual([[], false]);
      return { ...desk, answer };
    };

    test("stays, for only the engine knows whether a call is up, and a person may quit then as ever", async () => {
      const { deeds, quitting, answer } = await askBusyEngine();
      await quitting.request("person");
      answer.resolve(true);
      await answer.promise;
      expect(deeds).toEqual(["stop engine", "close", "exit 0"]);
    });

    test("leaves when it has signed out after all", async () => {
      const { deeds, answer } = await askBusyEngine();
      answer.resolve(true);
      await expect.poll(() => deeds).toEqual(["close", "install andStart", "exit 0"]);
    });

    test("goes on staying when it says that a call came", async () => {
      const { deeds, quitting, answer } = await askBusyEngine();
      answer.resolve(false);
      await answer.promise;
      expect([deeds, quitting.isUnderWay()]).toEqual([[], false]);
    });
  });
});
