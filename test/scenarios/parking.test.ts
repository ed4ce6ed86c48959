/** Calls parked on their own server, seen by its hints, and taken back there alone. */
import { describe, expect, it } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import { parkingDocument } from "../builders/parking-document.ts";
import { wrapUpDocument } from "../builders/wrap-up-document.ts";
import { inviteOf, talkTo } from "../simulation/desk-moves.ts";
import { createInvariants } from "../simulation/invariants.ts";
import {
  backup,
  createSimulatedDesk,
  main,
  serverOf,
  toConfig,
  type SimulatedDesk,
} from "../simulation/simulated-desk.ts";
import { kindOf } from "./agent-desk.ts";

function parkingDesk(extra: object = {}): SimulatedDesk {
  const desk = createSimulatedDesk(1, toConfig({}, { ...parkingDocument, ...extra }), createInvariants());
  desk.advance(5_000);
  return desk;
}

const notifierOf = (desk: SimulatedDesk, id = main) => serverOf(desk, id).notifier;
const parked = (desk: SimulatedDesk) => desk.phone().parking?.parked ?? [];
const park = (desk: SimulatedDesk, callId: CallId) => desk.command({ type: "call.park", callId });
const answered = (desk: SimulatedDesk, id: CallId, code: number | null) =>
  desk.input({ type: "dialog.transferAnswered", inviteId: inviteOf(desk, id), code });

describe("a call that is parked", () => {
  it("is handed to the code of its own server, and over once that has it, without work after it", () => {
    const desk = parkingDesk({ wrapUp: { ...wrapUpDocument, after: "all" } });
    const id = talkTo(desk, "600");
    expect(park(desk, id)).toEqual({ ok: true });
    expect(desk.effects("dialog.transferBlind")).toMatchObject([{ inviteId: inviteOf(desk, id), target: "700" }]);
    expect(desk.call(id).transfer).toMatchObject({ kind: "park", state: "asked" });
    answered(desk, id, 200);
    expect(desk.call(id).end).toMatchObject({ by: "local", reason: "transferred" });
    expect(desk.phone().wrapUp?.now).toBeNull();
  });

  it("stays in hand where the server does not take it, and says so", () => {
    const desk = parkingDesk();
    const id = talkTo(desk, "600");
    park(desk, id);
    answered(desk, id, 480);
    expect(desk.call(id)).toMatchObject({ state: "active", transfer: { kind: "park", state: "failed", code: 480 } });
  });

  it("is refused where its server has no such code, and in a call that is not up", () => {
    const desk = parkingDesk({ featureCodes: { retrieve: "{slot}", parkHint: "{slot}" } });
    expect(kindOf(park(desk, talkTo(desk, "600")))).toBe("notAllowed");
    const other = parkingDesk();
    expect(kindOf(park(other, other.dial("601")))).toBe("notNow");
    expect(other.phone().parking?.serverIds).toEqual([main, backup]);
  });
});

describe("a lot that is full", () => {
  it("is not asked to take another caller, who would be lost; the other server's is", () => {
    const desk = parkingDesk();
    for (const slot of parkingDocument.parkingSlots) notifierOf(desk).setLine(slot, "busy");
    desk.advance(500);
    const id = talkTo(desk, "600");
    expect([desk.call(id).serverId, kindOf(park(desk, id)), desk.call(id).state]).toEqual([main, "notNow", "active"]);
    expect(desk.effects("dialog.transferBlind")).toEqual([]);
    notifierOf(desk).setLine("701", "idle");
    desk.advance(500);
    expect(kindOf(park(desk, id))).toBe("ok");
  });
});

describe("what waits parked", () => {
  it("is told by the hints of each server, with its time where it came while this phone was told", () => {
    const desk = createSimulatedDesk(1, toConfig({}, parkingDocument), createInvariants());
    notifierOf(desk, backup).setLine("702", "busy");
    desk.advance(5_000);
    expect(parked(desk)).toEqual([{ serverId: backup, slot: "702", atSince: null, mayTake: true }]);
    notifierOf(desk).setLine("701", "busy");
    desk.advance(500);
    const [first] = parked(desk);
    expect([first?.serverId, first?.slot, (first?.atSince ?? 0) >= 5_000]).toEqual([main, "701", true]);
    notifierOf(desk).setLine("701", "idle");
    desk.advance(500);
    expect(parked(desk).map(({ slot }) => slot)).toEqual(["702"]);
  });

  it("is not offered while its server is lost, and keeps its time until that is back", () => {
    const desk = parkingDesk();
    notifierOf(desk).setLine("701", "busy");
    desk.advance(500);
    const before = parked(desk);
    desk.sip.openHole(main);
    desk.advance(15_000);
    expect([before.length, parked(desk)]).toEqual([1, []]);
    desk.sip.closeHole(main);
    desk.command({ type: "server.probe" });
    desk.advance(30_000);
    expect(parked(desk)).toEqual(before);
  });

  it("is taken back on the server where it waits, and on no other, also when that one is not the first choice", () => {
    const desk = parkingDesk();
    notifierOf(desk, backup).setLine("701", "busy");
    desk.advance(500);
    const reply = desk.command({ type: "parking.retrieve", serverId: backup, slot: "701" });
    expect(kindOf(reply)).toBe("ok");
    desk.advance(500);
    expect(desk.effects("attempt.invite").map(({ serverId, target }) => [serverId, target])).toEqual([[backup, "701"]]);
  });

  it("is refused where it is gone, is no place of the document, or its server cannot be reached", () => {
    const desk = parkingDesk();
    const take = (slot: string) => kindOf(desk.command({ type: "parking.retrieve", serverId: main, slot }));
    expect([take("701"), take("709")]).toEqual(["notNow", "notAllowed"]);
    desk.sip.crash(main);
    desk.advance(1_000);
    expect([take("701"), desk.calls()]).toEqual(["notNow", []]);
  });
});
