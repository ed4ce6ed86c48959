/** Everything of one server on the wire: one user agent for as long as its configuration stays equal. */
import { type Core, UserAgent, type Invitation, type Session } from "sip.js";
import { toErrorText } from "../../../../shared/lib/error-text.ts";
import type { InviteId } from "../../../../shared/model/ids.ts";
import type { OpenDialog } from "../../../../shared/model/open-dialog.ts";
import type { ServerConfig } from "../../../../shared/model/phone-config.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import type { ConnectionNumber, ServiceId, SipEvent } from "../../core/sip-vocabulary.ts";
import type { MediaPort, MediaSession } from "../../ports/media.ts";
import { chooseChallenge } from "./choose-challenge.ts";
import type { EndpointContext, Invite, InviteEffect } from "./endpoint-context.ts";
import { createFirstResponses } from "./first-responses.ts";
import { createIncomingLeg } from "./incoming-leg.ts";
import { createMediaDescriptionHandler, type MediaDescriptionHandler } from "./media-description-handler.ts";
import { toByeTarget, toOpenDialog } from "./open-dialogs.ts";
import { createProber } from "./options-probe.ts";
import { createOutgoingAttempt, type OutgoingOrder } from "./outgoing-attempt.ts";
import { createOwedByes, dialogOf } from "./owed-byes.ts";
import { flushPendingRequests } from "./pending-requests.ts";
import { RealmDigest } from "./realm-digest.ts";
import { createRegistrar } from "./registrar.ts";
import { toSipUri } from "./request-uri.ts";
import { resendFinals } from "./resend-finals.ts";
import { createServiceCaller, type ServiceOrder } from "./service-caller.ts";
import { readSipHead, type SipHead } from "./sip-head.ts";
import type { SipLog } from "./sip-log.ts";
import { SipTransport, type SipTransportOptions } from "./sip-transport.ts";
import { createSocketSet, type CreateWebSocket } from "./socket-set.ts";
import { createSubscriber, type SubscriptionOrder } from "./subscriber.ts";

export type EndpointParts = {
  readonly server: ServerConfig;
  readonly media: MediaPort;
  readonly log: SipLog;
  readonly now: () => Instant;
  readonly random: () => number;
  readonly createInviteId: () => InviteId;
  readonly createWebSocket: CreateWebSocket;
  readonly strongKeyHeaders: () => readonly string[];
  readonly queueHeader: () => string | null;
  readonly emit: (event: SipEvent) => void;
  /** A dialog was confirmed, or is over. */
  readonly onDialogs: () => void;
};

/** What is alive; back to its baseline after every call. */
export type Census = {
  readonly sockets: number;
  readonly invites: number;
  readonly sessions: number;
  readonly dialogs: number;
  readonly clients: number;
  readonly servers: number;
  readonly owedByes: number;
  readonly subscriptions: number;
  readonly services: number;
};

export type ServerEndpoint = {
  readonly server: ServerConfig;
  readonly openSocket: (connection: ConnectionNumber) => void;
  readonly closeSocket: () => void;
  readonly register: (connection: ConnectionNumber, expiresS: number) => void;
  readonly queryBindings: (connection: ConnectionNumber) => void;
  readonly probe: (connection: ConnectionNumber, probeId: number) => void;
  readonly subscribe: (order: SubscriptionOrder) => void;
  readonly callService: (order: ServiceOrder) => void;
  readonly endService: (serviceId: ServiceId) => void;
  readonly invite: (order: OutgoingOrder) => void;
  /** @returns false when this INVITE is not of this server. */
  readonly performInvite: (effect: InviteEffect) => boolean;
  /** The voice of a call that is up; null when it is not of this server. */
  readonly mediaOf: (inviteId: InviteId) => MediaSession | null;
  readonly census: () => Census;
  /** Every dialog that a BYE is still to be sent in, now or one day. */
  readonly openDialogs: () => readonly OpenDialog[];
  /** A dialog of an engine that is gone: BYE goes out with the next socket. */
  readonly endDialog: (dialog: OpenDialog) => void;
  /** Its configuration is no longer in force: it rings nobody, carries the calls that are up to their end, and closes. */
  readonly leave: (onGone: () => void) => void;
  readonly dispose: () => void;
};

/** After the last call of a server that left: time for the answer to its BYE. */
const lastWordMs = 1_000;

/** SIP.js answers an undecided INVITE 480 after this long; how long a call rings is the core's decision. */
const noAnswerTimeoutS = 3_600;

export function createServerEndpoint(parts: EndpointParts): ServerEndpoint {
  const { server, log } = parts;
  const serverId = server.id;
  let whenGone: (() => void) | null = null;
  let isDisposed = false;
  const emit = (event: SipEvent) => {
    if (whenGone === null || "inviteId" in event) parts.emit(event);
  };
  const invites = new Map<InviteId, Invite>();
  const handlers = new WeakMap<Session, MediaDescriptionHandler>();
  /** Calls whose media said that nothing arrives. */
  const voiceless = new Set<InviteId>();
  let arriving: { readonly head: SipHead; readonly connection: ConnectionNumber } | null = null;
  let unreadable = 0;

  const findByCallId = (callId: string) => [...invites.values()].find((invite) => invite.callId === callId);

  const sockets = createSocketSet(server.url, parts.createWebSocket, {
    onOpened: log.guard("socket opened", (connection) => {
      unreadable = 0;
      log.info(`Socket ${connection} is open.`);
      emit({ type: "socket.opened", serverId, connection });
      // Before any binding: a server that refuses the account holds its calls all the same.
      owedByes.settle();
      for (const invite of invites.values()) invite.onSocketOpened();
    }),
    onClosed: log.guard("socket closed", (connection, code) => {
      log.info(code === null ? `Socket ${connection} did not open.` : `Socket ${connection} closed with ${code}.`);
      forgetSocket();
      emit({ type: "socket.closed", serverId, connection, code });
      endUnreachable();
    }),
    onSent: log.guard("sent", (text, connection) => {
      log.sent(text, connection);
      const head = readSipHead(text);
      if (head !== null) findByCallId(head.callId)?.onSent(head);
    }),
    onReceived: log.guard("received", receive),
    onOrphaned: log.guard("older socket ended", (callIds) => {
      flushPendingRequests(core, (callId) => !callIds.includes(callId));
      for (const invite of invites.values()) if (callIds.includes(invite.callId)) invite.onSocketGone();
      if (sockets.isOpen()) owedByes.settle();
    }),
  });

  const transportOptions: SipTransportOptions = {
    protocol: server.url.toLowerCase().startsWith("wss:") ? "WSS" : "WS",
    send: (text) => sockets.send(text, readSipHead(text)?.callId ?? null),
  };

  const userAgent = new UserAgent({
    uri: toSipUri(server.user, server.domain),
    displayName: server.displayName.replace(/["\\\p{Cc}]/gu, ""),
    userAgentString: "Tandem",
    transportConstructor: SipTransport,
    transportOptions,
    logBuiltinEnabled: false,
    logConfiguration: false,
    logLevel: "warn",
    logConnector: (level, category, _label, content) => {
      const isTrouble = level === "warn" || level === "error";
      if (isTrouble && (category === "sip.Parser" || category === "sip.UserAgent")) noteUnreadable(content);
    },
    gracefulShutdown: false,
    allowLegacyNotifications: true,
    sendInitialProvisionalResponse: false,
    noAnswerTimeout: noAnswerTimeoutS,
    sessionDescriptionHandlerFactory: (session) => {
      const handler = createMediaDescriptionHandler(parts.media.createSession());
      handlers.set(session, handler);
      listenToMedia(session, handler);
      return handler;
    },
    delegate: { onInvite: log.guard("INVITE", onInvite) },
  });
  const core = userAgent.userAgentCore;

  const isFromServer = (message: Core.IncomingResponseMessage) =>
    message.callId !== undefined || (arriving?.head.kind === "response" && arriving.head.code === message.statusCode);

  const owedByes = createOwedByes(() => core, parts.now, isFromServer);

  const context: EndpointContext = {
    server,
    userAgent,
    media: parts.media,
    sockets,
    log,
    emit,
    random: parts.random,
    owedByes,
    strongKeyHeaders: parts.strongKeyHeaders,
    queueHeader: parts.queueHeader,
    handlerOf: (session) => handlers.get(session),
    sessionOf: (inviteId) => invites.get(inviteId)?.session() ?? null,
    isFromServer,
    onDialogs: parts.onDialogs,
    forget: (inviteId) => {
      invites.delete(inviteId);
      parts.onDialogs();
      voiceless.delete(inviteId);
      if (whenGone !== null && invites.size === 0) setTimeout(log.guard("last call", dispose), lastWordMs);
    },
  };

  const registrar = createRegistrar(context, () => {
    owedByes.settle();
    resendFinals(core, log);
    for (const invite of invites.values()) invite.onRegistered();
  });

  const prober = createProber(context);
  const subscriber = createSubscriber(context);
  const services = createServiceCaller(context);
  const isFirstResponse = createFirstResponses();

  core.configuration.authenticationFactory = () =>
    new RealmDigest(userAgent.getLoggerFactory(), server, {
      mayAnswer: ({ method, callId }) =>
        method !== "INVITE" || (findByCallId(callId)?.mayAnswerChallenge() ?? services.mayAnswerChallenge(callId)),
      onAnswering(request) {
        if (arriving?.connection === sockets.connection() && request.method === "REGISTER")
          respond(arriving.connection);
        if (request.method === "INVITE") findByCallId(request.callId)?.onChallengeAnswered();
      },
      onForeignRealm: (realm) =>
        log.warn(
          `The server asked for the password of the realm "${realm}", but its configuration names ${nameRealms(server)}. ` +
            "No password was sent, so the server refuses: the realms in the configuration need to be corrected.",
        ),
    });
  log.ignore(userAgent.start());

  function respond(connection: ConnectionNumber) {
    emit({ type: "server.responded", serverId, connection });
  }

  function noteUnreadable(text: string) {
    unreadable += 1;
    if (unreadable === 1) log.warn(`A message of the server could not be read and was ignored: ${text.slice(0, 200)}`);
  }

  function receive(text: string, connection: ConnectionNumber, isCurrent: boolean) {
    log.received(text, connection);
    const head = readSipHead(text);
    if (head === null) return noteUnreadable(text);
    if (!isCurrent && !sockets.isPinned(head.callId)) return;
    const hasOwnEvent = head.kind === "response" && head.code >= 200 && /^(?:REGISTER|OPTIONS)$/.test(head.method);
    const isProof = head.kind === "response" && isFirstResponse(head);
    if (isCurrent && isProof && !hasOwnEvent) respond(connection);
    if (head.kind === "response" && head.method === "OPTIONS") return prober.receive(head, text, connection);
    if (isCurrent && head.kind === "request") emit({ type: "server.requested", serverId, connection });
    if (isCurrent && head.kind === "request" && head.method === "NOTIFY" && subscriber.receive(head, text, connection))
      return;
    arriving = { head, connection };
    try {
      userAgent.transport.onMessage?.(chooseChallenge(text, head, server.realms));
    } catch (error) {
      noteUnreadable(toErrorText(error));
    } finally {
      arriving = null;
    }
    findByCallId(head.callId)?.onReceived(head);
  }

  function onInvite(invitation: Invitation) {
    if (whenGone !== null) return log.ignore(invitation.reject({ statusCode: 480 }));
    const inviteId = parts.createInviteId();
    const connection = arriving?.connection ?? sockets.connection() ?? 0;
    invites.set(inviteId, createIncomingLeg(context, inviteId, connection, invitation));
  }

  function listenToMedia(session: Session, handler: MediaDescriptionHandler) {
    handler.media.listen(
      log.guard("media", (event) => {
        const inviteId = [...invites.values()].find((invite) => session.id.startsWith(invite.callId))?.inviteId;
        if (inviteId === undefined) return;
        if (event.type === "measured") return emit({ ...event, type: "media.measured", inviteId });
        if (event.type === "fellQuiet") return emit({ type: "media.fellQuiet", inviteId });
        emit({ type: "media.flowChanged", inviteId, isFlowing: event.isFlowing });
        if (event.isFlowing) voiceless.delete(inviteId);
        else voiceless.add(inviteId);
        endUnreachable();
      }),
    );
  }

  /** The core no longer knows a server that left, so the loss of its calls is told here. */
  function endUnreachable() {
    if (whenGone === null || sockets.isOpen()) return;
    for (const invite of invites.values()) invite.onUnreachable(!voiceless.has(invite.inviteId));
  }

  function dispose() {
    if (isDisposed) return;
    isDisposed = true;
    registrar.dispose();
    sockets.dispose();
    for (const invite of invites.values()) invite.dispose();
    log.ignore(userAgent.stop());
    whenGone?.();
  }

  /** Whether orders for this connection can still be carried out. */
  function isOpen(connection: ConnectionNumber): boolean {
    return connection === sockets.connection() && sockets.isOpen();
  }

  function forgetSocket() {
    flushPendingRequests(core, sockets.isPinned);
    registrar.onSocketGone();
    prober.onSocketGone();
    subscriber.onSocketGone();
    services.onSocketGone();
    for (const invite of invites.values()) invite.onSocketGone();
  }

  return {
    server,
    openSocket(connection) {
      sockets.open(connection);
      forgetSocket();
    },
    closeSocket() {
      registrar.keepFarewell();
      sockets.close();
      forgetSocket();
    },
    register(connection, expiresS) {
      if (isOpen(connection)) registrar.send(connection, expiresS);
    },
    queryBindings(connection) {
      if (isOpen(connection)) registrar.query(connection);
    },
    probe(connection, probeId) {
      if (isOpen(connection)) prober.send(connection, probeId);
    },
    subscribe(order) {
      if (isOpen(order.connection)) subscriber.send(order);
    },
    callService(order) {
      if (isOpen(order.connection)) services.call(order);
    },
    endService: services.end,
    invite(order) {
      const attempt = createOutgoingAttempt(context, order);
      invites.set(order.inviteId, attempt);
      attempt.start();
    },
    performInvite(effect) {
      const invite = invites.get(effect.inviteId);
      invite?.perform(effect);
      return invite !== undefined;
    },
    mediaOf(inviteId) {
      const session = invites.get(inviteId)?.session() ?? null;
      return session === null ? null : (handlers.get(session)?.media ?? null);
    },
    census: () => ({
      sockets: sockets.countOpen(),
      invites: invites.size,
      sessions: Object.keys(userAgent._sessions).length,
      dialogs: core.dialogs.size,
      clients: core.userAgentClients.size,
      servers: core.userAgentServers.size,
      owedByes: owedByes.count(),
      subscriptions: subscriber.count(),
      services: services.count(),
    }),
    openDialogs: () => [
      ...[...invites.values()].flatMap((invite) => {
        const session = invite.session();
        const dialog = session === null ? null : dialogOf(session);
        return dialog === null ? [] : [toOpenDialog(serverId, dialog, dialog.localSequenceNumber ?? 1)];
      }),
      ...owedByes.list().map(({ dialog, cseq }) => toOpenDialog(serverId, dialog, cseq)),
    ],
    endDialog(dialog) {
      const target = toByeTarget(dialog);
      if (target !== null) owedByes.inherit(target, dialog.cseq);
    },
    leave(onGone) {
      whenGone = onGone;
      if (invites.size === 0) {
        registrar.keepFarewell();
        return registrar.whenSilent(dispose);
      }
      sockets.takeBack();
      const connection = sockets.connection();
      if (connection !== null && sockets.isOpen() && !registrar.isUnbound()) registrar.send(connection, 0);
      endUnreachable();
    },
    dispose,
  };
}

function nameRealms({ realms, secret }: ServerConfig): string {
  const known = secret.kind === "password" ? realms : [secret.realm];
  return known.map((realm) => `"${realm}"`).join(", ");
}
