/** The re-INVITE that asks a server for a call it should have: one at a time per dialog. */
import { putCall, type Turn } from "../turn.ts";
import type { CallRecord } from "./call-record.ts";

/** A change of address meanwhile makes another one follow. */
export function sendRefresh(turn: Turn, call: CallRecord): void {
  if (call.inviteId === null || call.isRefreshing) return;
  const { inviteId, hasNewAddress } = call;
  putCall(turn, { ...call, isRefreshing: true, hasNewAddress: false });
  turn.effects.push({ type: "dialog.refresh", inviteId, hasNewAddress });
}
