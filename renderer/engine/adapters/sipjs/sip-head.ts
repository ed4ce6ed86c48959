/** The few facts of a SIP message that decide where it travels and what it proves, read without the full grammar. */

type Common = {
  readonly callId: string;
  /** Of the CSeq header: a response belongs to this method. */
  readonly method: string;
  /** Of the topmost Via: names the transaction (RFC 3261 §17.1.3). */
  readonly branch: string | null;
  readonly hasToTag: boolean;
};

export type SipRequestHead = Common & { readonly kind: "request"; readonly hasCredentials: boolean };
export type SipResponseHead = Common & { readonly kind: "response"; readonly code: number };
export type SipHead = SipRequestHead | SipResponseHead;

/** @returns null for anything that is not a SIP message with a Call-ID and a CSeq. */
export function readSipHead(text: string): SipHead | null {
  const end = text.indexOf("\r\n\r\n");
  const head = end === -1 ? text : text.slice(0, end);
  const callId = /^(?:call-id|i)[ \t]*:[ \t]*(\S+)/im.exec(head)?.[1];
  const method = /^cseq[ \t]*:[ \t]*\d+[ \t]+(\S+)/im.exec(head)?.[1];
  if (callId === undefined || method === undefined) return null;
  const common: Common = {
    callId,
    method,
    branch: /^(?:via|v)[ \t]*:[^\r\n]*?;[ \t]*branch[ \t]*=[ \t]*([^;,\s]+)/im.exec(head)?.[1] ?? null,
    hasToTag: /^(?:to|t)[ \t]*:[^\r\n]*;[ \t]*tag[ \t]*=/im.test(head),
  };
  const status = /^SIP\/2\.0[ \t]+([1-6]\d\d)\b/.exec(head)?.[1];
  if (status !== undefined) return { kind: "response", ...common, code: Number(status) };
  if (!/^[A-Z]+ \S+ SIP\/2\.0\r?$/m.test(head)) return null;
  return { kind: "request", ...common, hasCredentials: /^(?:proxy-)?authorization[ \t]*:/im.test(head) };
}
