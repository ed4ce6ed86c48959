/** A voice that only says it is there: true SDP and no media, for tests of signalling that have hundreds of calls. */
import { silentSdp } from "../../testbed/sip-message.ts";
import type { Voice } from "./voice.ts";

export function createSilentVoice(): Voice {
  return {
    answer: () => Promise.resolve(`${silentSdp().replace("actpass", "active")}a=mid:0\r\n`),
    offer: () => Promise.resolve(`${silentSdp()}a=mid:0\r\n`),
    accept: () => Promise.resolve(),
    counts: () => ({ received: 0, sent: 0 }),
    setWire: () => undefined,
    close: () => undefined,
  };
}
