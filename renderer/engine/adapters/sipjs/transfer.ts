/** REFER and the NOTIFYs that tell how the transfer went (RFC 3515), blind or with Replaces (RFC 3891). */
import type { Core, Notification, Session } from "sip.js";
import type { EndpointContext } from "./endpoint-context.ts";
import { toSipUri } from "./request-uri.ts";

/** Code told when the server could not be asked, or stopped telling before a final answer. */
const noAnswer = 408;

export function referTo(target: string, domain: string): string {
  return `<${toSipUri(target, domain).toString()}>`;
}

/** @returns null when the other dialog is not confirmed. */
export function referToDialog(other: Session): string | null {
  const { dialog } = other;
  if (dialog === undefined) return null;
  const replaces = encodeURIComponent(`${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`);
  return `<${dialog.remoteTarget.toString()}?Replaces=${replaces}>`;
}

/** @param onAnswered told once, with the final code of the transfer. */
export function sendRefer(
  context: EndpointContext,
  session: Session,
  destination: string,
  onAnswered: (code: number) => void,
): void {
  const { log, userAgent } = context;
  let isAnswered = false;
  const answer = (code: number) => {
    if (isAnswered) return;
    isAnswered = true;
    onAnswered(code);
  };
  const onNotify = log.guard("NOTIFY", (notification: Notification) => {
    log.ignore(notification.accept());
    const code = Number(/^SIP\/2\.0\s+(\d{3})/i.exec(notification.request.body)?.[1] ?? "0");
    const isLast = /^\s*terminated/i.test(notification.request.getHeader("subscription-state") ?? "");
    if (code >= 200) return answer(code);
    if (isLast) answer(noAnswer);
  });
  const onRejected = log.guard("REFER", ({ message }: Core.IncomingResponse) =>
    answer(context.isFromServer(message) ? (message.statusCode ?? noAnswer) : noAnswer),
  );
  const extraHeaders = [
    `Refer-To: ${destination}`,
    `Referred-By: <${userAgent.configuration.uri.toString()}>`,
    `Contact: ${session._contact ?? userAgent.contact.toString()}`,
  ];
  const sending = session._refer(onNotify, { onReject: onRejected, onRedirect: onRejected }, { extraHeaders });
  sending.catch(log.guard("REFER", () => answer(noAnswer)));
}
