/** What the person at the control panel or at the keys may ask for; whatever else comes in is refused at the door. */
import { z } from "zod";

const serverId = z.enum(["main", "backup"]);

export const Fault = z.enum(["crash", "freeze", "cutOff", "overload", "forget", "restore"]);
export type Fault = z.infer<typeof Fault>;

export const DeskOrder = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("server"), serverId, fault: Fault }),
  z.strictObject({ type: z.literal("ring"), through: z.enum(["main", "backup", "both"]) }),
  z.strictObject({ type: z.literal("callerHangsUp") }),
]);
export type DeskOrder = z.infer<typeof DeskOrder>;
