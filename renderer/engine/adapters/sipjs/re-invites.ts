/**
 * The re-INVITEs of one dialog, one after another. Every one carries its own options, for SIP.js keeps the last ones;
 * a 491 is tried again after the interval of RFC 3261 §14.1.
 */
import { type Core, type Session, SessionState } from "sip.js";
import type { EndpointContext } from "./endpoint-context.ts";
import { dialogOf, toRequestInDialog } from "./owed-byes.ts";
import type { OfferOptions } from "./media-description-handler.ts";
import { endTransaction } from "./pending-requests.ts";

export type ReInviteOutcome = "ok" | "gone" | "failed";

export type ReInvite = {
  readonly hasNewAddress: boolean;
  /** Just before the offer is made. */
  readonly prepare?: () => void;
  readonly onDone: (outcome: ReInviteOutcome) => void;
};

export type ReInvites = {
  readonly add: (reInvite: ReInvite) => void;
  readonly dispose: () => void;
};

const mostGlares = 5;
/** Beyond 64·T1: without an answer by then SIP.js would wait for ever. */
const answerWithinMs = 34_000;

export function createReInvites(context: EndpointContext, session: Session, isOwner: boolean): ReInvites {
  const { log, random } = context;
  let queue: ReInvite[] = [];
  let isBusy = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** CSeq of a re-INVITE that nobody here heard the answer of. */
  let unheard: number | null = null;

  const clear = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };

  const runNext = () => {
    const next = queue[0];
    if (isBusy || next === undefined || session.state !== SessionState.Established) return;
    queue = queue.slice(1);
    isBusy = true;
    run(next, 0);
  };

  const run = (reInvite: ReInvite, glares: number) => {
    let isDone = false;
    let cseq: number | null = null;
    if (unheard !== null) acknowledge(context, session, unheard);
    unheard = null;
    const settle = (outcome: ReInviteOutcome | "glare") => {
      if (isDone || session.state === SessionState.Terminated) return;
      isDone = true;
      clear();
      if (outcome === "glare" && glares < mostGlares) {
        timer = setTimeout(
          log.guard("re-INVITE after 491", () => run(reInvite, glares + 1)),
          glareMs(isOwner, random()),
        );
        return;
      }
      isBusy = false;
      reInvite.onDone(outcome === "glare" ? "failed" : outcome);
      runNext();
    };
    timer = setTimeout(
      log.guard("re-INVITE without answer", () => {
        abortReInvites(context, session);
        settle("failed");
      }),
      answerWithinMs,
    );
    reInvite.prepare?.();
    const options: OfferOptions = { hasNewAddress: reInvite.hasNewAddress };
    const sending = session.invite({
      sessionDescriptionHandlerOptions: options,
      requestDelegate: {
        onAccept: log.guard("re-INVITE", () => settle("ok")),
        onReject: log.guard("re-INVITE", ({ message }: Core.IncomingResponse) => {
          const isHeard = context.isFromServer(message);
          if (!isHeard) unheard = cseq;
          settle(isHeard ? toOutcome(message.statusCode) : "failed");
        }),
      },
    });
    const onSent = ({ message }: Core.OutgoingInviteRequest) => void (cseq = message.cseq);
    sending.then(
      onSent,
      log.guard("re-INVITE", (error: unknown) => settle(isGlare(error) ? "glare" : "failed")),
    );
  };

  return {
    add(reInvite) {
      queue = [...queue, reInvite];
      runNext();
    },
    dispose() {
      queue = [];
      clear();
    },
  };
}

/** 481 and 408 mean that the dialog no longer exists there (RFC 3261 §12.2.1.2). */
function toOutcome(code: number | undefined): ReInviteOutcome | "glare" {
  if (code === 491) return "glare";
  return code === 481 || code === 408 ? "gone" : "failed";
}

/** RFC 3261 §14.1: 2.1 to 4 s for the side that made the Call-ID, up to 2 s for the other, in steps of 10 ms. */
function glareMs(isOwner: boolean, chance: number): number {
  const [low, high] = isOwner ? [2_100, 4_000] : [0, 2_000];
  return Math.round((low + chance * (high - low)) / 10) * 10;
}

/** The server's own re-INVITE is not acknowledged yet: the same race, seen before anything was sent. */
function isGlare(error: unknown): boolean {
  return error instanceof Error && error.message.includes("ongoing re-INVITE server transaction");
}

/**
 * If the server answered it 200 on the socket that died, it waits 32 s for this ACK and refuses every other re-INVITE
 * until then (500 "Another INVITE transaction in progress" [lab]). If it did not, the ACK matches nothing there.
 */
function acknowledge(context: EndpointContext, session: Session, cseq: number): void {
  const { userAgentCore, transport } = context.userAgent;
  const dialog = dialogOf(session);
  if (dialog === null) return;
  const ack = toRequestInDialog(userAgentCore, "ACK", dialog, cseq);
  ack.setViaHeader(`z9hG4bK${Math.floor(context.random() * 1e12)}`, transport.protocol);
  context.log.ignore(transport.send(ack.toString()));
}

function abortReInvites(context: EndpointContext, session: Session): void {
  for (const client of context.userAgent.userAgentCore.userAgentClients.values()) {
    const { method, callId, toTag } = client.message;
    if (method === "INVITE" && (toTag ?? "") !== "" && callId === session.dialog?.callId) endTransaction(client);
  }
}
