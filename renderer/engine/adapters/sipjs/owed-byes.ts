/** BYEs that no socket could deliver: sent again on the next socket or binding, so that no server keeps a ghost call. */
import { Core, type Session } from "sip.js";
import type { Instant } from "../../../../shared/model/time.ts";

/** What of a dialog a BYE is written from. */
export type ByeTarget = Pick<
  Core.SessionDialog,
  "callId" | "localTag" | "remoteTag" | "localURI" | "remoteURI" | "remoteTarget" | "routeSet"
>;

export type OwedByes = {
  /** Remembers the dialog of a session whose BYE was lost. */
  readonly add: (dialog: Core.SessionDialog) => void;
  /** Remembers a dialog of an engine that is gone; `cseq`: that of its last known request. */
  readonly inherit: (dialog: ByeTarget, cseq: number) => void;
  readonly list: () => readonly Debt[];
  /** Sends all that are owed; one that is lost again stays owed. */
  readonly settle: () => void;
  readonly count: () => number;
};

const longestOwedMs = 600_000;
const mostOwed = 20;

/** An engine that died may have sent more requests than it told of; a gap is legal (RFC 3261 §12.2.2). */
const unknownRequests = 1_000;

type Debt = { readonly dialog: ByeTarget; readonly cseq: number; readonly atOwed: Instant };

export function createOwedByes(
  core: () => Core.UserAgentCore,
  now: () => Instant,
  isFromServer: (message: Core.IncomingResponseMessage) => boolean,
): OwedByes {
  let debts: Debt[] = [];
  const owe = (debt: Debt) => {
    debts = [...debts, debt].slice(-mostOwed);
  };
  const send = (debt: Debt) => {
    const message = toRequestInDialog(core(), "BYE", debt.dialog, debt.cseq + 1);
    core().request(message, {
      onReject: (response) => {
        if (!isFromServer(response.message)) owe({ ...debt, cseq: message.cseq });
      },
    });
  };
  return {
    add(dialog) {
      // SIP.js may tell of one loss twice: when the socket takes nothing, and when a new one ends what was pending.
      if (debts.some((debt) => debt.dialog === dialog)) return;
      owe({ dialog, cseq: dialog.localSequenceNumber ?? 1, atOwed: now() });
    },
    inherit: (dialog, cseq) => owe({ dialog, cseq: cseq + unknownRequests, atOwed: now() }),
    list: () => debts,
    settle() {
      const due = debts.filter((debt) => now() - debt.atOwed < longestOwedMs);
      debts = [];
      for (const debt of due) send(debt);
    },
    count: () => debts.length,
  };
}

/** A request of our own in a dialog that SIP.js may have ended already (RFC 3261 §12.2.1.1). */
export function toRequestInDialog(
  core: Core.UserAgentCore,
  method: "ACK" | "BYE",
  { callId, localTag, remoteTag, localURI, remoteURI, remoteTarget, routeSet }: ByeTarget,
  cseq: number,
): Core.OutgoingRequestMessage {
  const options = { callId, cseq, fromTag: localTag, toTag: remoteTag, routeSet };
  return core.makeOutgoingRequestMessage(method, remoteTarget, localURI, remoteURI, options);
}

/** The dialog as SIP.js keeps it, with its sequence number and routes. */
export function dialogOf(session: Session): Core.SessionDialog | null {
  return session.dialog instanceof Core.SessionDialog ? session.dialog : null;
}
