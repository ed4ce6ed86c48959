/** A voice that only says it is there: true SDP and no media, for tests of signalling that have hundreds of calls. */
import { writeSilentSdp } from "../../testbed/sip-message.ts";
import type { Voice } from "./voice.ts";

export function createSilentVoice(): Voice {
  return {
    answer: () => Promise.resolve(writeSilentSdp("answer")),
    offer: () => Promise.resolve(writeSilentSdp("offer")),
    accept: () => Promise.resolve(),
    counts: () => ({ received: 0, sent: 0 }),
    setWire: () => undefined,
    close: () => undefined,
  };
}
