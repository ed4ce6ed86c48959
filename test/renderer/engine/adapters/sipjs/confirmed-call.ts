/** An outgoing call that was answered, and what the server says inside it. */
import type { Received } from "../../../../fakes/scripted-sip-server.ts";
import { answer, createSipLab, inviteId, type SipLab } from "./sip-lab.ts";

export const a1 = inviteId("a1");

export type Call = { readonly lab: SipLab; readonly invite: Received };

/** An outgoing call that was answered. */
export async function callUp(lab?: SipLab, id = "a1"): Promise<Call> {
  const bench = lab ?? (await createSipLab());
  if (lab === undefined) await bench.register();
  bench.invite(id);
  const invite = await bench.server.takeRequest("INVITE");
  answer(invite);
  await bench.event("attempt.answered");
  await bench.server.takeRequest("ACK");
  return { lab: bench, invite };
}

/** A request of the server inside the dialog of this INVITE. */
export function requestInside({ lab, invite }: Call, parts: Parameters<SipLab["request"]>[0], socket?: number): void {
  const dialog = {
    callId: invite.header("Call-ID"),
    from: `${invite.header("To")};tag=servertag`,
    to: invite.header("From"),
  };
  lab.request({ ...dialog, ...parts }, socket);
}
