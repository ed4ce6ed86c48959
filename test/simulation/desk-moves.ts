/** What happens at a desk when calls begin and are lost, in single moves for the stories that are about it. */
import type { Call } from "../../shared/model/call.ts";
import type { CallId, InviteId, ServerId } from "../../shared/model/ids.ts";
import { backup, main, type SimulatedDesk } from "./simulated-desk.ts";

export function inviteOf(desk: SimulatedDesk, id: CallId): InviteId {
  const inviteId = desk.state().calls.find((call) => call.id === id)?.inviteId ?? null;
  if (inviteId === null) throw new Error("no dialog");
  return inviteId;
}

export function hearVoice(desk: SimulatedDesk, id: CallId, isFlowing: boolean): void {
  desk.input({ type: "media.flowChanged", inviteId: inviteOf(desk, id), isFlowing });
}

export function talkTo(desk: SimulatedDesk, target: string): CallId {
  const id = desk.dial(target);
  desk.advance(2_100);
  return demandState(desk, id, "active");
}

/** Through the main server, answered half a second ago. */
export function talkThroughMain(desk: SimulatedDesk): CallId {
  const id = desk.dial("600");
  desk.advance(500);
  const { serverId } = desk.call(id);
  if (serverId !== main) throw new Error(`the call goes through ${serverId}`);
  return demandState(desk, id, "active");
}

export function talkFrom(desk: SimulatedDesk, server: ServerId, number: string): CallId {
  const { id } = ringFrom(desk, server, number);
  desk.command({ type: "call.answer", callId: id });
  desk.advance(2_000);
  return demandState(desk, id, "active");
}

/** The main server dies under this call, and its voice with it. */
export function loseMain(desk: SimulatedDesk, id: CallId): void {
  desk.sip.crash(main);
  desk.advance(2);
  hearVoice(desk, id, false);
  demandState(desk, id, "stranded");
}

export function ringFrom(desk: SimulatedDesk, server: ServerId, number: string): Call {
  desk.ring(server, number);
  desk.advance(10);
  const last = desk.calls().at(-1);
  if (last === undefined) throw new Error("nothing rang");
  return last;
}

export function ringThroughBackup(desk: SimulatedDesk, number: string): Call {
  return ringFrom(desk, backup, number);
}

function demandState(desk: SimulatedDesk, id: CallId, state: Call["state"]): CallId {
  const is = desk.call(id).state;
  if (is !== state) throw new Error(`the call is ${is}, not ${state}`);
  return id;
}
