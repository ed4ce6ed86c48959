/**
 * Tries the voice without the phone around it: microphone, addresses, and one call through each server. Nothing signs in,
 * so a Tandem that runs for the same account keeps its place everywhere.
 */
import type { Trial, TrialCall, TrialOrder } from "../../shared/contract/trial-wire.ts";
import { CallId, InviteId, type ServerId } from "../../shared/model/ids.ts";
import { hasSound, type Quality } from "../../shared/model/call.ts";
import type { SipEvent } from "./core/sip-vocabulary.ts";
import type { MediaPort } from "./ports/media.ts";
import type { SipPort } from "./ports/sip.ts";

export type TrialParts = {
  readonly sip: Pick<SipPort, "configure" | "perform" | "listen">;
  readonly media: Pick<MediaPort, "makeReady">;
  /** @returns this computer's candidates, each as kind, transport and address. */
  readonly gather: () => Promise<readonly string[]>;
  /** @returns those of the last answer of a server, and forgets them. */
  readonly takeAnswered: () => readonly string[];
  /** Monotonic, ms. */
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => void;
};

/** For the answer to a call, and for a socket before it, ms. */
const patienceMs = 10_000;
/** The voice is measured every 2 s; long enough for one whole measurement, ms. */
export const listenMs = 4_500;
/** Time for BYE to leave before the socket is closed, ms. */
const farewellMs = 500;

export async function runTrial(parts: TrialParts, order: TrialOrder): Promise<Trial> {
  const { media, gather, now } = parts;
  const toMs = (since: number) => Math.max(0, Math.round(now() - since));
  const atOpen = now();
  const opened = await media.makeReady();
  const microphone = { ms: toMs(atOpen), trouble: opened.ok ? null : opened.failure.message };
  const atGather = now();
  // A computer on which none can be gathered offers none, which is a finding like any other.
  const candidates = [...(await gather().catch(() => []))];
  const ice = { ms: toMs(atGather), candidates };
  const calls: TrialCall[] = [];
  if (order.target !== null && opened.ok) {
    parts.sip.configure(order.config);
    for (const serverId of order.serverIds) calls.push(await tryCall(parts, serverId, order.target));
    parts.sip.configure(null);
  }
  return { microphone, ice, calls };
}

type Ending = Pick<TrialCall, "outcome" | "code" | "message">;

function tryCall(
  { sip, takeAnswered, now, after }: TrialParts,
  serverId: ServerId,
  target: string,
): Promise<TrialCall> {
  const { promise, resolve } = Promise.withResolvers<TrialCall>();
  const atStart = now();
  const connection = 1;
  const inviteId = InviteId.parse(`trial-${serverId}`);
  const invite = { inviteId, callId: CallId.parse(`trial-${serverId}`), serverId, target, attemptId: inviteId };
  let quality: Quality | null = null;
  let isHeard = false;
  let isAnswered = false;
  let isOver = false;

  const unlisten = sip.listen((event) => hear(event));
  after(patienceMs, () => {
    if (!isAnswered) finish({ outcome: "silent", code: null, message: null });
  });
  sip.perform({ type: "socket.open", serverId, connection });

  function finish(ending: Ending): void {
    if (isOver) return;
    isOver = true;
    if (ending.outcome === "silent") sip.perform({ type: "attempt.cancel", inviteId });
    const ms = Math.max(0, Math.round(now() - atStart));
    after(farewellMs, () => {
      unlisten();
      sip.perform({ type: "socket.close", serverId });
      resolve({ serverId, ms, ...ending, candidates: [...takeAnswered()], isHeard, quality });
    });
  }

  function hear(event: SipEvent): void {
    if ("serverId" in event && event.serverId !== serverId) return;
    if ("inviteId" in event && event.inviteId !== inviteId) return;
    switch (event.type) {
      case "socket.opened":
        return sip.perform({ type: "attempt.prepare", ...invite });
      case "socket.closed":
        return finish({ outcome: "failed", code: null, message: "The server closed the connection." });
      case "attempt.prepared":
        return sip.perform({ type: "attempt.invite", ...invite });
      case "attempt.answered":
        isAnswered = true;
        return after(listenMs, () => {
          sip.perform({ type: "dialog.bye", inviteId });
          finish({ outcome: "answered", code: 200, message: null });
        });
      case "attempt.rejected":
        return finish({ outcome: "rejected", code: event.code, message: null });
      case "attempt.failed":
        return finish({ outcome: "failed", code: null, message: event.message });
      case "dialog.ended":
        return finish({ outcome: "answered", code: 200, message: null });
      case "media.flowChanged":
        isHeard ||= event.isFlowing;
        return;
      case "media.measured":
        quality = event.quality;
        isHeard ||= hasSound(event.quality);
        return;
      default:
        return;
    }
  }

  return promise;
}
