/**
 * A confirmed dialog with a phone (RFC 3261 §12): what the phone asks in it and what the server asks. Its way back is
 * the socket of the last INVITE, so a phone on a new socket must refresh its target, as with Asterisk.
 */
import { header, type SipMessage } from "../../testbed/sip-message.ts";
import { dialogKey, type Flow, type PbxContext } from "../pbx-context.ts";
import { ownContact, sendRequest } from "../sip/send-request.ts";
import { cseqOf, uriOf } from "../sip/sip-fields.ts";
import { writeReply } from "../sip/write-reply.ts";

export type DialogHandlers = {
  /** @returns the answer, or null to refuse it with 488; the call goes on as it was. */
  readonly onReInvite: (offer: string) => Promise<string | null>;
  readonly onBye: () => void;
  readonly onDigits: (digits: string) => void;
};

export type DialogParts = {
  readonly callId: string;
  readonly ourTag: string;
  /** Header values with their tags, ours and the phone's. */
  readonly us: string;
  readonly phone: string;
  /** The phone's Contact URI. */
  readonly target: string;
  readonly flow: Flow;
  /** Of the last request of ours. */
  readonly cseq: number;
};

export type Dialog = {
  /** @returns the phone's answer; null when it refused. */
  readonly reInvite: (offer: string) => Promise<string | null>;
  readonly bye: () => void;
};

export function createDialog(context: PbxContext, parts: DialogParts, handlers: DialogHandlers): Dialog {
  const { callId, us, phone } = parts;
  const key = dialogKey(callId, parts.ourTag);
  let { target, flow, cseq } = parts;
  /** An INVITE of either side in this dialog; a second one meets 491 (RFC 3261 §14). */
  let isBusy = false;

  const ask = (method: string, onResponse: ((response: SipMessage) => void) | null, sdp?: string): number => {
    cseq += 1;
    const headers = method === "INVITE" ? [ownContact(context)] : [];
    const request = { method, uri: target, from: us, to: phone, callId, cseq, headers };
    sendRequest(context, flow, sdp === undefined ? request : { ...request, sdp }, onResponse);
    return cseq;
  };

  const acknowledge = (number: number): void => {
    const ack = { method: "ACK", uri: target, from: us, to: phone, callId, cseq: number };
    sendRequest(context, flow, ack, null);
  };

  const acceptReInvite = (request: SipMessage, by: Flow): void => {
    if (isBusy) return by.send(writeReply(request, 491));
    isBusy = true;
    flow = by;
    target = uriOf(header(request, "Contact")) || target;
    void handlers
      .onReInvite(request.body)
      .catch(() => null)
      .then((answer) =>
        context.turns.run(() => {
          isBusy = false;
          if (!context.dialogs.has(key)) return by.send(writeReply(request, 481));
          if (answer === null) return by.send(writeReply(request, 488));
          by.send(writeReply(request, 200, { headers: [ownContact(context)], sdp: answer }));
        }),
      );
  };

  const receive = (request: SipMessage, by: Flow): void => {
    switch (request.method) {
      case "ACK":
        return;
      case "BYE":
        context.dialogs.delete(key);
        by.send(writeReply(request, 200));
        return handlers.onBye();
      case "INVITE":
        return acceptReInvite(request, by);
      case "INFO":
        handlers.onDigits(/^Signal\s*=\s*([0-9A-D*#])/im.exec(request.body)?.[1] ?? "");
        return by.send(writeReply(request, 200));
      case "OPTIONS":
        return by.send(writeReply(request, 200));
      default:
        return by.send(writeReply(request, 501));
    }
  };
  context.dialogs.set(key, receive);

  return {
    reInvite(offer) {
      if (isBusy) return Promise.resolve(null);
      isBusy = true;
      return new Promise((resolve) => {
        const number = ask(
          "INVITE",
          (response) => {
            if (response.status < 200) return;
            isBusy = false;
            acknowledge(cseqOf(response).number || number);
            resolve(response.status < 300 ? response.body : null);
          },
          offer,
        );
      });
    },
    bye() {
      if (!context.dialogs.delete(key)) return;
      ask("BYE", () => undefined);
    },
  };
}
