/** Sends a request of the server's own and hands its responses, whichever socket they come by, to who asked. */
import { writeSipMessage, type SipMessage } from "../../testbed/sip-message.ts";
import type { Flow, PbxContext } from "../pbx-context.ts";
import { makeBranch } from "./sip-fields.ts";

export type RequestParts = {
  readonly method: string;
  readonly uri: string;
  /** From and To with their tags. */
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly cseq: number;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly sdp?: string;
  /** CANCEL and the ACK of a refusal take the INVITE's (RFC 3261 §9.1, §17.1.1.3); others get one of their own. */
  readonly branch?: string;
};

/** @returns the branch. */
export function sendRequest(
  context: PbxContext,
  flow: Flow,
  parts: RequestParts,
  onResponse: ((response: SipMessage, flow: Flow) => void) | null,
): string {
  const { method, headers = [], sdp } = parts;
  const branch = parts.branch ?? makeBranch();
  const key = responseKey(branch, method);
  if (onResponse !== null) {
    context.responses.set(key, (response, by) => {
      // A 2xx to INVITE is repeated until its ACK has come through (RFC 3261 §13.3.1.4).
      const isLast = response.status >= 200 && (method !== "INVITE" || response.status >= 300);
      if (isLast) context.responses.delete(key);
      onResponse(response, by);
    });
  }
  const all: [string, string][] = [
    ["Via", `SIP/2.0/WS ${context.authority};branch=${branch}`],
    ["Max-Forwards", "70"],
    ["From", parts.from],
    ["To", parts.to],
    ["Call-ID", parts.callId],
    ["CSeq", `${parts.cseq} ${method}`],
    ...headers.map(([name, value]): [string, string] => [name, value]),
    ...(sdp === undefined ? [] : [["Content-Type", "application/sdp"] as [string, string]]),
  ];
  flow.send(writeSipMessage(`${method} ${parts.uri} SIP/2.0`, all, sdp));
  return branch;
}

export function responseKey(branch: string, method: string): string {
  return `${branch} ${method}`;
}

export function ownContact(context: PbxContext): readonly [string, string] {
  return ["Contact", `<sip:${context.authority};transport=ws>`];
}
