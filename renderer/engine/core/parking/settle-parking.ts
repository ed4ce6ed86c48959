/** After every decision: a place that was free and is taken is taken from now on; one whose server is away keeps its time. */
import type { PhoneState } from "../phone-state.ts";
import type { Turn } from "../turn.ts";
import { toldOfSlot, type ParkedRecord } from "./parking-record.ts";

/** @param before the state in which the decision began. */
export function settleParking(turn: Turn, before: PhoneState): void {
  const { config, lamps, registrations, parked } = turn.state;
  const slots = config?.parking?.slots ?? [];
  if (slots.length === 0 && parked.length === 0) return;
  if (config === before.config && lamps === before.lamps && registrations === before.registrations) return;
  const next = registrations.flatMap((registration) =>
    slots.flatMap((slot): ParkedRecord[] => {
      const { serverId } = registration;
      const known = parked.find((one) => one.serverId === serverId && one.slot === slot);
      const isTaken = toldOfSlot(turn.state, registration, slot);
      if (isTaken === false) return [];
      if (known !== undefined || isTaken === null) return known === undefined ? [] : [known];
      const earlier = before.registrations.find((one) => one.serverId === serverId);
      const wasFree = earlier !== undefined && toldOfSlot(before, earlier, slot) === false;
      return [{ serverId, slot, atSince: wasFree ? turn.at : null }];
    }),
  );
  const isSame = next.length === parked.length && next.every((one, index) => one === parked[index]);
  if (!isSame) turn.state = { ...turn.state, parked: next };
}
