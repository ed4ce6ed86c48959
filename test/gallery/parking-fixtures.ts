/** Calls that wait parked, beside a call in hand, and a park that came to nothing. */
import { anActiveCall, aTransfer } from "../builders/a-call.ts";
import { aSnapshot } from "../builders/a-snapshot.ts";
import { someParking } from "../builders/some-parking.ts";

const tanaka = { number: "03-1234-5678", name: "Tanaka Yuki" };
const noneParked = { ...someParking, parked: [] };

export const parkedCalls = {
  parked: aSnapshot({ parking: someParking }),
  parkedInCall: aSnapshot({ parking: someParking, calls: [anActiveCall({ remote: tanaka })] }),
  parkFailed: aSnapshot({
    parking: noneParked,
    calls: [anActiveCall({ remote: tanaka, transfer: aTransfer({ kind: "park", state: "failed", code: 480 }) })],
  }),
} as const;
