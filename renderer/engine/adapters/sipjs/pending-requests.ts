/**
 * Ends requests that a lost socket can no longer answer. SIP.js leaves them to wait 32 s, and a pending re-INVITE
 * blocks its dialog that long. First INVITEs are left alone: only the core gives up on those.
 */
import { Core } from "sip.js";

export function flushPendingRequests(core: Core.UserAgentCore, isSpared: (callId: string) => boolean): void {
  for (const client of core.userAgentClients.values()) {
    const { callId, method, toTag } = client.message;
    const isFirstInvite = method === "INVITE" && (toTag ?? "") === "";
    if (!isFirstInvite && !isSpared(callId)) endTransaction(client);
  }
}

/** Frees whatever still waits for an answer to these requests. */
export function endRequests(core: Core.UserAgentCore, messages: readonly (Core.OutgoingRequestMessage | null)[]): void {
  for (const client of core.userAgentClients.values()) if (messages.includes(client.message)) endTransaction(client);
}

/** Frees one transaction at once; its user hears a local 503 unless an answer has begun to arrive. */
export function endTransaction(client: Core.UserAgentClient): void {
  const { transaction } = client;
  const { Calling, Trying, Proceeding } = Core.TransactionState;
  if (![Calling, Trying, Proceeding].includes(transaction.state)) return;
  transaction["onTransportError"](new Core.TransportError("The socket is gone."));
}
