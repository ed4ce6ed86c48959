/** What the engine knows of sound devices: whether a call could be heard, in words when not. */
import { z } from "zod";
import { SoundDevice } from "./settings.ts";

export const MicrophoneState = z.enum(["unknown", "ok", "missing", "denied", "failed"]);
export type MicrophoneState = z.infer<typeof MicrophoneState>;

export const Devices = z.strictObject({
  microphone: z.strictObject({
    state: MicrophoneState,
    /** One sentence for the operator when the state is not ok. */
    message: z.string().nullable(),
    /** Whether a track is live at this moment. */
    open: z.boolean(),
    /** The name of the one that is open; null while none is. */
    device: z.string().nullable().default(null),
  }),
  /** What can be chosen; the system's own choice is not among them. */
  inputs: z.array(SoundDevice),
  outputs: z.array(SoundDevice),
  /** The name of the output that the system uses by itself; null where it does not say which one that is. */
  systemOutput: z.string().nullable().default(null),
});
export type Devices = z.infer<typeof Devices>;

export const unknownDevices: Devices = {
  microphone: { state: "unknown", message: null, open: false, device: null },
  inputs: [],
  outputs: [],
  systemOutput: null,
};
