/** REFER and the NOTIFYs that tell how the transfer went (RFC 3515), blind or with Replaces (RFC 3891). */
import type { Core, Notification, Session } from "sip.js";
import type { EndpointContext } from "./endpoint-context.ts";
import { toSipUri } from "./request-uri.ts";

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

export type Telling = {
  /** 100 once the server has accepted the REFER, then what its NOTIFYs say. */
  readonly onProgressed: (code: number) => void;
  /** Once, with the final code; null when the server could not be asked, or stopped telling before the end. */
  readonly onAnswered: (code: number | null) => void;
};

export function sendRefer(
  context: EndpointContext,
  session: Session,
  destination: string,
  { onProgressed, onAnswered }: Telling,
): void {
  const { log, userAgent } = context;
  let isAnswered = false;
  const answer = (code: number | null) => {
    if (isAnswered) return;
    isAnswered = true;
    onAnswered(code);
  };
  const onNotify = log.guard("NOTIFY", (notification: Notification) => {
    log.ignore(notification.accept());
    const code = Number(/^SIP\/2\.0\s+(\d{3})/i.exec(notification.request.body)?.[1] ?? "0");
    const isLast = /^\s*terminated/i.test(notification.request.getHeader("subscription-state") ?? "");
    if (code >= 200) return answer(code);
    if (isLast) return answer(null);
    if (code >= 100 && !isAnswered) onProgressed(code);
  });
  const onAccepted = log.guard("REFER", () => {
    if (!isAnswered) onProgressed(100);
  });
  const onRejected = log.guard("REFER", ({ message }: Core.IncomingResponse) =>
    answer(context.isFromServer(message) ? (message.statusCode ?? null) : null),
  );
  const extraHeaders = [
    `Refer-To: ${destination}`,
    `Referred-By: <${userAgent.configuration.uri.toString()}>`,
    `Contact: ${session._contact ?? userAgent.contact.toString()}`,
  ];
  const delegate = { onAccept: onAccepted, onReject: onRejected, onRedirect: onRejected };
  session._refer(onNotify, delegate, { extraHeaders }).catch(log.guard("REFER", () => answer(null)));
}
