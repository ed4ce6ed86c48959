/** An INVITE of the server to a phone, from its offer to a dialog, a refusal, or a CANCEL that is owed until a 1xx. */
import { header, type SipMessage } from "../../testbed/sip-message.ts";
import type { Flow, PbxContext } from "../pbx-context.ts";
import { ownContact, sendRequest } from "../sip/send-request.ts";
import { makeToken, uriOf } from "../sip/sip-fields.ts";
import { createDialog, type Dialog, type DialogHandlers } from "./dialog.ts";

export type InviteOrder = {
  readonly flow: Flow;
  /** The phone's Contact URI. */
  readonly target: string;
  readonly user: string;
  /** Name-addr of who calls, without a tag. */
  readonly from: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly offer: string;
};

export type InviteWatcher = {
  readonly onRinging: () => void;
  readonly onAnswered: (answer: string, dialog: Dialog) => void;
  /** Also after a CANCEL, with 487. */
  readonly onRejected: (code: number) => void;
};

export type SentInvite = {
  /** @param isElsewhere tells the phone that another server's leg was answered (RFC 3326). */
  readonly cancel: (isElsewhere: boolean) => void;
};

const elsewhere = ["Reason", 'SIP;cause=200;text="Call completed elsewhere"'] as const;

export function sendInvite(
  context: PbxContext,
  order: InviteOrder,
  watcher: InviteWatcher,
  handlers: DialogHandlers,
): SentInvite {
  const { flow, target } = order;
  const tag = makeToken();
  const callId = makeToken();
  const from = `${order.from};tag=${tag}`;
  const to = `<sip:${order.user}@${context.domain}>`;
  const common = { uri: target, from, callId, cseq: 1 };
  let isProvisional = false;
  let isOver = false;
  let wish: { readonly isElsewhere: boolean } | null = null;

  const branch = sendRequest(
    context,
    flow,
    { method: "INVITE", to, ...common, headers: [ownContact(context), ...order.headers], sdp: order.offer },
    receive,
  );

  function sendCancel(): void {
    if (wish === null || !isProvisional || isOver) return;
    const headers = wish.isElsewhere ? [elsewhere] : [];
    sendRequest(context, flow, { method: "CANCEL", to, ...common, headers, branch }, null);
  }

  /** The socket of an answer is the way back: a phone that lost its first one answers on the next. */
  function receive(response: SipMessage, by: Flow): void {
    const { status } = response;
    const contact = uriOf(header(response, "Contact")) || target;
    const isAnswer = status >= 200 && status < 300;
    if (isAnswer)
      sendRequest(context, by, { method: "ACK", to: header(response, "To"), ...common, uri: contact }, null);
    if (isOver) return;
    if (status < 200) {
      const isFirst = !isProvisional;
      isProvisional = true;
      if (isFirst) sendCancel();
      if (status >= 180 && wish === null) watcher.onRinging();
      return;
    }
    isOver = true;
    const answered = header(response, "To");
    if (status >= 300) {
      sendRequest(context, by, { method: "ACK", to: answered, ...common, branch }, null);
      return watcher.onRejected(status);
    }
    const parts = { callId, ourTag: tag, us: from, phone: answered, target: contact, flow: by, cseq: 1 };
    const dialog = createDialog(context, parts, handlers);
    if (wish === null) return watcher.onAnswered(response.body, dialog);
    // The CANCEL crossed the answer: nobody is there to talk to.
    dialog.bye();
    watcher.onRejected(487);
  }

  return {
    cancel(isElsewhere) {
      if (wish !== null || isOver) return;
      wish = { isElsewhere };
      sendCancel();
    },
  };
}
