/** Tells when a connection has gathered enough addresses to send its SDP whole (no trickle towards a PBX). */
import { isUsableCandidate } from "./candidates.ts";

/** The longest an INVITE waits for addresses. */
const longestMs = 500;
/** After a usable address came, how long nothing more may come before we stop waiting for a STUN or TURN server. */
const quietMs = 100;
/** Without such servers all interfaces speak up together; what comes 100 ms later is TCP, which no PBX takes. */
const quietWithoutServersMs = 20;

export type GatheringWatch = { readonly done: Promise<void>; readonly cancel: () => void };

/** Begins to listen now: call it before setLocalDescription, which starts the gathering. */
export function watchGathering(connection: RTCPeerConnection): GatheringWatch {
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const hasServers = (connection.getConfiguration().iceServers ?? []).length > 0;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  const longest = setTimeout(finish, longestMs);

  function finish(): void {
    clearTimeout(longest);
    clearTimeout(quiet);
    connection.removeEventListener("icecandidate", onCandidate);
    resolve();
  }

  function onCandidate({ candidate }: RTCPeerConnectionIceEvent): void {
    if (candidate === null) finish();
    else if (quiet !== undefined || isUsableCandidate(candidate.candidate)) {
      clearTimeout(quiet);
      quiet = setTimeout(finish, hasServers ? quietMs : quietWithoutServersMs);
    }
  }

  connection.addEventListener("icecandidate", onCandidate);
  return { done, cancel: finish };
}
