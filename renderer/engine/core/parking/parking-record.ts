/** The parking lots as the core keeps them: since when it was told that a place is taken. */
import type { ParkingCodes } from "../../../../shared/model/parking.ts";
import { fillCode } from "../../../../shared/model/feature-codes.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import { findBoard, findLine } from "../lamps/board.ts";
import type { PhoneState } from "../phone-state.ts";
import type { Registration } from "../registration/registration.ts";

export type ParkedRecord = {
  readonly serverId: ServerId;
  readonly slot: string;
  /** Null where it was taken when the server was first asked. */
  readonly atSince: Instant | null;
};

const noCodes: ParkingCodes = { park: null, retrieve: null, hint: null };

export function codesOfParking({ config }: Pick<PhoneState, "config">, serverId: ServerId): ParkingCodes {
  return config?.parking?.codes[serverId] ?? noCodes;
}

/** What the place's hint tells over the connection that stands; null: nothing yet. */
export function toldOfSlot(state: PhoneState, registration: Registration, slot: string): boolean | null {
  const { hint } = codesOfParking(state, registration.serverId);
  if (hint === null) return null;
  const told = findLine(findBoard(state.lamps, registration), fillCode(hint, { slot }))?.told ?? null;
  return told === null ? null : told !== "idle";
}
