/** Who a caller is known to be is main's to say: the engine's Events carry it on, for the engine never hears of it. */
import type { UnstampedEvent } from "../../shared/contract/event.ts";
import type { Call } from "../../shared/model/call.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";

export function keepKnown(event: UnstampedEvent, { calls }: Snapshot): UnstampedEvent {
  if (event.type === "phone.started") {
    return { ...event, phone: { ...event.phone, calls: event.phone.calls.map((call) => join(call, calls)) } };
  }
  return "call" in event ? { ...event, call: join(event.call, calls) } : event;
}

/** Another number is another party. */
function join(call: Call, before: readonly Call[]): Call {
  const known = before.find(({ id, remote }) => id === call.id && remote.number === call.remote.number)?.remote.known;
  return known === undefined ? call : { ...call, remote: { ...call.remote, known } };
}
