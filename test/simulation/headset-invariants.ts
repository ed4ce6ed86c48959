/** What must hold of headsets after every single decision. */
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { CallRecord } from "../../renderer/engine/core/calls/call-record.ts";
import { lampsOf } from "../../renderer/engine/core/headset/lamps.ts";
import { demand, type Watch } from "./watch.ts";

export function watchHeadsets(): Watch {
  return (before, input, after, effects) => {
    const lamps = lampsOf(after);
    for (const { headset, shown } of after.headsets) {
      demand(headset.state !== "ready" || isSameValue(shown, lamps), "the lamps say what the calls say");
    }
    const isAtRest = [...before.calls, ...after.calls].every(({ state }) => state === "ended");
    const isWritten = effects.some(({ type }) => type === "headset.show");
    demand(!isAtRest || !isWritten, "no lamp is written at rest");
    if (input.type !== "headset.moved") return;
    demand(after.calls.filter(isDialled).length === before.calls.filter(isDialled).length, "no key dials");
    if (input.key !== "mute") return;
    demand(isSameValue(before.calls.map(withoutMute), after.calls.map(withoutMute)), "the mute key mutes and no more");
  };
}

const isDialled = ({ direction }: CallRecord) => direction === "outgoing";

function withoutMute({ isMuted: _isMuted, atSpokeMuted: _atSpokeMuted, ...rest }: CallRecord) {
  return rest;
}
