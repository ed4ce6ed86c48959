/** A colleague's call by a code on the server that has it, and another desk's extension kept in step on all. */
import { describe, expect, it } from "vitest";
import type { PhoneConfig } from "../../shared/model/phone-config.ts";
import { agentDocument } from "../builders/agent-document.ts";
import { createInvariants } from "../simulation/invariants.ts";
import {
  backup,
  createSimulatedDesk,
  main,
  serverOf,
  toConfig,
  type SimulatedDesk,
} from "../simulation/simulated-desk.ts";
import { settledMs, both, agentDesk, kindOf, queuesOf } from "./agent-desk.ts";

describe("a colleague's call", () => {
  const colleagues = [{ extension: "1002", name: "Tanaka Yuki" }];
  const featureCodes = { pickUp: "**{extension}", listen: "*33{extension}" };

  it("that rings is taken by its code, on the server where it rings and no other", () => {
    const desk = createSimulatedDesk(1, toConfig({}, { colleagues, featureCodes }));
    desk.advance(settledMs);
    expect(desk.phone().agent?.may).toEqual({ pickUp: true, listen: true, whisper: false });
    serverOf(desk, backup).notifier.setLine("1002", "ringing");
    desk.advance(50);
    const reply = desk.command({ type: "colleague.pickUp", extension: "1002" });
    expect(reply).toMatchObject({ ok: true });
    const [call] = desk.calls();
    expect([call?.serverId, call?.remote]).toEqual(["backup", { number: "**1002", name: "Tanaka Yuki" }]);
    serverOf(desk, backup).freeze();
    desk.advance(5_000);
    expect(desk.effects("attempt.invite").map(({ serverId }) => serverId)).toEqual(["backup"]);
  });

  it("is not dialled for when there is none, no code for it, or no such colleague", () => {
    const desk = createSimulatedDesk(1, toConfig({}, { colleagues, featureCodes }));
    desk.advance(settledMs);
    const kinds = [
      desk.command({ type: "colleague.pickUp", extension: "1002" }),
      desk.command({ type: "colleague.listen", extension: "1002" }),
      desk.command({ type: "colleague.whisper", extension: "1002" }),
      desk.command({ type: "colleague.pickUp", extension: "1009" }),
    ].map(kindOf);
    expect(kinds).toEqual(["notNow", "notNow", "notAllowed", "badTarget"]);
  });
});

describe("another desk's extension", () => {
  const featureCodes = { takeOver: "*11{extension}", releaseDesk: "*12{extension}", deskHint: "desk-{extension}" };
  const desksOf = (desk: SimulatedDesk) => both.map((id) => queuesOf(desk, id).desk);
  const servers = [{ state: "ready" }, { state: "ready" }];

  /** Both servers still ring that extension here, from before the engine began. */
  function takenBefore(config: Partial<PhoneConfig>, codes: object = featureCodes): SimulatedDesk {
    const desk = createSimulatedDesk(1, { ...toConfig({}, { featureCodes: codes }), ...config });
    for (const id of both) {
      queuesOf(desk, id).desk = "2001";
      serverOf(desk, id).notifier.setLine("desk-1001", "busy");
    }
    desk.advance(settledMs);
    return desk;
  }

  it("is taken over on every server, on one that was away once it is back, changed, and given back", () => {
    const desk = createSimulatedDesk(1, toConfig({}, { featureCodes }), createInvariants());
    desk.advance(settledMs);
    expect(desk.phone().agent?.desk).toMatchObject({ state: "out", extension: null });
    desk.sip.crash(backup);
    desk.advance(1_000);
    expect(desk.command({ type: "desk.takeOver", extension: "2001" })).toEqual({ ok: true });
    desk.advance(2_000);
    expect([desksOf(desk), desk.phone().agent?.desk]).toMatchObject([
      ["2001", null],
      { state: "ready", extension: "2001", servers: [{ repair: "none" }, { repair: "away" }] },
    ]);
    serverOf(desk, backup).restart();
    desk.advance(30_000);
    expect(desksOf(desk)).toEqual(["2001", "2001"]);
    desk.command({ type: "desk.takeOver", extension: "2002" });
    desk.advance(4_000);
    expect(desksOf(desk)).toEqual(["2002", "2002"]);
    desk.command({ type: "desk.release" });
    desk.advance(4_000);
    expect([desksOf(desk), desk.phone().agent?.desk?.state]).toEqual([[null, null], "out"]);
  });

  it("that is taken over by somebody else on one server is let go of on the other, and no queue is touched by it", () => {
    const desk = createSimulatedDesk(
      1,
      toConfig({}, { ...agentDocument, featureCodes: { ...agentDocument.featureCodes, ...featureCodes } }),
    );
    desk.advance(settledMs);
    desk.command({ type: "desk.takeOver", extension: "2001" });
    desk.advance(4_000);
    serverOf(desk, main).notifier.setLine("desk-1001", "idle");
    desk.advance(4_000);
    expect([queuesOf(desk, backup).desk, desk.phone().agent?.desk?.state]).toEqual([null, "out"]);
    expect(queuesOf(desk, backup).heard).toEqual(["*112001", "*122001"]);
  });

  it.each([
    ["as the hints tell", featureCodes],
    ["where no hint tells", { takeOver: "*11{extension}", releaseDesk: "*12{extension}" }],
  ])("that was taken over before the engine began is given back, %s", (_, codes) => {
    const desk = takenBefore({ takenDesk: "2001" }, codes);
    expect(desk.phone().agent?.desk).toMatchObject({ state: "ready", extension: "2001", mustName: false, servers });
    expect(queuesOf(desk, main).heard).toEqual([]);
    expect(desk.command({ type: "desk.release" })).toEqual({ ok: true });
    desk.advance(4_000);
    expect([desksOf(desk), desk.phone().agent?.desk]).toMatchObject([
      [null, null],
      { state: "out", extension: null, mustName: true },
    ]);
  });

  it("that was taken over before the engine began is given back on a server that was away meanwhile", () => {
    const desk = takenBefore({ takenDesk: "2001" });
    desk.sip.crash(backup);
    desk.advance(1_000);
    desk.command({ type: "desk.release" });
    desk.advance(4_000);
    serverOf(desk, backup).restart();
    serverOf(desk, backup).notifier.setLine("desk-1001", "busy");
    desk.advance(40_000);
    expect(desksOf(desk)).toEqual([null, null]);
  });

  it("that the hints alone tell of is not given back before the operator names it", () => {
    const desk = takenBefore({});
    expect(desk.phone().agent?.desk).toMatchObject({ state: "ready", extension: null, mustName: true, servers });
    expect(kindOf(desk.command({ type: "desk.release" }))).toBe("badTarget");
    desk.advance(4_000);
    expect(desksOf(desk)).toEqual(["2001", "2001"]);
    expect(desk.command({ type: "desk.release", extension: "2001" })).toEqual({ ok: true });
    desk.advance(4_000);
    expect([desksOf(desk), desk.phone().agent?.desk]).toMatchObject([[null, null], { state: "out", extension: null }]);
  });

  it("needs no name where the code that gives it back has no place for one", () => {
    const desk = takenBefore({}, { ...featureCodes, releaseDesk: "*12" });
    expect(desk.phone().agent?.desk).toMatchObject({ state: "ready", extension: null, mustName: false });
    expect(desk.command({ type: "desk.release" })).toEqual({ ok: true });
    desk.advance(4_000);
    expect(desksOf(desk)).toEqual([null, null]);
  });

  it("is refused where the document has no code for it", () => {
    expect(kindOf(agentDesk().command({ type: "desk.takeOver", extension: "2001" }))).toBe("notAllowed");
  });
});
