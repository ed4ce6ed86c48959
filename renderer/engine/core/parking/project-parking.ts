/** What is shown of the parking lots: what waits on servers that can be asked now. */
import type { Parking } from "../../../../shared/model/parking.ts";
import type { EpochMs, Instant } from "../../../../shared/model/time.ts";
import type { PhoneState } from "../phone-state.ts";
import { isUsable } from "../registration/registration.ts";
import { codesOfParking, toldOfSlot } from "./parking-record.ts";

/** @returns null where the document has nothing of it. */
export function projectParking(state: PhoneState, toEpoch: (at: Instant) => EpochMs): Parking | null {
  if ((state.config?.parking ?? null) === null) return null;
  const parked = state.parked.flatMap(({ serverId, slot, atSince }) => {
    const registration = state.registrations.find((one) => one.serverId === serverId);
    if (registration === undefined || !isUsable(registration)) return [];
    if (toldOfSlot(state, registration, slot) !== true) return [];
    const mayTake = codesOfParking(state, serverId).retrieve !== null;
    return [{ serverId, slot, atSince: atSince === null ? null : toEpoch(atSince), mayTake }];
  });
  const serverIds = state.registrations.flatMap(({ serverId }) =>
    codesOfParking(state, serverId).park === null ? [] : [serverId],
  );
  return { serverIds, parked };
}
