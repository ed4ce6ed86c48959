/**
 * Sends one REGISTER when told to and reports its final response. No loop and no retry: SIP.js's own Registerer repeats
 * a 423 without end, never recovers from a 2xx without Contact and gives up after one lost refresh.
 */
import { type Core, NameAddrHeader } from "sip.js";
import type { ConnectionNumber } from "../../core/sip-vocabulary.ts";
import type { EndpointContext } from "./endpoint-context.ts";
import { readSeconds } from "./read-seconds.ts";
import { toSipUri } from "./request-uri.ts";

export type Registrar = {
  readonly send: (connection: ConnectionNumber, expiresS: number) => void;
  /** The socket is gone: what was pending on it is over. */
  readonly onSocketGone: () => void;
};

const allowed = "Allow: ACK,BYE,CANCEL,INFO,INVITE,MESSAGE,NOTIFY,OPTIONS,REFER";

export function createRegistrar(context: EndpointContext, onRegistered: () => void): Registrar {
  const { server, log, emit } = context;
  const { userAgentCore, contact, configuration } = context.userAgent;
  const registrar = toSipUri(undefined, server.domain);
  let lastMessage: Core.OutgoingRequestMessage | null = null;
  let pendingOn: ConnectionNumber | null = null;
  let next: { readonly connection: ConnectionNumber; readonly expiresS: number } | null = null;

  const finish = (connection: ConnectionNumber) => {
    if (pendingOn === connection) pendingOn = null;
    const order = next;
    next = null;
    if (order !== null && order.connection === context.sockets.connection()) send(order.connection, order.expiresS);
  };

  const report = (connection: ConnectionNumber, expiresS: number, { message }: Core.IncomingResponse) => {
    if (pendingOn !== connection) return;
    if (context.isFromServer(message)) {
      const code = message.statusCode ?? 500;
      const isAccepted = code >= 200 && code <= 299;
      const granted = isAccepted ? readGranted(message, contact.uri.user, expiresS) : null;
      log.info(isAccepted ? describeGrant(granted) : `REGISTER was answered ${code}.`);
      emit({
        type: "register.answered",
        serverId: server.id,
        connection,
        code,
        expiresS: granted,
        retryAfterS: readSeconds(message.getHeader("retry-after")),
        minExpiresS: readSeconds(message.getHeader("min-expires")),
      });
      if (granted !== null && granted > 0) onRegistered();
    }
    finish(connection);
  };

  const send = (connection: ConnectionNumber, expiresS: number) => {
    if (pendingOn !== null) {
      next = { connection, expiresS };
      return;
    }
    pendingOn = connection;
    // One Call-ID and a rising CSeq for every REGISTER of this user agent (RFC 3261 §10.2).
    const options =
      lastMessage === null
        ? {}
        : { callId: lastMessage.callId, cseq: lastMessage.cseq + 1, fromTag: lastMessage.fromTag };
    const headers = [`Contact: ${contact.toString({ register: true })};expires=${expiresS}`, `Expires: ${expiresS}`];
    const { uri } = configuration;
    lastMessage = userAgentCore.makeOutgoingRequestMessage("REGISTER", registrar, uri, uri, options, [
      ...headers,
      allowed,
    ]);
    const onFinal = log.guard("REGISTER", (response: Core.IncomingResponse) => report(connection, expiresS, response));
    userAgentCore.register(lastMessage, { onAccept: onFinal, onReject: onFinal, onRedirect: onFinal });
  };

  return {
    send,
    onSocketGone() {
      pendingOn = null;
      next = null;
    },
  };
}

/**
 * Our own Contact is matched by its random user part, for a server may rewrite the host. A listed Contact without
 * `expires` counts as the Expires header, else as asked for (RFC 3261 §10.2.4).
 */
function readGranted(message: Core.IncomingResponseMessage, user: string | undefined, askedS: number): number | null {
  for (let index = 0; index < message.getHeaders("contact").length; index += 1) {
    const contact: unknown = message.parseHeader("contact", index);
    if (!(contact instanceof NameAddrHeader) || contact.uri.user !== user) continue;
    const ownExpires: unknown = contact.getParam("expires");
    return readSeconds(ownExpires) ?? readSeconds(message.getHeader("expires")) ?? askedS;
  }
  return null;
}

function describeGrant(grantedS: number | null): string {
  return grantedS === null || grantedS === 0
    ? "REGISTER was accepted; no binding of ours is listed."
    : `REGISTER was accepted for ${grantedS} s.`;
}
