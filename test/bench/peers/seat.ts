/** One softphone that runs, with what the comparison knows of it, and what its calls are to the servers. */
import type { Testbed } from "../../testbed/start-testbed.ts";
import { serverNames, type Peer, type PeerKind, type ServerName } from "./peer.ts";

export type Seat = { readonly kind: PeerKind; readonly peer: Peer };

/** What every seat dials: rings for 30 s and is not answered. */
export const target = "601";

/** Which server had this operator's call ring since then, by the servers' own logs. */
export function findServerRung(testbed: Testbed, user: string, since: number): ServerName | null {
  const hasRung = (server: ServerName): boolean =>
    testbed[server]
      .callsLog()
      .some(({ event, channel, atMs }) => event === "ringing" && channel.startsWith(`PJSIP/${user}-`) && atMs >= since);
  return serverNames.find(hasRung) ?? null;
}
