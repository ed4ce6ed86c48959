/**
 * Sends one REGISTER when told to and reports its final response. No loop and no retry: SIP.js's own Registerer repeats
 * a 423 without end, never recovers from a 2xx without Contact and gives up after one lost refresh.
 */
import { type Core, NameAddrHeader } from "sip.js";
import { isSuccess } from "../../../../shared/model/sip-code.ts";
import type { ConnectionNumber } from "../../core/sip-vocabulary.ts";
import { allowHeader } from "./allow-header.ts";
import type { EndpointContext } from "./endpoint-context.ts";
import { endRequests } from "./pending-requests.ts";
import { readSeconds } from "./read-seconds.ts";
import { toSipUri } from "./request-uri.ts";

export type Registrar = {
  /** Goes out at once: one that still waits for its answer is given up, and its late answer is not heard. */
  readonly send: (connection: ConnectionNumber, expiresS: number) => void;
  /**
   * Asks who is bound, by a REGISTER without Contact, beside one with Contact whose answer may be overdue: RFC 3261 §10.2
   * forbids only two of those at once. An earlier question that still waits for its answer is given up.
   */
  readonly query: (connection: ConnectionNumber) => void;
  /** The last order took the binding away, or there never was one. */
  readonly isUnbound: () => boolean;
  /**
   * Before the socket is closed: an unregistration that is on its way keeps it, silently, until its final answer or
   * 1,000 ms. Where REGISTER is challenged it would never take effect otherwise.
   */
  readonly keepFarewell: () => void;
  /** Calls back once no farewell waits any more, at once or later. */
  readonly whenSilent: (callback: () => void) => void;
  /** The socket is gone: what was pending on it is over. */
  readonly onSocketGone: () => void;
  readonly dispose: () => void;
};

type Pending = {
  readonly message: Core.OutgoingRequestMessage;
  readonly connection: ConnectionNumber;
  readonly expiresS: number;
  /** Runs while its socket is kept for its answer alone. */
  farewellTimer: ReturnType<typeof setTimeout> | null;
};

const farewellMs = 1_000;

export function createRegistrar(context: EndpointContext, onRegistered: () => void): Registrar {
  const { server, log, emit, sockets } = context;
  const { userAgentCore, contact, configuration } = context.userAgent;
  const registrar = toSipUri(undefined, server.domain);
  let last: Pending | null = null;
  let pending: Pending | null = null;
  let asked: Core.OutgoingRequestMessage | null = null;
  let onSilent: (() => void) | null = null;

  const settle = () => {
    if (pending === null) return;
    const { farewellTimer, message } = pending;
    pending = null;
    if (farewellTimer === null) return;
    clearTimeout(farewellTimer);
    sockets.unpin(message.callId);
    // Later, for this may be one of the transaction's own callbacks.
    if (onSilent !== null) queueMicrotask(log.guard("end of farewell", onSilent));
  };

  const giveUp = () => {
    const given = [pending?.message ?? null, asked];
    asked = null;
    settle();
    endRequests(userAgentCore, given);
  };

  const report = (order: Pending, { message }: Core.IncomingResponse) => {
    if (pending !== order) return;
    const isFarewell = order.farewellTimer !== null;
    settle();
    if (!context.isFromServer(message)) return;
    const { connection, expiresS } = order;
    const code = message.statusCode ?? 500;
    const isAccepted = isSuccess(code);
    const granted = isAccepted ? readGranted(message, contact.uri.user, expiresS) : null;
    log.info(isAccepted ? describeGrant(granted) : `REGISTER was answered ${code}.`);
    if (isFarewell) return;
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
  };

  /** One Call-ID and a rising CSeq for every REGISTER of this user agent (RFC 3261 §10.2). */
  const toMessage = (headers: readonly string[]) => {
    const options =
      last === null ? {} : { callId: last.message.callId, cseq: last.message.cseq + 1, fromTag: last.message.fromTag };
    const { uri } = configuration;
    return userAgentCore.makeOutgoingRequestMessage("REGISTER", registrar, uri, uri, options, [...headers]);
  };

  const tellBindings = (
    question: Core.OutgoingRequestMessage,
    connection: ConnectionNumber,
    answer: Core.IncomingResponse,
  ) => {
    if (asked !== question) return;
    asked = null;
    const { message } = answer;
    if (!context.isFromServer(message)) return;
    const users = listContacts(message).map(({ uri }) => uri.user);
    const own = users.filter((user) => user === contact.uri.user).length;
    emit({
      type: "bindings.answered",
      serverId: server.id,
      connection,
      code: message.statusCode ?? 500,
      hasOwn: own > 0,
      others: users.length - own,
    });
  };

  return {
    query(connection) {
      endRequests(userAgentCore, [asked]);
      const message = toMessage([allowHeader]);
      if (last !== null) last = { ...last, message };
      asked = message;
      const onFinal = log.guard("REGISTER without Contact", (response: Core.IncomingResponse) =>
        tellBindings(message, connection, response),
      );
      userAgentCore.register(message, { onAccept: onFinal, onReject: onFinal, onRedirect: onFinal });
    },
    send(connection, expiresS) {
      giveUp();
      const binding = `Contact: ${contact.toString({ register: true })};expires=${expiresS}`;
      const message = toMessage([binding, `Expires: ${expiresS}`, allowHeader]);
      const order: Pending = { message, connection, expiresS, farewellTimer: null };
      last = order;
      pending = order;
      const onFinal = log.guard("REGISTER", (response: Core.IncomingResponse) => report(order, response));
      userAgentCore.register(message, { onAccept: onFinal, onReject: onFinal, onRedirect: onFinal });
    },
    isUnbound: () => last === null || last.expiresS === 0,
    keepFarewell() {
      if (pending === null || pending.expiresS !== 0 || pending.farewellTimer !== null || !sockets.isOpen()) return;
      sockets.pin(pending.message.callId);
      pending.farewellTimer = setTimeout(log.guard("farewell", giveUp), farewellMs);
    },
    whenSilent(callback) {
      if (pending === null || pending.farewellTimer === null) return callback();
      onSilent = callback;
    },
    onSocketGone() {
      asked = null;
      if (pending !== null && pending.farewellTimer === null) pending = null;
    },
    dispose() {
      onSilent = null;
      settle();
    },
  };
}

/**
 * Our own Contact is matched by its random user part, for a server may rewrite the host. A listed Contact without
 * `expires` counts as the Expires header, else as asked for (RFC 3261 §10.2.4).
 */
function readGranted(message: Core.IncomingResponseMessage, user: string | undefined, askedS: number): number | null {
  const own = listContacts(message).find(({ uri }) => uri.user === user);
  if (own === undefined) return null;
  return readSeconds(own.getParam("expires")) ?? readSeconds(message.getHeader("expires")) ?? askedS;
}

function listContacts(message: Core.IncomingResponseMessage): NameAddrHeader[] {
  return message
    .getHeaders("contact")
    .map((_header, index): unknown => message.parseHeader("contact", index))
    .filter((contact) => contact instanceof NameAddrHeader);
}

function describeGrant(grantedS: number | null): string {
  return grantedS === null || grantedS === 0
    ? "REGISTER was accepted; no binding of ours is listed."
    : `REGISTER was accepted for ${grantedS} s.`;
}
