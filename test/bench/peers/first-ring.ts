/** Has the provider call one softphone through one server for two seconds, and tells whether and when it rang. */
import type { AsteriskServer } from "../../testbed/asterisk-server.ts";
import { placeIncoming } from "../../testbed/place-incoming.ts";
import { waitUntil } from "./peer.ts";
import type { Seat } from "./seat.ts";

const ringsForS = 2;
const patienceMs = 3_500;
/** A number of its own for every call, so that none is taken for another's twin. */
let placed = 0;

/** @returns null when it did not ring; `ms` is from the call's order. */
export async function firstRing(
  server: AsteriskServer,
  { kind, peer }: Seat,
): Promise<{ readonly at: number; readonly ms: number } | null> {
  const atPlaced = Date.now();
  placed += 1;
  const fromNumber = `0301${String(placed).padStart(5, "0")}`;
  const call = placeIncoming({ server, to: kind.user, fromNumber, timeoutS: ringsForS });
  let at: number | undefined;
  const hasRung = async (): Promise<boolean> => {
    at ??= (await peer.rings()).find((ring) => ring >= atPlaced);
    return at !== undefined;
  };
  await waitUntil(async () => (await hasRung()) || (await call.status()) !== null, patienceMs);
  await call.whenDecided(patienceMs);
  await hasRung();
  return at === undefined ? null : { at, ms: at - atPlaced };
}
