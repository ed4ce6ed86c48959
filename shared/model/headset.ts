/** A headset whose keys and lamps Tandem speaks to, or would if it could. */
import { z } from "zod";

export const Headset = z.strictObject({
  /** Good for as long as it is plugged in; the next time it is another. */
  id: z.string().min(1),
  name: z.string(),
  /** Vendor and product as USB numbers them, four hexadecimal digits each: `0b0e:24c8`. */
  usb: z.string().regex(/^[0-9a-f]{4}:[0-9a-f]{4}$/),
  /** `blocked`: it did not open, because another program has it or the system lets nobody in. */
  state: z.enum(["ready", "blocked"]),
  /** Which of its keys mean anything to a phone: the one that answers and hangs up, the one that mutes, or both. */
  keys: z.enum(["both", "call", "mute"]),
});
export type Headset = z.infer<typeof Headset>;
