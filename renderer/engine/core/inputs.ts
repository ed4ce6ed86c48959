/** Everything the core can be told. A `tick` means only that time has passed; deadlines live in the state. */
import type { Asker, EngineCommand } from "../../../shared/contract/command.ts";
import type { PhoneConfig } from "../../../shared/model/phone-config.ts";
import type { HeadsetEvent } from "./headset-vocabulary.ts";
import type { RecordingEvent } from "./recording-vocabulary.ts";
import type { SipEvent } from "./sip-vocabulary.ts";

export type HostInput =
  /** A new document is in force; null signs out. */
  | { readonly type: "configured"; readonly config: PhoneConfig | null }
  | { readonly type: "command"; readonly id: number; readonly asker: Asker; readonly command: EngineCommand }
  | { readonly type: "suspended" }
  /** `sleptMs`: for how long, as far as the clocks can tell. */
  | { readonly type: "resumed"; readonly sleptMs?: number }
  | { readonly type: "network.changed" }
  /** The operator spoke for a second while nobody could hear it. */
  | { readonly type: "microphone.spokeMuted" }
  /** Hang up, unregister, be silent. */
  | { readonly type: "stopping" }
  | { readonly type: "tick" };

export type Input = HostInput | SipEvent | HeadsetEvent | RecordingEvent;
