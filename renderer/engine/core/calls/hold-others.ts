/** One voice at a time: whoever begins or takes up a conversation puts the others on hold. */
import type { Turn } from "../turn.ts";
import type { CallRecord } from "./call-record.ts";

/** Holds every connected call but `kept`; one whose signalling is lost cannot be told. */
export function holdOthers(turn: Turn, kept: CallRecord | null): void {
  for (const other of turn.state.calls) {
    if (other.id === kept?.id || other.state !== "active" || other.isHeld || other.inviteId === null) continue;
    if (other.signalling.kind === "ok") turn.effects.push({ type: "dialog.hold", inviteId: other.inviteId, on: true });
  }
}
