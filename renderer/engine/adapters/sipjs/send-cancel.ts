/** CANCEL of one INVITE transaction (RFC 3261 §9.1), with its answer heard: SIP.js's own loses it across a 401. */
import type { Core } from "sip.js";

export function sendCancel(
  core: Core.UserAgentCore,
  invite: Core.OutgoingRequestMessage,
  onRejected: (message: Core.IncomingResponseMessage) => void,
): void {
  const { ruri, from, to, callId, cseq, fromTag, toTag, branch } = invite;
  const tags = (toTag ?? "") === "" ? { fromTag } : { fromTag, toTag: toTag ?? "" };
  const message = core.makeOutgoingRequestMessage("CANCEL", ruri, from.uri, to.uri, { ...tags, callId, cseq });
  message.branch = branch;
  core.request(message, { onReject: (response) => onRejected(response.message) });
}
