/** Stories of what is heard before the answer: announcements, a ringing of our own or of the line's, digits, and no answer. */
import { describe, expect, it } from "vitest";
import type { SipEvent } from "../../renderer/engine/core/sip-vocabulary.ts";
import type { CallId, InviteId } from "../../shared/model/ids.ts";
import { inviteOf, ringThroughBackup } from "../simulation/desk-moves.ts";
import { main, readyDesk, type SimulatedDesk } from "../simulation/simulated-desk.ts";

/** Dials somebody of whom nothing but a 100 comes by itself. */
function dialled(target = "606"): { desk: SimulatedDesk; id: CallId; tell: (...events: Untold[]) => void } {
  const desk = readyDesk();
  const id = desk.dial(target);
  desk.advance(100);
  const inviteId = inviteOf(desk, id);
  return { desk, id, tell: (...events) => events.forEach((event) => desk.input({ ...event, inviteId })) };
}

type OfInvite = Extract<SipEvent, { readonly inviteId: InviteId }>;
type Untold = OfInvite extends infer Event ? (Event extends OfInvite ? Omit<Event, "inviteId"> : never) : never;

const sessionProgress: Untold = { type: "attempt.progressed", code: 183 };
const ringing: Untold = { type: "attempt.progressed", code: 180 };
const earlyMedia: Untold = { type: "attempt.earlyMedia" };
const flows: Untold = { type: "media.flowChanged", isFlowing: true };
const stops: Untold = { type: "media.flowChanged", isFlowing: false };

const tonesOf = (desk: SimulatedDesk) =>
  desk.decided.flatMap(({ effect }) =>
    effect.type === "tone.play" || effect.type === "tone.stop" ? [`${effect.type} ${effect.tone}`] : [],
  );

describe("before the answer", () => {
  it("an announcement is heard and no ringback over it, and the call still rings", () => {
    const { desk, id, tell } = dialled();
    tell(sessionProgress, earlyMedia, flows);
    expect(desk.call(id)).toMatchObject({ state: "ringing", earlyMedia: true, atAnswered: null, quality: null });
    // Both within one task of the event loop, before any sound is made.
    expect(tonesOf(desk)).toEqual(["tone.play ringback", "tone.stop ringback"]);
  });

  it("a phone rings and then the line has a sound of its own: our ringback goes on until it comes", () => {
    const { desk, tell } = dialled();
    tell(ringing, sessionProgress, earlyMedia);
    expect(tonesOf(desk)).toEqual(["tone.play ringback"]);
    tell(flows);
    expect(tonesOf(desk)).toEqual(["tone.play ringback", "tone.stop ringback"]);
  });

  it("a phone rings behind an announcement: our ringback takes over when that one is over, and gives way again", () => {
    const { desk, tell } = dialled();
    tell(sessionProgress, earlyMedia, flows, ringing);
    expect(tonesOf(desk).slice(2)).toEqual([]);
    tell(stops);
    tell(flows);
    expect(tonesOf(desk).slice(2)).toEqual(["tone.play ringback", "tone.stop ringback"]);
  });

  it("a 183 without sound is as it was: our ringback", () => {
    const { desk, id, tell } = dialled();
    tell(sessionProgress);
    expect([tonesOf(desk), desk.call(id).earlyMedia]).toEqual([["tone.play ringback"], false]);
  });

  it("digits reach the machine that is heard, and nobody else who has not answered", () => {
    const { desk, id, tell } = dialled();
    const press = (digits: string) => desk.command({ type: "call.sendDtmf", callId: id, digits });
    tell(ringing);
    expect(press("1")).toEqual({
      ok: false,
      failure: { kind: "notNow", message: "This call is not connected." },
    });
    tell(sessionProgress, earlyMedia);
    expect(press("2")).toEqual({ ok: true });
    expect(desk.effects("dialog.sendDtmf").map(({ digits }) => digits)).toEqual(["2"]);
  });

  it("it is no answer: what is over is cancelled, nothing talks, and a voice that stops asks no server", () => {
    const { desk, id, tell } = dialled();
    tell(sessionProgress, earlyMedia, flows);
    const probes = desk.effects("probe.send").length;
    tell({ type: "media.fellQuiet" }, stops);
    expect(desk.effects("probe.send").length).toBe(probes);
    expect(desk.command({ type: "call.hold", callId: id }).ok).toBe(false);
    expect(desk.command({ type: "call.hangUp", callId: id })).toEqual({ ok: true });
    expect(desk.call(id)).toMatchObject({
      state: "ended",
      earlyMedia: false,
      end: { by: "local", reason: "cancelled" },
      attempts: [{ outcome: "cancelled" }],
    });
    expect(tonesOf(desk).slice(2)).toEqual([]);
  });

  it("what is heard gives way to a call that is answered meanwhile, as our ringback does, and is back after it", () => {
    const { desk, id, tell } = dialled();
    const silenced = () =>
      desk.effects("dialog.silence").map(({ inviteId, on }) => [inviteId === inviteOf(desk, id), on]);
    tell(ringing, sessionProgress, earlyMedia);
    const other = ringThroughBackup(desk, "0312345678");
    expect(desk.command({ type: "call.answer", callId: other.id })).toEqual({ ok: true });
    desk.advance(200);
    expect([desk.call(other.id).state, silenced(), tonesOf(desk).at(-1)]).toEqual([
      "active",
      [[true, true]],
      "tone.stop ringback",
    ]);
    expect(desk.command({ type: "call.hangUp", callId: other.id })).toEqual({ ok: true });
    expect([silenced().at(-1), tonesOf(desk).at(-1)]).toEqual([[true, false], "tone.play ringback"]);
  });

  it("the one that answers is talked with, and what was heard before says nothing of its voice", () => {
    const { desk, id, tell } = dialled();
    tell(sessionProgress, earlyMedia, flows, stops, { type: "attempt.answered" });
    expect(desk.call(id)).toMatchObject({ state: "active", earlyMedia: false });
    desk.sip.crash(main);
    desk.advance(500);
    expect(desk.call(id).state).toBe("active");
  });

  it("a lost line ends it after the time that an unanswered call has, and a redial begins without it", () => {
    const { desk, id, tell } = dialled();
    tell(sessionProgress, earlyMedia, flows);
    desk.sip.crash(main);
    desk.advance(4_000);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { reason: "signallingLost" } });
    expect(desk.call(desk.dial("601"))).toMatchObject({ state: "dialing", earlyMedia: false });
    desk.advance(1_000);
    expect(tonesOf(desk).at(-1)).toBe("tone.play ringback");
  });
});
