/** What the stories of ringing calls say in a word. */
import type { CallId, InviteId, ServerId } from "../../shared/model/ids.ts";
import type { SimulatedDesk } from "../simulation/simulated-desk.ts";

export const number = "0312345678";

/** A call from outside that has arrived. */
export function ring(
  desk: SimulatedDesk,
  server: ServerId,
  from: string | null = number,
  key: string | null = null,
): InviteId {
  const inviteId = desk.ring(server, from, key);
  if (inviteId === null) throw new Error(`${server} has nobody to ring`);
  desk.advance(10);
  return inviteId;
}

export const answer = (desk: SimulatedDesk, callId: CallId) => desk.command({ type: "call.answer", callId });

export function firstCall(desk: SimulatedDesk) {
  const [call] = desk.calls();
  if (call === undefined) throw new Error("no call");
  return call;
}

export function onlyCall(desk: SimulatedDesk) {
  if (desk.calls().length !== 1) throw new Error(`${desk.calls().length} calls`);
  return firstCall(desk);
}

/** The codes that servers were told, in order. */
export const rejections = (desk: SimulatedDesk) => desk.effects("leg.reject").map(({ code }) => code);

export const ends = (desk: SimulatedDesk) => desk.calls().map((call) => call.end?.reason ?? null);
