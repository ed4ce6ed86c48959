/** Colleagues' lines and the mailbox over two servers: asked gently, merged honestly, never free by silence. */
import { describe, expect, it } from "vitest";
import type { ColleagueState } from "../../shared/model/colleague.ts";
import { decideAgainMs, decidePauseMs } from "../../renderer/engine/core/lamps/pacing.ts";
import { createFixedDice } from "../fakes/fixed-dice.ts";
import { createInvariants } from "../simulation/invariants.ts";
import {
  backup,
  createSimulatedDesk,
  main,
  serverOf,
  toConfig,
  type SimulatedDesk,
} from "../simulation/simulated-desk.ts";

const extensions = ["1002", "1003", "1004"];
const watching = {
  colleagues: extensions.map((extension) => ({ extension, name: `Operator ${extension}` })),
  voicemail: { number: "*97" },
};
/** Long enough for four questions at the usual pace, after the first wait. */
const allAskedMs = 5_000;

function watchingDesk(seed = 1, extra: object = {}, restMs = allAskedMs): SimulatedDesk {
  const desk = createSimulatedDesk(seed, toConfig({}, { ...watching, ...extra }), createInvariants());
  desk.advance(restMs);
  return desk;
}

const notifierOf = (desk: SimulatedDesk, id: typeof main) => serverOf(desk, id).notifier;
const stateOf = (desk: SimulatedDesk, extension = "1002"): ColleagueState | undefined =>
  desk.phone().colleagues.find((one) => one.extension === extension)?.state;
const asked = (desk: SimulatedDesk) => desk.effects("subscription.send").filter(({ expiresS }) => expiresS > 0);

describe("a colleague's line", () => {
  it("is unknown until a server has told, and then what both tell", () => {
    const desk = watchingDesk(1, {}, 0);
    expect(stateOf(desk)).toBe("unknown");
    desk.advance(allAskedMs);
    expect(desk.phone().colleagues[0]).toEqual({
      extension: "1002",
      name: "Operator 1002",
      own: false,
      state: "idle",
      tells: [
        { serverId: main, state: "idle" },
        { serverId: backup, state: "idle" },
      ],
    });
  });

  it("is busy when it is busy anywhere, and ringing when it rings anywhere and talks nowhere", () => {
    const desk = watchingDesk();
    const seen = [
      ["ringing", "idle"],
      ["ringing", "busy"],
      ["idle", "busy"],
      ["idle", "ringing"],
      ["idle", "idle"],
    ] as const;
    const shown = seen.map(([onMain, onBackup]) => {
      notifierOf(desk, main).setLine("1002", onMain);
      notifierOf(desk, backup).setLine("1002", onBackup);
      desk.advance(10);
      return stateOf(desk);
    });
    expect(shown).toEqual(["ringing", "busy", "busy", "ringing", "idle"]);
  });

  it("is told by the backup while the main server is dead, and unknown when nobody is left to tell", () => {
    const desk = watchingDesk();
    notifierOf(desk, backup).setLine("1003", "busy");
    desk.sip.crash(main);
    desk.advance(1_000);
    expect([stateOf(desk), stateOf(desk, "1003")]).toEqual(["idle", "busy"]);
    desk.sip.crash(backup);
    desk.advance(1_000);
    expect(extensions.map((one) => stateOf(desk, one))).toEqual(["unknown", "unknown", "unknown"]);
  });

  it("stays busy by the word of a server that is in doubt, and is never free by it", () => {
    const alone = { id: "main", name: "Main", role: "primary", url: "wss://main.test/ws", domain: "main.test" };
    const desk = watchingDesk(1, { servers: [alone] });
    notifierOf(desk, main).setLine("1003", "busy");
    desk.advance(10);
    serverOf(desk, main).freeze();
    desk.advance(3_200);
    expect(desk.server(main).state).toBe("doubtful");
    expect([stateOf(desk), stateOf(desk, "1003")]).toEqual(["unknown", "busy"]);
  });

  it("makes one small Event when it changes, and none when a server repeats itself", () => {
    const desk = watchingDesk();
    const before = desk.events.length;
    notifierOf(desk, main).setLine("1002", "ringing");
    notifierOf(desk, main).setLine("1002", "ringing");
    desk.advance(5);
    const told = desk.events.slice(before).filter(({ type }) => type.startsWith("colleague"));
    expect(told.map(({ type }) => type)).toEqual(["colleague.changed"]);
  });

  it("is not watched when it is the operator's own, for one document may be for a whole office", () => {
    const desk = watchingDesk(1, { colleagues: [{ extension: "1001", name: "Anna" }, ...watching.colleagues] });
    expect(desk.phone().colleagues.map(({ extension }) => extension)).toEqual(extensions);
  });
});

describe("subscriptions", () => {
  it("are asked for only after REGISTER was accepted, one at a time, the mailbox first", () => {
    const desk = createSimulatedDesk(1, toConfig({}, watching), createInvariants());
    serverOf(desk, main).policy.answersRegister = false;
    desk.advance(allAskedMs);
    expect(asked(desk).map(({ serverId, of, resource }) => [serverId, of, resource])).toEqual([
      [backup, "mailbox", "1001"],
      ...extensions.map((extension) => [backup, "line", extension]),
    ]);
  });

  it("are made anew on each new connection, once", () => {
    const desk = watchingDesk();
    const before = asked(desk).length;
    desk.sip.dropSocket(main);
    desk.advance(30_000);
    const again = asked(desk).slice(before);
    expect(again.map(({ serverId, connection }) => [serverId, connection])).toEqual(
      Array.from({ length: 4 }, () => [main, 2]),
    );
    expect(notifierOf(desk, main).standing()).toHaveLength(4);
  });

  it("are refreshed between 50 and 75 % of their time, in their own dialog, and never lapse", () => {
    const desk = watchingDesk(3, { failover: { subscribeExpiresS: 60 } });
    desk.advance(600_000);
    const ids = new Set(asked(desk).map(({ subscriptionId }) => subscriptionId));
    expect(ids.size).toBe(8);
    expect(asked(desk).length).toBeGreaterThanOrEqual(8 * 13);
    expect(asked(desk).length).toBeLessThanOrEqual(8 * 21);
  });

  it("stand by a NOTIFY that comes before the answer", () => {
    const desk = watchingDesk(1, {}, 0);
    for (const id of [main, backup]) notifierOf(desk, id).notifiesFirst = true;
    desk.advance(allAskedMs);
    expect(stateOf(desk)).toBe("idle");
    desk.advance(60_000);
    expect(asked(desk)).toHaveLength(8);
  });

  it.each([403, 404, 489, 501])(
    "that a server has none of (%i) are asked for once, said once, and no trouble",
    (code) => {
      const desk = watchingDesk(1, {}, 0);
      notifierOf(desk, main).refusal = { code, retryAfterS: null };
      desk.advance(1_200_000);
      const onMain = asked(desk).filter(({ serverId }) => serverId === main);
      // 489 and 501 are of the package: its other lines are not even asked for.
      expect(onMain).toHaveLength(code < 480 ? 4 : 2);
      const said = desk.effects("log").filter(({ line }) => line.text.startsWith("it does not tell"));
      expect(said).toHaveLength(4);
      expect([stateOf(desk), desk.server(main).state]).toEqual(["idle", "ready"]);
    },
  );

  it("that a server wants to stand longer are asked for as long as it wants", () => {
    const desk = watchingDesk(1, { failover: { subscribeExpiresS: 60 } }, 0);
    notifierOf(desk, main).refusal = { code: 423, retryAfterS: null, minExpiresS: 1_800 };
    desk.advance(2 * allAskedMs);
    expect(notifierOf(desk, main).standing()).toHaveLength(4);
    expect(desk.phone().colleagues[0]?.tells.map(({ serverId }) => serverId)).toEqual([main, backup]);
  });

  it("that are accepted and never told of are asked for ever more rarely", () => {
    const desk = watchingDesk(1, {}, 0);
    notifierOf(desk, main).isSilent = true;
    desk.advance(3_600_000);
    expect(asked(desk).filter(({ serverId }) => serverId === main).length).toBeLessThan(4 * 15);
    expect(desk.phone().colleagues[0]?.tells.map(({ serverId }) => serverId)).toEqual([backup]);
  });

  it("that a busy server puts off are asked for no sooner than its Retry-After, and ever more rarely", () => {
    const desk = watchingDesk(1, {}, 0);
    notifierOf(desk, main).refusal = { code: 503, retryAfterS: 90 };
    desk.advance(3_600_000);
    const at = notifierOf(desk, main).asked;
    const first = at.slice(0, 4);
    expect(at[4] ?? 0).toBeGreaterThanOrEqual((first[0] ?? 0) + 90_000);
    expect(at.length).toBeLessThan(4 * 25);
    expect(desk.server(main)).toMatchObject({ state: "ready", overloaded: false });
  });

  it.each([
    ["deactivated", "idle"],
    ["timeout", "idle"],
    ["noresource", "unknown"],
    ["rejected", "unknown"],
  ] as const)("that a server ends as %s leave the line %s", (reason, state) => {
    const desk = watchingDesk(1, {}, 60_000);
    for (const id of [main, backup]) notifierOf(desk, id).endAll(reason);
    desk.advance(allAskedMs);
    expect(stateOf(desk)).toBe(state);
    expect(notifierOf(desk, main).standing()).toHaveLength(state === "idle" ? 4 : 0);
  });

  it("that a server ends as soon as they stand are no reason to hammer it", () => {
    const desk = watchingDesk();
    for (let second = 0; second < 600; second += 1) {
      notifierOf(desk, main).endAll("deactivated");
      desk.advance(1_000);
    }
    const onMain = asked(desk).filter(({ serverId }) => serverId === main);
    expect(onMain.length).toBeLessThan(4 * 12);
  });

  it("are ended when the document names a colleague no more, and when the phone closes", () => {
    const desk = watchingDesk();
    desk.input({ type: "configured", config: toConfig({}, { ...watching, colleagues: watching.colleagues.slice(1) }) });
    desk.advance(100);
    expect(
      notifierOf(desk, main)
        .standing()
        .map(({ resource }) => resource),
    ).toEqual(["1001", "1003", "1004"]);
    desk.input({ type: "stopping" });
    desk.advance(500);
    expect([main, backup].map((id) => notifierOf(desk, id).standing())).toEqual([[], []]);
  });

  it("of a thousand seats after an outage come slower the longer the server takes", () => {
    const dice = createFixedDice(7);
    const pauses = [5, 50, 500].map((answerMs) => decidePauseMs(answerMs, dice));
    expect(pauses[0]).toBeLessThanOrEqual(300);
    expect(pauses[1]).toBeGreaterThanOrEqual(500);
    expect(pauses[2]).toBeGreaterThanOrEqual(5_000);
    expect(decideAgainMs(30, null, dice)).toBeLessThanOrEqual(600_000);
    expect(decideAgainMs(0, 9_999_999, dice)).toBe(3_600_000);
  });
});

describe("the voicemail lamp", () => {
  const message = (fresh: number) => ({ isWaiting: fresh > 0, fresh, old: 1 });
  const tellUnasked = (desk: SimulatedDesk, fresh: number) => {
    const { connection } = desk.state().registrations[0] ?? { connection: 0 };
    desk.input({ type: "mailbox.told", serverId: main, connection, news: message(fresh) });
  };

  it("shows the sum of both servers, and where they are", () => {
    const desk = watchingDesk();
    notifierOf(desk, main).setMailbox(message(2));
    notifierOf(desk, backup).setMailbox(message(1));
    desk.advance(10);
    expect(desk.phone().voicemail).toMatchObject({
      waiting: true,
      fresh: 3,
      servers: [
        { serverId: main, number: "*97", state: "told", fresh: 2, old: 1 },
        { serverId: backup, number: "*97", state: "told", fresh: 1, old: 1 },
      ],
    });
  });

  it("keeps the last count of a server that is lost, marked as old", () => {
    const desk = watchingDesk();
    notifierOf(desk, main).setMailbox(message(2));
    desk.advance(10);
    desk.sip.crash(main);
    desk.advance(1_000);
    expect(desk.phone().voicemail).toMatchObject({
      waiting: true,
      fresh: 2,
      servers: [{ state: "stale", fresh: 2 }, { state: "told" }],
    });
    notifierOf(desk, main).setMailbox(message(0));
    serverOf(desk, main).restart();
    desk.advance(40_000);
    expect(desk.phone().voicemail).toMatchObject({
      waiting: false,
      fresh: 0,
      servers: [{ state: "told" }, { state: "told" }],
    });
  });

  it("is lit by a server that tells without being asked, which is asked no more", () => {
    const desk = watchingDesk(1, {}, 0);
    notifierOf(desk, main).refusal = { code: 500, retryAfterS: null };
    desk.advance(allAskedMs);
    tellUnasked(desk, 4);
    desk.advance(1_200_000);
    expect(desk.phone().voicemail).toMatchObject({ fresh: 4 });
    expect(asked(desk).filter(({ serverId, of }) => serverId === main && of === "mailbox")).toHaveLength(1);
  });

  it("is there without a document that names it as soon as a server tells, and asks nobody", () => {
    const desk = createSimulatedDesk(1, toConfig(), createInvariants());
    desk.advance(3_000);
    expect([desk.phone().voicemail, asked(desk)]).toEqual([null, []]);
    tellUnasked(desk, 1);
    expect(desk.phone().voicemail).toMatchObject({ waiting: true, servers: [{ serverId: main, number: null }] });
  });
});
