/** Writes a response to a request (RFC 3261 §8.2.6). */
import { allHeaders, header, writeSipMessage, type SipMessage } from "../../testbed/sip-message.ts";
import { tagOf } from "./sip-fields.ts";

const reasons: Readonly<Record<number, string>> = {
  100: "Trying",
  180: "Ringing",
  200: "OK",
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  405: "Method Not Allowed",
  480: "Temporarily Unavailable",
  481: "Call/Transaction Does Not Exist",
  486: "Busy Here",
  487: "Request Terminated",
  488: "Not Acceptable Here",
  491: "Request Pending",
  501: "Not Implemented",
  503: "Service Unavailable",
};

export type ReplyParts = {
  /** Put on To where it has none yet; a 100 needs none. */
  readonly tag?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly sdp?: string;
};

export function writeReply(request: SipMessage, code: number, { tag, headers = [], sdp }: ReplyParts = {}): string {
  const to = header(request, "To");
  const copied = ["Via", "Record-Route", "From", "Call-ID", "CSeq"].flatMap((name) =>
    allHeaders(request, name).map((value): [string, string] => [name, value]),
  );
  const tagged = tag === undefined || tagOf(to) !== null ? to : `${to};tag=${tag}`;
  const type: [string, string][] = sdp === undefined ? [] : [["Content-Type", "application/sdp"]];
  const own = headers.map(([name, value]): [string, string] => [name, value]);
  return writeSipMessage(
    `SIP/2.0 ${code} ${reasons[code] ?? "Answer"}`,
    [...copied, ["To", tagged], ...own, ...type],
    sdp,
  );
}
