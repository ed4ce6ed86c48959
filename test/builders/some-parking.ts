/** Calls can be parked on both servers, and one waits on each. */
import { ServerId } from "../../shared/model/ids.ts";
import type { Parking } from "../../shared/model/parking.ts";
import { atFixture } from "./a-server.ts";

const [main, backup] = ["main", "backup"].map((id) => ServerId.parse(id)) as [ServerId, ServerId];

export const someParking: Parking = {
  serverIds: [main, backup],
  parked: [
    { serverId: main, slot: "701", atSince: atFixture - 95_000, mayTake: true },
    { serverId: backup, slot: "702", atSince: null, mayTake: true },
  ],
};
