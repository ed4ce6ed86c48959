/** Calls that wait in a server's parking lot: where calls can be put, and what waits where. */
import { z } from "zod";
import { ServerId } from "./ids.ts";
import { EpochMs } from "./time.ts";

/** What is dialled to take a call back, in most lots. */
export const ParkingSlot = z.string().regex(/^[0-9*#]{1,8}$/u, "a place of the parking lot, such as 701");

/** Each is a subscription on every server. */
export const mostParkingSlots = 20;

/** Filled but for {slot} of the other two; null: the ability is missing there, or nothing tells. */
export const ParkingCodes = z.strictObject({
  park: z.string().nullable(),
  retrieve: z.string().nullable(),
  hint: z.string().nullable(),
});
export type ParkingCodes = z.infer<typeof ParkingCodes>;

/** What the engine is told. */
export const ParkingConfig = z.strictObject({
  slots: z.array(ParkingSlot),
  codes: z.record(ServerId, ParkingCodes),
});
export type ParkingConfig = z.infer<typeof ParkingConfig>;

/** It waits on one server alone. */
export const ParkedCall = z.strictObject({
  serverId: ServerId,
  slot: ParkingSlot,
  /** Null where it waited before this phone was told. */
  atSince: EpochMs.nullable(),
  mayTake: z.boolean(),
});
export type ParkedCall = z.infer<typeof ParkedCall>;

export const Parking = z.strictObject({
  /** The servers whose calls can be parked. */
  serverIds: z.array(ServerId),
  parked: z.array(ParkedCall),
});
export type Parking = z.infer<typeof Parking>;
