/** What the server does with each SIP message that comes in: registers, answers, starts calls, or passes it to its dialog. */
import { header, parseSipMessage, type SipMessage } from "../testbed/sip-message.ts";
import { runPlan } from "./calls/run-plan.ts";
import { planFor } from "./dialplan.ts";
import { dialogKey, type Flow, type PbxContext } from "./pbx-context.ts";
import type { Registrar } from "./registrar.ts";
import type { Digest } from "./sip/digest.ts";
import { responseKey } from "./sip/send-request.ts";
import { branchOf, cseqOf, makeToken, tagOf, userOf } from "./sip/sip-fields.ts";
import { writeReply } from "./sip/write-reply.ts";

export type ExchangeParts = {
  readonly context: PbxContext;
  readonly registrar: Registrar;
  readonly digest: Digest;
  readonly users: ReadonlySet<string>;
  /** New calls and probes are told 503; REGISTER still succeeds, as with an Asterisk that stops gracefully. */
  readonly isOverloaded: () => boolean;
  /** Whatever credentials come are answered with another challenge: the 401 loop of a server that lost its accounts. */
  readonly isDistrustful: () => boolean;
};

/** @returns what takes one message of a socket. */
export function createExchange(parts: ExchangeParts): (text: string, flow: Flow) => void {
  const { context, registrar, digest } = parts;

  /** @returns who sent it, or null when it was challenged. */
  function authenticate(request: SipMessage, flow: Flow): string | null {
    const at = Date.now();
    const verdict = digest.judge(header(request, "Authorization"), request.method, at);
    const isOwn = verdict.kind === "accepted" && verdict.user === userOf(header(request, "From"));
    if (isOwn && !parts.isDistrustful()) return verdict.user;
    const challenge = digest.challenge(verdict.kind === "stale", at);
    flow.send(writeReply(request, 401, { tag: makeToken(), headers: [["WWW-Authenticate", challenge]] }));
    return null;
  }

  function receiveNew(request: SipMessage, flow: Flow): void {
    const refuse = (code: number): void => flow.send(writeReply(request, code, { tag: makeToken() }));
    switch (request.method) {
      case "ACK":
        return;
      case "REGISTER": {
        const user = authenticate(request, flow);
        if (user === null) return;
        const contacts = registrar.accept(user, request, flow, Date.now());
        const headers = contacts.map((value) => ["Contact", value] as const);
        return flow.send(writeReply(request, 200, { tag: makeToken(), headers }));
      }
      case "OPTIONS":
        return refuse(parts.isOverloaded() ? 503 : 200);
      case "INVITE":
        if (parts.isOverloaded()) return refuse(503);
        if (authenticate(request, flow) === null) return;
        return runPlan(context, registrar, request, flow, (number) => planFor(number, parts.users));
      case "CANCEL": {
        const cancel = context.unanswered.get(branchOf(request));
        refuse(cancel === undefined ? 481 : 200);
        return cancel?.();
      }
      case "BYE":
      case "INFO":
      case "UPDATE":
        return refuse(481);
      // It tells nothing of lines or mailboxes: Bad Event (RFC 6665 §8.3.2), which a phone takes for an answer.
      case "SUBSCRIBE":
        return refuse(489);
      default:
        return refuse(501);
    }
  }

  return (text, flow) => {
    if (text.trim() === "") return;
    const message = parseSipMessage(text);
    if (message.status > 0) {
      context.responses.get(responseKey(branchOf(message), cseqOf(message).method))?.(message, flow);
      return;
    }
    const tag = tagOf(header(message, "To"));
    if (tag === null || message.method === "CANCEL") return receiveNew(message, flow);
    const receive = context.dialogs.get(dialogKey(header(message, "Call-ID"), tag));
    if (receive !== undefined) receive(message, flow);
    else if (message.method !== "ACK") flow.send(writeReply(message, 481));
  };
}
