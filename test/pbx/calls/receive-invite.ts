/** An INVITE of a phone, from its arrival to its one final answer: 100 at once, then what the call decides, or 487. */
import { header, type SipMessage } from "../../testbed/sip-message.ts";
import type { Flow, PbxContext } from "../pbx-context.ts";
import { ownContact } from "../sip/send-request.ts";
import { branchOf, makeToken, requestUriOf, tagOf, uriOf, userOf } from "../sip/sip-fields.ts";
import { writeReply } from "../sip/write-reply.ts";
import { createDialog, type Dialog, type DialogHandlers } from "./dialog.ts";

export type ReceivedInvite = {
  readonly from: string;
  /** Display name and number as the phone gave them, for who is called. */
  readonly fromHeader: string;
  readonly number: string;
  readonly attemptId: string | null;
  readonly offer: string;
  readonly ring: () => void;
  /** @returns null when the phone has given up meanwhile. */
  readonly accept: (answer: string, handlers: DialogHandlers) => Dialog | null;
  readonly reject: (code: number) => void;
};

/** @param onCancelled the phone gave up; 487 has been sent. */
export function receiveInvite(
  context: PbxContext,
  request: SipMessage,
  flow: Flow,
  onCancelled: () => void,
): ReceivedInvite {
  const tag = makeToken();
  const branch = branchOf(request);
  const attemptId = header(request, "X-Call-Attempt-ID");
  const isOpen = (): boolean => context.unanswered.has(branch);
  const reply = (code: number, sdp?: string): void => {
    const headers = code === 100 ? [] : [ownContact(context)];
    flow.send(writeReply(request, code, sdp === undefined ? { tag, headers } : { tag, headers, sdp }));
  };

  context.unanswered.set(branch, () => {
    context.unanswered.delete(branch);
    reply(487);
    onCancelled();
  });
  flow.send(writeReply(request, 100));

  return {
    from: userOf(header(request, "From")),
    fromHeader: header(request, "From"),
    number: userOf(requestUriOf(request)),
    attemptId: attemptId === "" ? null : attemptId,
    offer: request.body,
    ring() {
      if (isOpen()) reply(180);
    },
    accept(answer, handlers) {
      if (!context.unanswered.delete(branch)) return null;
      const to = header(request, "To");
      const parts = {
        callId: header(request, "Call-ID"),
        ourTag: tagOf(to) ?? tag,
        us: `${to};tag=${tag}`,
        phone: header(request, "From"),
        target: uriOf(header(request, "Contact")),
        flow,
        cseq: 0,
      };
      const dialog = createDialog(context, parts, handlers);
      reply(200, answer);
      return dialog;
    },
    reject(code) {
      if (context.unanswered.delete(branch)) reply(code);
    },
  };
}
