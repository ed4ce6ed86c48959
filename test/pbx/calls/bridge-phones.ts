/** Joins two phones back to back: two dialogs here, their SDP passed through, so that their voices go directly. */
import type { PbxContext } from "../pbx-context.ts";
import type { Binding } from "../registrar.ts";
import type { CallPage } from "./call-book.ts";
import type { Dialog, DialogHandlers } from "./dialog.ts";
import type { ReceivedInvite } from "./receive-invite.ts";
import { sendInvite } from "./send-invite.ts";

export type BridgeParts = {
  readonly invite: ReceivedInvite;
  readonly page: CallPage;
  /** The phone that is called. */
  readonly binding: Binding;
  readonly ringMs: number;
};

/** @returns what the caller's giving up means for the callee. */
export function bridgePhones(
  context: PbxContext,
  { invite, page, binding, ringMs }: BridgeParts,
  refuse: (code: number) => void,
): () => void {
  let caller: Dialog | null = null;
  let callee: Dialog | null = null;
  const handlersOf = (other: () => Dialog | null): DialogHandlers => ({
    onReInvite: (offer) => other()?.reInvite(offer) ?? Promise.resolve(null),
    onDigits: page.addDigits,
    onBye() {
      page.enter("ended");
      other()?.bye();
    },
  });
  let stopTimer = (): void => undefined;

  const sent = sendInvite(
    context,
    {
      flow: binding.flow,
      target: binding.contact,
      user: binding.user,
      from: invite.fromHeader.replace(/;\s*tag=[^;,\s]+/i, ""),
      headers: [],
      offer: invite.offer,
    },
    {
      onRinging() {
        page.enter("ringing");
        invite.ring();
      },
      onAnswered(answer, dialog) {
        stopTimer();
        callee = dialog;
        caller = invite.accept(
          answer,
          handlersOf(() => callee),
        );
        if (caller === null) return dialog.bye();
        page.enter("answered", 200);
      },
      onRejected(code) {
        stopTimer();
        refuse(code === 487 ? 480 : code);
      },
    },
    handlersOf(() => caller),
  );
  stopTimer = context.turns.after(ringMs, () => sent.cancel(false));
  return () => {
    stopTimer();
    sent.cancel(false);
  };
}
