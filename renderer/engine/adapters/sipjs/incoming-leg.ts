/**
 * One INVITE from the server, from its offer to the core until its dialog or its end. Nothing rings and nothing is
 * answered unless the core says so.
 */
import { type Cancel, Core, type Invitation, type InvitationRejectOptions, SessionState } from "sip.js";
import type { Result } from "../../../../shared/lib/result.ts";
import type { InviteId } from "../../../../shared/model/ids.ts";
import type { MediaFailure } from "../../ports/media.ts";
import { readAnswerAfter } from "./answer-after.ts";
import { createDialog, type Dialog } from "./dialog.ts";
import type { EndpointContext, Invite, InviteEffect } from "./endpoint-context.ts";
import { refuseReferral } from "./refuse-referral.ts";
import { isElsewhere, readQueue, readRemote, readStrongKey, type ReadHeaders } from "./remote-identity.ts";
import { toSipUri } from "./request-uri.ts";

/**
 * For a copy of a call that was answered through another server: RFC 3326, and Q.850 in a response as RFC 6432 has it (26:
 * non-selected user clearing). An edge can read it; Asterisk 22 goes by the code alone.
 */
const completedElsewhere = ['Reason: SIP;cause=200;text="Call completed elsewhere"', "Reason: Q.850;cause=26"];

const notConnected = "The call could not be answered: this server is not connected at the moment.";

export function createIncomingLeg(
  context: EndpointContext,
  inviteId: InviteId,
  connection: number,
  invitation: Invitation,
): Invite {
  const { log, emit, sockets, server } = context;
  const { callId } = invitation.request;
  const headers: ReadHeaders = (name) => invitation.request.getHeaders(name);

  let dialog: Dialog | null = null;
  let isDecided = false;
  let isPreparing = false;
  let isAccepting = false;
  let isAnswerSent = false;
  let isAcknowledged = false;
  const awaitingAck: InviteEffect[] = [];
  let isOver = false;

  const finish = () => {
    if (isOver) return;
    isOver = true;
    log.ignore(invitation.dispose());
    context.handlerOf(invitation)?.close();
    context.forget(inviteId);
  };

  const onCancelled = (byOther: boolean) => {
    if (isDecided || isOver) return;
    isDecided = true;
    log.info(`Leg ${inviteId} was cancelled${byOther ? ": answered elsewhere" : ""}.`);
    emit({ type: "leg.cancelled", inviteId, isElsewhere: byOther });
  };

  invitation.delegate = {
    onCancel: log.guard("CANCEL", (cancel: Cancel) =>
      onCancelled(isElsewhere((name) => cancel.request.getHeaders(name))),
    ),
    onAck: log.guard("ACK", () => {
      if (isAcknowledged) return;
      isAcknowledged = true;
      emit({ type: "leg.acknowledged", inviteId });
      queueMicrotask(
        log.guard("after ACK", () => {
          for (const effect of awaitingAck.splice(0)) dialog?.perform(effect);
        }),
      );
    }),
    onRefer: log.guard("REFER", refuseReferral(context)),
  };

  invitation.stateChange.addListener(
    log.guard("leg", (state: SessionState) => {
      if (state !== SessionState.Terminated || dialog !== null || isAccepting) return;
      onCancelled(false);
      finish();
    }),
  );

  const fail = (why: "notConnected" | "media", message: string) => {
    log.info(`Leg ${inviteId} failed: ${message}`);
    emit({ type: "leg.failed", inviteId, why, message });
  };

  /** SIP.js answers 480 by itself when an answer has no audio, so the microphone is opened before SIP.js is asked. */
  const accept = () => {
    if (isDecided || isPreparing || invitation.state !== SessionState.Initial) return;
    if (!sockets.isOpen()) return fail("notConnected", notConnected);
    isPreparing = true;
    const onReady = (result: Result<null, MediaFailure>) => {
      isPreparing = false;
      if (isDecided || isOver || invitation.state !== SessionState.Initial) return;
      if (!result.ok) return fail("media", result.failure.message);
      if (!sockets.isOpen()) return fail("notConnected", notConnected);
      sendAnswer();
    };
    void context.media.makeReady().then(log.guard("microphone", onReady));
  };

  const sendAnswer = () => {
    isAccepting = true;
    invitation.accept().then(log.guard("answer", onAccepted), log.guard("answer", onAcceptFailed));
  };

  const onAccepted = () => {
    const handler = context.handlerOf(invitation);
    if (invitation.state !== SessionState.Established || handler === undefined) return finish();
    dialog = createDialog(context, { inviteId, session: invitation, handler, isOwner: false, onOver: finish });
    context.onDialogs();
  };

  const onAcceptFailed = () => {
    if (isOver || isDecided) return finish();
    const failure = context.handlerOf(invitation)?.failure() ?? null;
    const message = failure?.message ?? "The call could not be answered: the server's offer could not be used.";
    isDecided = true;
    fail("media", message);
    // SIP.js has told the server 480: nobody rings here any more.
    emit({ type: "leg.cancelled", inviteId, isElsewhere: false });
    finish();
  };

  const turnAway = (options: InvitationRejectOptions, deed: string) => {
    if (invitation.state !== SessionState.Initial && invitation.state !== SessionState.Establishing) return;
    isDecided = true;
    log.info(`Leg ${inviteId} is ${deed}.`);
    log.ignore(invitation.reject(options));
  };

  const reject = (code: number, isElsewhere = false) => {
    const statusCode = code >= 300 && code <= 699 ? code : 486;
    const extras = isElsewhere ? { extraHeaders: completedElsewhere } : {};
    turnAway({ statusCode, ...extras }, `rejected with ${statusCode}`);
  };

  const forward = (to: string) => {
    const extraHeaders = [`Contact: <${toSipUri(to, server.domain).toString()}>`];
    turnAway({ statusCode: 302, reasonPhrase: "Moved Temporarily", extraHeaders }, "sent on");
  };

  const remote = readRemote(headers);
  log.info(`Leg ${inviteId} is offered.`);
  emit({
    type: "leg.offered",
    serverId: server.id,
    connection,
    inviteId,
    remote,
    strongKey: readStrongKey(headers, context.strongKeyHeaders()),
    answerAfterS: readAnswerAfter(headers),
    queue: readQueue(headers, context.queueHeader()),
  });

  return {
    inviteId,
    callId,
    session: () => (dialog === null ? null : invitation),
    perform(effect) {
      if (isAnswerSent && !isAcknowledged && isReInvite(effect)) return void awaitingAck.push(effect);
      if (effect.type === "dialog.silence") return context.handlerOf(invitation)?.media.setSilent(effect.on);
      if (dialog !== null) return dialog.perform(effect);
      if (effect.type === "leg.accept") return accept();
      if (effect.type === "leg.reject") return reject(effect.code, effect.isElsewhere);
      if (effect.type === "leg.forward") return forward(effect.to);
      if (effect.type === "dialog.bye") return reject(480);
      if (effect.type === "leg.ring" && invitation.state === SessionState.Initial) log.ignore(invitation.progress());
    },
    mayAnswerChallenge: () => true,
    onChallengeAnswered: () => undefined,
    onSent(head) {
      if (head.kind !== "response" || head.method !== "INVITE" || head.code !== 200 || isAnswerSent) return;
      isAnswerSent = true;
      log.info(`Leg ${inviteId} is answered.`);
      emit({ type: "leg.accepted", inviteId });
    },
    onReceived: () => undefined,
    onSocketGone: () => undefined,
    onSocketOpened: () => undefined,
    onRegistered() {
      if (dialog === null || isAcknowledged) return;
      const request = invitation["incomingInviteRequest"];
      const transaction = request instanceof Core.InviteUserAgentServer ? request.transaction : null;
      if (transaction instanceof Core.InviteServerTransaction) transaction.retransmitAcceptedResponse();
    },
    onUnreachable(hasVoice) {
      if (dialog !== null && !hasVoice) dialog.lose();
      if (dialog !== null || isAccepting) return;
      onCancelled(false);
      finish();
    },
    dispose: finish,
  };
}

/** It waits for the ACK (RFC 3261 §14.1): SIP.js takes an ACK that meets its own offer for a bad answer and says BYE. */
function isReInvite(effect: InviteEffect): boolean {
  return effect.type === "dialog.refresh" || effect.type === "dialog.hold";
}
