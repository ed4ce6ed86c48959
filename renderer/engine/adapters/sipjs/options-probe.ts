/** Proof of life: one OPTIONS whose 401 is an answer, so that it costs one message and reveals no credentials. */
import { Core } from "sip.js";
import type { ConnectionNumber } from "../../core/sip-vocabulary.ts";
import type { EndpointContext } from "./endpoint-context.ts";
import { readSeconds } from "./read-seconds.ts";
import { toSipUri } from "./request-uri.ts";

class ProbeClient extends Core.UserAgentClient {
  constructor(core: Core.UserAgentCore, message: Core.OutgoingRequestMessage, delegate: Core.OutgoingRequestDelegate) {
    super(Core.NonInviteClientTransaction, core, message, delegate);
  }

  protected override authenticationGuard(): boolean {
    return true;
  }
}

export function sendProbe(context: EndpointContext, connection: ConnectionNumber, probeId: number): void {
  const { server, emit, log } = context;
  const { userAgentCore, configuration } = context.userAgent;
  const target = toSipUri(undefined, server.domain);
  const message = userAgentCore.makeOutgoingRequestMessage("OPTIONS", target, configuration.uri, target, {}, [
    "Accept: application/sdp",
  ]);
  const onFinal = log.guard("OPTIONS", ({ message: answer }: Core.IncomingResponse) => {
    if (!context.isFromServer(answer) || context.sockets.connection() !== connection) return;
    emit({
      type: "probe.answered",
      serverId: server.id,
      connection,
      probeId,
      code: answer.statusCode ?? 500,
      retryAfterS: readSeconds(answer.getHeader("retry-after")),
    });
  });
  const client = new ProbeClient(userAgentCore, message, { onAccept: onFinal, onReject: onFinal, onRedirect: onFinal });
  log.debug(`Probe ${probeId} is ${client.transaction.id}.`);
}
