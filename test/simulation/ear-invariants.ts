/** One conversation in the ear, after every single decision: who hears the operator, by what media and servers were told. */
import type { InviteId } from "../../shared/model/ids.ts";
import { isInTouch, isUp, type CallRecord } from "../../renderer/engine/core/calls/call-record.ts";
import { demand, type Watch } from "./watch.ts";

export function watchEar(): Watch {
  const silenced = new Set<InviteId>();
  return (_before, _input, after, effects) => {
    for (const effect of effects) {
      if (effect.type !== "dialog.silence") continue;
      demand(silenced.has(effect.inviteId) !== effect.on, "nothing is silenced twice");
      if (effect.on) silenced.add(effect.inviteId);
      else silenced.delete(effect.inviteId);
    }
    const isSilenced = ({ inviteId }: CallRecord) => inviteId !== null && silenced.has(inviteId);
    const heard = after.calls.filter((call) => call.state === "active" && !call.isHeld && !isSilenced(call));
    const conversations = new Set(heard.map(({ id, isInConference }) => (isInConference ? "conference" : id)));
    demand(conversations.size <= 1, "one conversation in the ear");
    for (const call of after.calls.filter(isUp)) {
      demand(isSilenced(call) === call.isSilent, "a call is shown to wait exactly while it is silent");
      const isTold = call.isSilent === call.isHeld || call.holdAsked !== null;
      demand(isTold || !isInTouch(call), "a server that can be told is asked to hold, or to take back");
    }
  };
}
