import { describe, expect, test } from "vitest";
import type { EngineOrder } from "../../../shared/contract/wire.ts";
import { ServerId } from "../../../shared/model/ids.ts";
import type { OpenDialog } from "../../../shared/model/open-dialog.ts";
import type { PhoneConfig } from "../../../shared/model/phone-config.ts";
import { beatEveryMs, createEngineSupervisor, deafAfterMs } from "../../../electron/engine-host/engine-supervisor.ts";
import { defaultSettings, toSoundSettings } from "../../../shared/model/settings.ts";
import { createFakeLog } from "../fake-log.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";

const useSound = { type: "useSound", sound: toSoundSettings(defaultSettings) } as const;

function setUp() {
  const clock = createFakeMainClock();
  const log = createFakeLog();
  const states: string[] = [];
  type Page = { readonly orders: EngineOrder[]; isClosed: boolean; readonly die: (why: string) => void };
  const pages: Page[] = [];
  const world: { isCallUp: boolean; config: PhoneConfig | null; restored: number } = {
    isCallUp: false,
    config: null,
    restored: 0,
  };
  const supervisor = createEngineSupervisor({
    clock,
    log,
    openPage(onGone) {
      const page: Page = { orders: [], isClosed: false, die: onGone };
      pages.push(page);
      return {
        send: (order) => page.orders.push(order) > 0,
        close() {
          page.isClosed = true;
          onGone("its window was closed");
        },
      };
    },
    isCallUp: () => world.isCallUp,
    config: () => world.config,
    sound: () => useSound.sound,
    restore: () => void (world.restored += 1),
    publish: (event) => void (event.type === "engine.changed" && states.push(event.engine.state)),
  });
  const newest = (): Page => {
    const page = pages.at(-1);
    if (page === undefined) throw new Error("no page was opened");
    return page;
  };
  return { clock, log, states, pages, world, supervisor, newest };
}

const answerBeatsFor = ({ clock, supervisor }: ReturnType<typeof setUp>, ms: number) => {
  for (let passed = 0; passed < ms; passed += beatEveryMs) {
    clock.advance(beatEveryMs);
    supervisor.noteSign({ type: "beat", id: 1 });
  }
};

describe("an engine", () => {
  test("is configured and running once it is ready", () => {
    const { supervisor, states, newest, world } = setUp();
    supervisor.start();
    expect([states, world.restored]).toEqual([["starting"], 0]);
    supervisor.noteSign({ type: "ready" });
    expect(states).toEqual(["starting", "running"]);
    expect(newest().orders).toEqual([useSound, { type: "configure", config: null }]);
    expect(world.restored).toBe(1);
  });

  test("has its heart heard every 5 s, and is left alone while it answers", () => {
    const setup = setUp();
    setup.supervisor.start();
    setup.supervisor.noteSign({ type: "ready" });
    answerBeatsFor(setup, 60_000);
    expect(setup.pages).toHaveLength(1);
    const beats = setup.newest().orders.filter((order) => order.type === "beat");
    expect(beats.slice(0, 3)).toEqual([
      { type: "beat", id: 1 },
      { type: "beat", id: 2 },
      { type: "beat", id: 3 },
    ]);
    expect(beats).toHaveLength(12);
  });

  test("is told of a new configuration, and not of the same one again", () => {
    const { supervisor, world, newest } = setUp();
    supervisor.start();
    supervisor.configure();
    supervisor.noteSign({ type: "ready" });
    supervisor.configure();
    world.config = {
      account: { user: "1001", displayName: "" },
      servers: [],
      failover: {} as PhoneConfig["failover"],
      dialing: { emergency: [], forbidden: [] },
      iceServers: [],
      forwarding: null,
      colleagues: [],
      voicemail: null,
      agent: null,
      queueHeader: null,
      recording: null,
      parking: null,
      wrapUp: null,
    };
    supervisor.configure();
    supervisor.configure();
    expect(newest().orders).toEqual([
      useSound,
      { type: "configure", config: null },
      { type: "configure", config: world.config },
    ]);
  });

  test("that dies is reported lost and replaced at once", () => {
    const { supervisor, clock, states, pages, newest } = setUp();
    supervisor.start();
    supervisor.noteSign({ type: "ready" });
    newest().die("its process is gone (crashed)");
    expect(states).toEqual(["starting", "running", "lost"]);
    expect(supervisor.send({ type: "suspend" })).toBe(false);
    clock.advance(0);
    expect(states).toEqual(["starting", "running", "lost", "starting"]);
    expect(pages).toHaveLength(2);
  });

  test("is told of the dialogs that the one before it left, as they were told last", () => {
    const { supervisor, clock, newest } = setUp();
    const dialog = { serverId: ServerId.parse("main"), callId: "one" } as OpenDialog;
    supervisor.start();
    supervisor.noteSign({ type: "ready" });
    supervisor.noteSign({ type: "dialogs", dialogs: [dialog, { ...dialog, callId: "two" }] });
    supervisor.noteSign({ type: "dialogs", dialogs: [dialog] });
    newest().die("its process is gone (crashed)");
    clock.advance(0);
    supervisor.noteSign({ type: "ready" });
    expect(newest().orders).toEqual([
      useSound,
      { type: "configure", config: null },
      { type: "endDialogs", dialogs: [dialog] },
    ]);
  });

  test("that keeps dying is given ever more time", () => {
    const { supervisor, clock, pages, newest } = setUp();
    supervisor.start();
    const openedAt: number[] = [];
    for (let deaths = 0; deaths < 4; deaths += 1) {
      const before = clock.now();
      const count = pages.length;
      newest().die("crashed");
      while (pages.length === count) clock.advance(500);
      openedAt.push(clock.now() - before);
    }
    expect(openedAt).toEqual([500, 1_000, 5_000, 30_000]);
  });

  test("that reports its death twice dies once", () => {
    const { supervisor, clock, pages, newest } = setUp();
    supervisor.start();
    const first = newest();
    first.die("its process is gone (crashed)");
    first.die("its window was closed");
    clock.advance(10_000);
    expect(pages).toHaveLength(2);
  });

  test("that is deaf for 15 s is replaced when no call is up", () => {
    const { supervisor, clock, states, pages } = setUp();
    supervisor.start();
    supervisor.noteSign({ type: "ready" });
    clock.advance(deafAfterMs - 1);
    expect(pages).toHaveLength(1);
    clock.advance(beatEveryMs);
    expect(states).toEqual(["starting", "running", "lost", "starting"]);
    expect([pages.length, pages[0]?.isClosed]).toEqual([2, true]);
  });

  test("that is deaf in a call is left alone until the call is over", () => {
    const { supervisor, clock, pages, world, log } = setUp();
    supervisor.start();
    supervisor.noteSign({ type: "ready" });
    world.isCallUp = true;
    clock.advance(120_000);
    expect(pages).toHaveLength(1);
    expect(log.lines.filter((line) => line.startsWith("warn"))).toEqual([
      "warn engine has not answered for 15000 ms; a call is up, so it is left alone",
    ]);
    world.isCallUp = false;
    clock.advance(beatEveryMs);
    expect(pages).toHaveLength(2);
  });

  test("is not blamed for the time the computer slept", () => {
    const { supervisor, clock, pages } = setUp();
    supervisor.start();
    supervisor.noteSign({ type: "ready" });
    clock.advance(deafAfterMs - 1_000);
    supervisor.forgiveSilence();
    clock.advance(deafAfterMs - 1_000);
    expect(pages).toHaveLength(1);
  });

  test("is not blamed for a sleep that nobody announced, and is replaced if it stays deaf after it", () => {
    const { supervisor, clock, pages } = setUp();
    supervisor.start();
    supervisor.noteSign({ type: "ready" });
    clock.advance(1_000);
    clock.sleep(36_000_000);
    clock.advance(deafAfterMs - 1);
    expect(pages).toHaveLength(1);
    clock.advance(beatEveryMs);
    expect(pages).toHaveLength(2);
  });

  test("that is stopped is closed and never opened again", () => {
    const { supervisor, clock, pages } = setUp();
    supervisor.start();
    supervisor.stop();
    clock.advance(120_000);
    expect([pages.length, pages[0]?.isClosed, clock.waiting()]).toEqual([1, true, 0]);
  });
});
