/**
 * One INVITE of ours, from the offer to its dialog or its end. Once cancelled it stays alive, silently, until nothing
 * can ring any more: CANCEL after a 1xx and again on 481, BYE where the answer was lost, no answer to a late 401, ACK and
 * BYE on a late 200.
 */
import { Core, Inviter, SessionState } from "sip.js";
import type { SipEffect } from "../../core/sip-vocabulary.ts";
import { createDialog, type Dialog } from "./dialog.ts";
import type { EndpointContext, Invite } from "./endpoint-context.ts";
import type { OfferOptions } from "./media-description-handler.ts";
import { refuseReferral } from "./refuse-referral.ts";
import { endTransaction } from "./pending-requests.ts";
import { dialogOf } from "./owed-byes.ts";
import { readCause } from "./read-cause.ts";
import { readSeconds } from "./read-seconds.ts";
import { toHeaderText, toSipUri } from "./request-uri.ts";
import { sendCancel } from "./send-cancel.ts";
import type { SipHead } from "./sip-head.ts";
import { longestLingerMs } from "./socket-set.ts";

/** `attempt.prepare`: it waits with its offer made until it is told to leave. */
export type OutgoingOrder = Extract<SipEffect, { readonly type: "attempt.prepare" | "attempt.invite" }>;

/** `start` once it can be found by its Call-ID. */
export type OutgoingAttempt = Invite & { readonly start: () => void };

const cancelAgainMs = 200;
const cancelAgainAtMostMs = 3_200;

export function createOutgoingAttempt(context: EndpointContext, order: OutgoingOrder): OutgoingAttempt {
  const { inviteId } = order;
  const { log, emit, sockets, server, userAgent } = context;
  const core = userAgent.userAgentCore;
  const inviter = new Inviter(userAgent, toSipUri(order.target, server.domain), {
    extraHeaders: [`X-Call-Attempt-ID: ${toHeaderText(order.attemptId)}`, ...callerIdHeaders(server)],
  });
  inviter.delegate = { onRefer: log.guard("REFER", refuseReferral(context)) };
  const { callId } = inviter.request;

  let dialog: Dialog | null = null;
  let isAbandoned = false;
  let isOver = false;
  let sentOn: number | null = null;
  let hasCredentials = false;
  let provisionalBranch: string | null = null;
  /** What a 18x began: one dialog for each callee that the server rang. */
  const earlyDialogs = new Set<Core.SessionDialog>();
  /** The one of them that is heard. */
  let heard: Core.SessionDialog | null = null;
  let cancelled: { readonly branch: string; readonly connection: number | null } | null = null;
  let cancelDelayMs = cancelAgainMs;
  let cancelTimer: ReturnType<typeof setTimeout> | null = null;
  let endTimer: ReturnType<typeof setTimeout> | null = null;
  let leave: (() => void) | null = null;

  const finish = () => {
    if (isOver) return;
    isOver = true;
    if (cancelTimer !== null) clearTimeout(cancelTimer);
    if (endTimer !== null) clearTimeout(endTimer);
    context.handlerOf(inviter)?.close();
    leave?.();
    context.forget(inviteId);
    // Later, for this may be one of the transaction's own callbacks, and SIP.js ends no transaction twice.
    queueMicrotask(log.guard("end of attempt", free));
  };

  const free = () => {
    for (const client of core.userAgentClients.values()) {
      if (client.message.callId === callId && client.message.method !== "BYE") endTransaction(client);
    }
    sockets.unpin(callId);
    log.ignore(inviter.dispose());
  };

  const fail = (why: "notConnected" | "media", message: string) => {
    if (isOver) return;
    if (!isAbandoned) {
      log.info(`Attempt ${inviteId} failed: ${message}`);
      emit({ type: "attempt.failed", inviteId, why, message });
    }
    finish();
  };

  const mayRing = () => hasCredentials || provisionalBranch !== null;

  /**
   * Only after a 1xx of this very transaction, else it overtakes the INVITE. Where the INVITE's socket is dead no 1xx
   * can come any more, and on a new one nothing can be overtaken.
   */
  const cancel = () => {
    const invite = inviter.request;
    const connection = sockets.connection();
    const isPinned = sockets.isPinned(callId);
    const hasOwnSocket = isPinned || sentOn === connection;
    const isLegal = provisionalBranch === invite.branch || !hasOwnSocket;
    if (isOver || !isAbandoned || invite.branch === undefined || !isLegal) return;
    if (!sockets.isOpen() && !isPinned) return;
    cancelled = { branch: invite.branch, connection: isPinned ? sentOn : connection };
    log.info(`Cancelling attempt ${inviteId}.`);
    sendCancel(core, invite, onCancelRejected);
  };

  const cancelHere = () => {
    if (!sockets.isPinned(callId) && cancelled?.connection !== sockets.connection()) cancel();
  };

  const onCancelRejected = log.guard("CANCEL", (message: Core.IncomingResponseMessage) => {
    if (isOver || message.statusCode !== 481 || !context.isFromServer(message)) return;
    if (earlyDialogs.size > 0) return endUnheard();
    cancelTimer = setTimeout(log.guard("CANCEL again", cancel), cancelDelayMs);
    cancelDelayMs = Math.min(cancelDelayMs * 2, cancelAgainAtMostMs);
  });

  /** It rang, and has nothing to cancel: its final answer never got here. A BYE ends it, whatever it was (RFC 3261 §15). */
  const endUnheard = () => {
    log.info(`Attempt ${inviteId} was answered unheard, and is ended.`);
    for (const early of earlyDialogs) context.owedByes.add(early);
    context.owedByes.settle();
    finish();
  };

  const hangUp = () => {
    const owed = dialogOf(inviter);
    const onAnswer = log.guard("BYE", ({ message }: Core.IncomingResponse) => {
      if (!context.isFromServer(message) && owed !== null) context.owedByes.add(owed);
      finish();
    });
    log.ignore(inviter.bye({ requestDelegate: { onAccept: onAnswer, onReject: onAnswer, onRedirect: onAnswer } }));
  };

  const abandon = () => {
    if (isOver || isAbandoned) return;
    if (dialog !== null) return dialog.bye();
    isAbandoned = true;
    context.handlerOf(inviter)?.close();
    if (sentOn === null) {
      log.ignore(inviter.cancel());
      return finish();
    }
    if (isSocketGone() && !mayRing()) return finish();
    endTimer = setTimeout(log.guard("abandoned INVITE", finish), longestLingerMs);
    cancel();
  };

  const isSocketGone = () => sentOn !== sockets.connection() || !sockets.isOpen();

  const onAccepted = () => {
    if (isOver) return;
    if (isAbandoned) return inviter.state === SessionState.Established ? hangUp() : finish();
    const handler = context.handlerOf(inviter);
    if (inviter.state !== SessionState.Established || handler === undefined) {
      return fail("media", handler?.failure()?.message ?? "The server's answer could not be used, so the call ended.");
    }
    const isOnOldSocket = sentOn !== sockets.connection() && sockets.isOpen();
    dialog = createDialog(context, { inviteId, session: inviter, handler, isOwner: true, onOver: finish });
    sockets.unpin(callId);
    log.info(`Attempt ${inviteId} was answered.`);
    context.onDialogs();
    emit({ type: "attempt.answered", inviteId });
    if (isOnOldSocket) dialog.perform({ type: "dialog.refresh", inviteId, hasNewAddress: false });
  };

  const onRejected = ({ message }: Core.IncomingResponse) => {
    if (isOver) return;
    if (context.isFromServer(message)) {
      if (!isAbandoned) {
        const code = message.statusCode ?? 500;
        log.info(`Attempt ${inviteId} was rejected with ${code}.`);
        const retryAfterS = readSeconds(message.getHeader("retry-after"));
        const cause = readCause(message.getHeaders("reason"));
        emit({ type: "attempt.rejected", inviteId, code, retryAfterS, cause });
      }
      return finish();
    }
    if (sentOn === null)
      return fail("notConnected", "The call could not be sent: the connection was lost just before.");
    finish();
  };

  /**
   * RFC 3261 §13.2.1, RFC 3960. SIP.js would take the first answer for the last, and end a call that another callee's
   * phone answers; here it is provisional, so that the 200 may bring any other.
   */
  const hear = (early: Core.SessionDialog) => {
    const { answer } = early;
    const handler = context.handlerOf(inviter);
    if (isOver || isAbandoned || inviter.dialog !== undefined || heard !== null) return;
    if (answer === undefined || handler?.hasDescription(answer.contentType) !== true) return;
    heard = early;
    log.info(`Attempt ${inviteId} is heard before its answer.`);
    log.ignore(handler.acceptEarlyAnswer(answer.content));
    emit({ type: "attempt.earlyMedia", inviteId });
  };

  /** SIP.js sends no INFO in a dialog that is not confirmed. */
  const sendDigits = (digits: string) => {
    if (context.handlerOf(inviter)?.sendDtmf(digits) === true) return;
    log.warn(`Digits for attempt ${inviteId} were not sent: before an answer its server takes none.`);
  };

  /** SIP.js sends the INVITE as soon as it is given the offer, without another task of the event loop in between. */
  const heldBack = (): OfferOptions => {
    const mayLeave = new Promise<void>((resolve) => {
      leave = resolve;
    });
    return {
      hasNewAddress: false,
      beforeLeaving() {
        if (!isOver) emit({ type: "attempt.prepared", inviteId });
        return mayLeave;
      },
    };
  };

  const start = () => {
    if (!sockets.isOpen()) return fail("notConnected", "The call could not be sent: this server is not connected.");
    const onFinal = log.guard("INVITE", onRejected);
    const waitWithOffer = order.type === "attempt.prepare" ? { sessionDescriptionHandlerOptions: heldBack() } : {};
    const sending = inviter.invite({
      ...waitWithOffer,
      requestDelegate: {
        onProgress: log.guard("INVITE", ({ session }: Core.PrackableIncomingResponseWithSession) => {
          if (!(session instanceof Core.SessionDialog)) return;
          earlyDialogs.add(session);
          hear(session);
        }),
        onAccept: log.guard("INVITE", onAccepted),
        onReject: onFinal,
        onRedirect: onFinal,
      },
    });
    const handler = context.handlerOf(inviter);
    sending.catch(
      log.guard("offer", () => fail("media", handler?.failure()?.message ?? "There is no audio to offer for a call.")),
    );
  };

  return {
    start,
    inviteId,
    callId,
    session: () => (dialog === null ? null : inviter),
    perform(effect) {
      if (effect.type === "attempt.cancel") return abandon();
      if (effect.type === "attempt.invite") return leave?.();
      if (dialog !== null) return dialog.perform(effect);
      if (effect.type === "dialog.bye") abandon();
      else if (effect.type === "dialog.silence") context.handlerOf(inviter)?.media.setSilent(effect.on);
      else if (effect.type === "dialog.sendDtmf") sendDigits(effect.digits);
    },
    mayAnswerChallenge: () => !isAbandoned,
    onChallengeAnswered() {
      if (!isAbandoned && dialog === null) emit({ type: "attempt.challenged", inviteId });
    },
    onSent(head) {
      if (head.kind !== "request" || head.method !== "INVITE" || head.hasToTag) return;
      sentOn = sockets.connection();
      hasCredentials = head.hasCredentials;
      if (hasCredentials) sockets.pin(callId);
      if (!isAbandoned) emit({ type: "attempt.sent", inviteId, hasCredentials });
    },
    onReceived(head) {
      if (head.kind !== "response" || head.method !== "INVITE" || dialog !== null || isOver) return;
      if (head.code < 200) return onProvisional(head);
      if (head.code < 300 && inviter.dialog === undefined && !isAbandoned) {
        fail("media", "The server's answer could not be read, so the call ended.");
      }
    },
    onSocketGone() {
      if (isAbandoned && !mayRing()) return finish();
      if (!sockets.isPinned(callId)) cancel();
    },
    onSocketOpened: cancelHere,
    onRegistered: cancelHere,
    // Before the answer the core has a limit of its own.
    onUnreachable(hasVoice) {
      if (!hasVoice) dialog?.lose();
    },
    dispose: finish,
  };

  function onProvisional(head: Extract<SipHead, { readonly kind: "response" }>) {
    if (head.branch !== inviter.request.branch) return;
    provisionalBranch = head.branch;
    sockets.pin(callId);
    if (!isAbandoned) return emit({ type: "attempt.progressed", inviteId, code: head.code });
    if (cancelled?.branch !== head.branch) cancel();
  }
}

/** RFC 3325 §9.2. From stays the account: servers find the account by it. */
function callerIdHeaders(server: EndpointContext["server"]): readonly string[] {
  if (server.callerId === null || server.callerId.trim() === "") return [];
  return [`P-Preferred-Identity: <${toSipUri(server.callerId, server.domain).toString()}>`];
}
