/** Refusals of the server's INVITEs that nobody acknowledged, sent again: their socket may have been away. */
import { Core } from "sip.js";
import type { SipLog } from "./sip-log.ts";

/** SIP.js keeps such a refusal for 32 s (Timer H) and sends it only once. A lost 200 is its leg's own business. */
export function resendFinals(core: Core.UserAgentCore, log: SipLog): void {
  for (const { transaction } of core.userAgentServers.values()) {
    if (!(transaction instanceof Core.InviteServerTransaction)) continue;
    const refusal = transaction["lastFinalResponse"];
    if (transaction.state !== Core.TransactionState.Completed || refusal === undefined) continue;
    log.info("An INVITE is refused once more, for its refusal was not acknowledged.");
    log.ignore(core.transport.send(refusal));
  }
}
