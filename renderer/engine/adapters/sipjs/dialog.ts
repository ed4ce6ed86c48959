/** A confirmed dialog: what can be done in a call that is up, and how it ends. */
import { type Core, type Session, SessionState } from "sip.js";
import type { InviteId } from "../../../../shared/model/ids.ts";
import { isSuccess } from "../../../../shared/model/sip-code.ts";
import { sendDtmfByInfo } from "./dtmf-info.ts";
import type { EndpointContext, InviteEffect } from "./endpoint-context.ts";
import type { MediaDescriptionHandler } from "./media-description-handler.ts";
import { dialogOf } from "./owed-byes.ts";
import { createReInvites, type ReInviteOutcome } from "./re-invites.ts";
import { referTo, referToDialog, sendRefer } from "./transfer.ts";

export type Dialog = {
  readonly perform: (effect: InviteEffect) => void;
  readonly bye: () => void;
  /** Nobody is there any more: the call is told as ended by the other side. */
  readonly lose: () => void;
};

export type DialogParts = {
  readonly inviteId: InviteId;
  readonly session: Session;
  readonly handler: MediaDescriptionHandler;
  /** We made the Call-ID. */
  readonly isOwner: boolean;
  readonly onOver: () => void;
};

export function createDialog(context: EndpointContext, parts: DialogParts): Dialog {
  const { log, emit, server } = context;
  const { inviteId, session, handler } = parts;
  const reInvites = createReInvites(context, session, parts.isOwner);
  let isEndOurs = false;
  let isHeld = false;

  session.stateChange.addListener(
    log.guard("dialog", (state: SessionState) => {
      if (state !== SessionState.Terminated) return;
      reInvites.dispose();
      log.info(`Dialog ${inviteId} is over.`);
      if (!isEndOurs) emit({ type: "dialog.ended", inviteId });
      parts.onOver();
    }),
  );

  const bye = () => {
    if (isEndOurs || session.state !== SessionState.Established) return;
    isEndOurs = true;
    const owed = dialogOf(session);
    const onLost = log.guard("BYE", ({ message }: Core.IncomingResponse) => {
      if (!context.isFromServer(message) && owed !== null) context.owedByes.add(owed);
    });
    log.ignore(session.bye({ requestDelegate: { onReject: onLost } }));
  };

  const tellRefreshed = (outcome: ReInviteOutcome) => {
    emit({ type: "dialog.refreshed", inviteId, outcome });
    // RFC 3261 §14.1: a dialog that does not exist there is ended here, with a BYE for the case of a 408.
    if (outcome === "gone") bye();
  };

  const hold = (on: boolean) => {
    reInvites.add({
      hasNewAddress: false,
      prepare: () => handler.media.setHeld(on),
      onDone(outcome) {
        if (outcome === "ok") isHeld = on;
        else handler.media.setHeld(isHeld);
        emit({ type: "dialog.holdAnswered", inviteId, held: isHeld });
        if (outcome === "gone") tellRefreshed(outcome);
      },
    });
  };

  const onAnswered = (code: number | null) => {
    log.info(`Transfer of ${inviteId} was answered ${code ?? "by silence"}.`);
    emit({ type: "dialog.transferAnswered", inviteId, code });
    // The server has dropped its side without a BYE; SIP.js would stay in the call.
    if (code !== null && isSuccess(code)) bye();
  };

  const onProgressed = (code: number) => emit({ type: "dialog.transferProgressed", inviteId, code });

  const transfer = (destination: string | null) => {
    if (destination === null || session.state !== SessionState.Established) return onAnswered(481);
    sendRefer(context, session, destination, { onProgressed, onAnswered });
  };

  return {
    bye,
    lose() {
      if (isEndOurs || session.state !== SessionState.Established) return;
      isEndOurs = true;
      emit({ type: "dialog.ended", inviteId });
      parts.onOver();
    },
    perform(effect) {
      switch (effect.type) {
        case "dialog.bye":
        case "leg.reject":
        case "attempt.cancel":
          return bye();
        case "dialog.refresh":
          return reInvites.add({ hasNewAddress: effect.hasNewAddress, onDone: tellRefreshed });
        case "dialog.hold":
          return hold(effect.on);
        case "dialog.silence":
          return handler.media.setSilent(effect.on);
        case "dialog.mute":
          return handler.media.setMuted(effect.on);
        case "dialog.sendDtmf":
          if (!handler.sendDtmf(effect.digits)) sendDtmfByInfo(session, effect.digits, log);
          return;
        case "dialog.transferBlind":
          return transfer(referTo(effect.target, server.domain));
        case "dialog.transferAttended": {
          const other = context.sessionOf(effect.toInviteId);
          return transfer(other === null ? null : referToDialog(other));
        }
        case "attempt.prepare":
        case "attempt.invite":
        case "leg.ring":
        case "leg.accept":
        case "leg.forward":
          return;
      }
    },
  };
}
