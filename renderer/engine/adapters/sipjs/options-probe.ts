/**
 * Proof of life: OPTIONS whose every answer counts, a 401 too, so that it costs one message and reveals no credentials.
 * A seat sends some thousand an hour and does nothing else, so the text is SIP.js's, made once, and its transactions and
 * grammar are left out: an answer is known by its branch (RFC 3261 §17.1.3), and silence is the core's to judge.
 */
import type { ConnectionNumber } from "../../core/sip-vocabulary.ts";
import type { EndpointContext } from "./endpoint-context.ts";
import { readSeconds } from "./read-seconds.ts";
import { toSipUri } from "./request-uri.ts";
import type { SipResponseHead } from "./sip-head.ts";

export type Prober = {
  readonly send: (connection: ConnectionNumber, probeId: number) => void;
  /** Takes a response to OPTIONS; one that nobody awaits is dropped. */
  readonly receive: (head: SipResponseHead, text: string, connection: ConnectionNumber) => void;
  /** The socket is gone, and with it every answer that was awaited. */
  readonly onSocketGone: () => void;
};

/** More than a burst leaves unanswered; the core gave up on older ones long ago. */
const mostAwaited = 8;

/** RFC 3261 §8.1.1.7: what a branch begins with. */
const magicCookie = "z9hG4bK";

export function createProber(context: EndpointContext): Prober {
  const { server, sockets, random, log, emit } = context;
  const awaited = new Map<string, number>();
  const write = createWriter(context);
  let sent = 0;

  return {
    send(connection, probeId) {
      sent += 1;
      const token = `${toToken(random)}${sent.toString(36)}`;
      const branch = `${magicCookie}${token}`;
      awaited.set(branch, probeId);
      for (const [oldest] of awaited) if (awaited.size > mostAwaited) awaited.delete(oldest);
      log.debug(`Probe ${probeId} on socket ${connection} is ${branch}.`);
      sockets.send(write(branch, token), token);
    },
    receive({ branch, code }, text, connection) {
      const probeId = branch === null ? undefined : awaited.get(branch);
      if (branch === null || probeId === undefined || code < 200 || connection !== sockets.connection()) return;
      awaited.delete(branch);
      const retryAfterS = readSeconds(/^retry-after[ \t]*:([^\r\n]*)/im.exec(text)?.[1]);
      emit({ type: "probe.answered", serverId: server.id, connection, probeId, code, retryAfterS });
    },
    onSocketGone: () => awaited.clear(),
  };
}

/** @returns the text of a probe with a branch, and a token for its Call-ID and tag. */
function createWriter({ userAgent, server }: EndpointContext): (branch: string, token: string) => string {
  const { userAgentCore, configuration } = userAgent;
  const target = toSipUri(undefined, server.domain);
  const marks = { callId: "tandem-call-id", fromTag: "tandem-from-tag", branch: "tandem-branch" };
  const message = userAgentCore.makeOutgoingRequestMessage(
    "OPTIONS",
    target,
    configuration.uri,
    target,
    { callId: marks.callId, fromTag: marks.fromTag, cseq: 1 },
    ["Accept: application/sdp"],
  );
  message.setViaHeader(marks.branch, userAgent.transport.protocol);
  const template = message.toString();
  return (branch, token) =>
    template.replace(marks.branch, branch).replace(marks.callId, token).replace(marks.fromTag, token);
}

/** 20 letters and digits: 103 bits. */
function toToken(random: () => number): string {
  const letters = "0123456789abcdefghijklmnopqrstuvwxyz";
  return Array.from({ length: 20 }, () => letters[Math.floor(random() * letters.length)] ?? "0").join("");
}
