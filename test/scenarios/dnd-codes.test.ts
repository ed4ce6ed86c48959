/** Do not disturb where the servers have codes for it: the phone's and theirs are one wish, whoever changes it. */
import { describe, expect, it } from "vitest";
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
import { both, graceMs, queuesOf, settledMs } from "./agent-desk.ts";

const dark = { dndOn: "*78", dndOff: "*79" };
const codes = { ...dark, dndHint: "dnd-{extension}" };
const onServers = (desk: SimulatedDesk) => both.map((id) => queuesOf(desk, id).isDnd());
const heard = (desk: SimulatedDesk) => both.map((id) => queuesOf(desk, id).heard);

function aDesk(featureCodes: object = codes, prepare: (desk: SimulatedDesk) => void = () => {}): SimulatedDesk {
  const desk = createSimulatedDesk(1, toConfig({}, { featureCodes }), createInvariants());
  for (const id of both) serverOf(desk, id).notifier.setLine("dnd-1001", "idle");
  prepare(desk);
  desk.advance(settledMs);
  return desk;
}

function setDnd(desk: SimulatedDesk, on: boolean): void {
  expect(desk.command({ type: "presence.setDnd", on })).toEqual({ ok: true });
}

describe("do not disturb", () => {
  it.each([
    ["with hints", codes],
    ["without hints", dark],
  ])("is the phone's at once and every server's soon, and so is its end, %s", (_, featureCodes) => {
    const desk = aDesk(featureCodes);
    setDnd(desk, true);
    expect(desk.phone().dnd).toBe(true);
    desk.advance(2_000);
    expect([onServers(desk), desk.phone().dnd]).toEqual([[true, true], true]);
    expect(desk.phone().agent?.dnd?.servers).toMatchObject([{ repair: "none" }, { repair: "none" }]);
    setDnd(desk, false);
    desk.advance(4_000);
    expect([onServers(desk), desk.phone().dnd]).toEqual([[false, false], false]);
    expect(heard(desk)).toEqual([
      ["*78", "*79"],
      ["*78", "*79"],
    ]);
  });

  it("is brought to a server that was dead in between, and its end to one that missed that", () => {
    const desk = aDesk();
    desk.sip.crash(backup);
    desk.advance(1_000);
    setDnd(desk, true);
    desk.advance(2_000);
    expect(desk.phone().agent?.dnd?.servers).toMatchObject([{ repair: "none" }, { repair: "away" }]);
    serverOf(desk, backup).restart();
    serverOf(desk, backup).notifier.setLine("dnd-1001", "idle");
    desk.advance(30_000);
    expect(onServers(desk)).toEqual([true, true]);
    desk.sip.crash(main);
    desk.advance(1_000);
    setDnd(desk, false);
    desk.advance(2_000);
    serverOf(desk, main).restart();
    serverOf(desk, main).notifier.setLine("dnd-1001", "busy");
    desk.advance(30_000 + graceMs);
    expect([onServers(desk), desk.phone().dnd]).toEqual([[false, false], false]);
  });

  it("set at one server by another telephone is the phone's too, and the other server's", () => {
    const desk = aDesk();
    desk.advance(4_000);
    queuesOf(desk, backup).setDnd(true);
    desk.advance(5_000);
    expect([onServers(desk), desk.phone().dnd]).toEqual([[true, true], true]);
    queuesOf(desk, main).setDnd(false);
    desk.advance(5_000);
    expect([onServers(desk), desk.phone().dnd]).toEqual([[false, false], false]);
  });

  it("that both servers hold at the start is the phone's, and no code is dialled", () => {
    const desk = aDesk(codes, (fresh) => both.forEach((id) => queuesOf(fresh, id).setDnd(true)));
    expect([desk.phone().dnd, heard(desk)]).toEqual([true, [[], []]]);
  });

  it("that stands when a document brings codes for it is said to the servers, not ended by them", () => {
    const desk = aDesk({});
    setDnd(desk, true);
    desk.input({ type: "configured", config: toConfig({}, { featureCodes: codes }) });
    desk.advance(settledMs);
    expect([desk.phone().dnd, onServers(desk)]).toEqual([true, [true, true]]);
  });

  it("is the phone's alone where the document has no code, and is no queue where it has", () => {
    const plain = aDesk({});
    setDnd(plain, true);
    plain.advance(2_000);
    expect([plain.phone().dnd, heard(plain), plain.phone().agent]).toEqual([true, [[], []], null]);
    const desk = aDesk({ ...agentDocument.featureCodes, ...codes });
    setDnd(desk, true);
    expect(desk.phone().agent?.queues).toEqual([]);
    expect(desk.command({ type: "queue.pause" })).toMatchObject({ ok: false });
  });
});
