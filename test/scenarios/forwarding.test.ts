/** Stories of calls that are sent on: 302 on one server, never to a place the rules forbid, and a copy never rings twice. */
import { describe, expect, it } from "vitest";
import { noForwarding, type Forwarding } from "../../shared/model/forwarding.ts";
import type { PhoneConfig } from "../../shared/model/phone-config.ts";
import { loseMain, talkTo } from "../simulation/desk-moves.ts";
import { backup, main, readyDesk, type SimulatedDesk, toConfig } from "../simulation/simulated-desk.ts";
import { answer, ends, firstCall, onlyCall, rejections, ring } from "./ringing-desk.ts";

const elsewhere = { isOn: true, to: "0399999999" };

function deskThatForwards(forwarding: Partial<Forwarding>, config: PhoneConfig = toConfig()): SimulatedDesk {
  const desk = readyDesk();
  desk.input({ type: "configured", config: { ...config, forwarding: { ...noForwarding, ...forwarding } } });
  desk.advance(10);
  return desk;
}

const forwards = (desk: SimulatedDesk) => desk.effects("leg.forward").map(({ to }) => to);

describe("every call sent on", () => {
  it.each([main, backup])("is answered 302 on %s before anything rings, and stays in the list", (server) => {
    const desk = deskThatForwards({ always: elsewhere });
    ring(desk, server, "0312345678");
    expect(forwards(desk)).toEqual(["0399999999"]);
    expect([desk.effects("leg.ring"), desk.effects("tone.play")]).toEqual([[], []]);
    expect(onlyCall(desk)).toMatchObject({ end: { by: "local", reason: "forwarded", code: 302 }, atAnswered: null });
  });

  it("is one call: the copy through the other server is told that the caller is looked after", () => {
    const desk = deskThatForwards({ always: elsewhere });
    ring(desk, main, "0312345678");
    ring(desk, backup, "0312345678");
    expect(forwards(desk)).toHaveLength(1);
    expect(desk.effects("leg.reject")).toMatchObject([{ code: 486, isElsewhere: true }]);
    expect(desk.calls()).toHaveLength(1);
  });

  it("comes here again from the moment the operator takes it back", () => {
    const desk = deskThatForwards({ always: elsewhere });
    desk.input({ type: "configured", config: { ...toConfig(), forwarding: noForwarding } });
    ring(desk, main, "0312345678");
    expect(onlyCall(desk).state).toBe("ringing");
  });

  it("goes there also while the operator talks, and the talk goes on", () => {
    const desk = deskThatForwards({ always: elsewhere });
    const id = talkTo(desk, "600");
    ring(desk, main, "0312345678");
    expect(forwards(desk)).toHaveLength(1);
    expect(desk.call(id).state).toBe("active");
  });
});

describe("a call is not sent on", () => {
  it.each([
    ["to the own number, where it would come back", "1001", {}],
    ["to a feature code, which would be dialled in the caller's name", "*97", {}],
    ["to an emergency number", "110", {}],
    ["to a number the dial rules forbid", "0900123", { dialing: { emergency: [], forbidden: ["^0900"] } }],
  ])("%s; it rings", (_why, to, extra) => {
    const desk = deskThatForwards({ always: { isOn: true, to } }, toConfig({}, extra));
    ring(desk, main, "0312345678");
    expect(forwards(desk)).toEqual([]);
    expect(onlyCall(desk).state).toBe("ringing");
  });

  it("where the document forbids it, whatever the operator chose", () => {
    const desk = readyDesk(1, { forwarding: "off" });
    expect(desk.state().config?.forwarding).toBeNull();
    ring(desk, main, "0312345678");
    expect(onlyCall(desk).state).toBe("ringing");
  });
});

describe("a call that arrives while the operator is busy", () => {
  it("is sent on while another call is up, though call waiting is on, and rings while none is", () => {
    const desk = deskThatForwards({ busy: elsewhere });
    ring(desk, main, "0312345678");
    expect(firstCall(desk).state).toBe("ringing");
    answer(desk, firstCall(desk).id);
    desk.advance(100);
    ring(desk, main, "0366666666");
    expect(forwards(desk)).toEqual(["0399999999"]);
    expect(ends(desk)).toEqual([null, "forwarded"]);
  });

  it("is sent on with do not disturb, instead of being told busy", () => {
    const desk = deskThatForwards({ busy: elsewhere });
    desk.command({ type: "presence.setDnd", on: true });
    ring(desk, main, "0312345678");
    expect([forwards(desk), rejections(desk)]).toEqual([["0399999999"], []]);
  });

  it("is told busy where the rule's number may not be called from that server", () => {
    const desk = deskThatForwards({ busy: { isOn: true, to: "110" } });
    desk.command({ type: "presence.setDnd", on: true });
    ring(desk, main, "0312345678");
    expect([forwards(desk), rejections(desk)]).toEqual([[], [486]]);
  });

  it("rings all the same when it is the party of a call that was just lost", () => {
    const desk = deskThatForwards({ busy: elsewhere });
    const id = talkTo(desk, "600");
    loseMain(desk, id);
    expect(desk.call(id).state).toBe("stranded");
    ring(desk, backup, "600");
    expect(forwards(desk)).toEqual([]);
  });
});

describe("a call that nobody answers", () => {
  const patient = { unanswered: elsewhere, unansweredAfterS: 10 };

  it("rings its time, and is then sent on once, by the server that rings", () => {
    const desk = deskThatForwards(patient);
    ring(desk, main, "0312345678");
    desk.advance(9_900);
    expect([onlyCall(desk).state, forwards(desk)]).toEqual(["ringing", []]);
    desk.advance(200);
    expect(onlyCall(desk).end).toEqual({ by: "local", reason: "forwarded", code: 302 });
    desk.advance(60_000);
    expect(forwards(desk)).toEqual(["0399999999"]);
    expect(desk.events.filter(({ type }) => type === "call.ended")).toHaveLength(1);
  });

  it("is sent on by one server alone when both ring, and by the one that lives", () => {
    const desk = deskThatForwards(patient);
    ring(desk, main, "0312345678");
    ring(desk, backup, "0312345678");
    desk.sip.crash(main);
    desk.advance(10_000);
    expect(desk.effects("leg.forward")).toHaveLength(1);
    const through = desk.effects("leg.forward")[0]?.inviteId;
    expect(desk.state().calls[0]?.legs.find(({ inviteId }) => inviteId === through)?.serverId).toBe(backup);
  });

  it("stays with whoever answered it in time", () => {
    const desk = deskThatForwards(patient);
    ring(desk, main, "0312345678");
    desk.advance(9_000);
    answer(desk, onlyCall(desk).id);
    desk.advance(30_000);
    expect([onlyCall(desk).state, forwards(desk)]).toEqual(["active", []]);
  });

  it("rings on when the rule was taken back meanwhile", () => {
    const desk = deskThatForwards(patient);
    ring(desk, main, "0312345678");
    desk.input({ type: "configured", config: { ...toConfig(), forwarding: noForwarding } });
    desk.advance(12_000);
    expect([onlyCall(desk).state, forwards(desk)]).toEqual(["ringing", []]);
  });
});
