/** Everything the phone knows. Deadlines stand in it, so that time is one more input and nothing else keeps timers. */
import type { Devices } from "../../../shared/model/devices.ts";
import { unknownDevices } from "../../../shared/model/devices.ts";
import type { ServerId } from "../../../shared/model/ids.ts";
import type { PhoneConfig } from "../../../shared/model/phone-config.ts";
import type { Instant } from "../../../shared/model/time.ts";
import { noAgent, type AgentRecord } from "./agent/queue-record.ts";
import type { CallRecord } from "./calls/call-record.ts";
import type { HeadsetRecord } from "./headset/headset-record.ts";
import { noLamps, type Lamps } from "./lamps/board.ts";
import type { ParkedRecord } from "./parking/parking-record.ts";
import type { Registration } from "./registration/registration.ts";
import type { WrapUpRecord } from "./wrap-up/wrap-up-record.ts";

export type PhoneState = {
  readonly config: PhoneConfig | null;
  readonly registrations: readonly Registration[];
  readonly calls: readonly CallRecord[];
  /** The operator's or administrator's wish for new calls; null: by role. */
  readonly preferredServerId: ServerId | null;
  readonly isDnd: boolean;
  readonly isStopping: boolean;
  /** While stopping: when the servers' answers to the farewell are waited for no longer. */
  readonly atStopped: Instant | null;
  readonly devices: Devices;
  readonly headsets: readonly HeadsetRecord[];
  /** What the servers are asked to tell of colleagues and mailboxes. */
  readonly lamps: Lamps;
  /** The seat in its queues. */
  readonly agent: AgentRecord;
  /** What waits in the servers' parking lots. */
  readonly parked: readonly ParkedRecord[];
  /** The work after a call; null between calls. */
  readonly wrapUp: WrapUpRecord | null;
  readonly microphone: {
    readonly isOpen: boolean;
    /** Set while somebody types in the dial field. */
    readonly atTypingEnds: Instant | null;
    /** Set while somebody looks at the level in the settings, or on a call's card. */
    readonly atSettingsWatchEnds: Instant | null;
    readonly atCallWatchEnds: Instant | null;
    readonly atRelease: Instant | null;
    /** For whom the level is measured. */
    readonly metering: { readonly isShown: boolean; readonly isMuted: boolean };
    /** When speaking while muted was said last. */
    readonly atWarned: Instant | null;
  };
};

export function createPhoneState(): PhoneState {
  return {
    config: null,
    registrations: [],
    calls: [],
    preferredServerId: null,
    isDnd: false,
    isStopping: false,
    atStopped: null,
    devices: unknownDevices,
    headsets: [],
    lamps: noLamps,
    agent: noAgent,
    parked: [],
    wrapUp: null,
    microphone: {
      isOpen: false,
      atTypingEnds: null,
      atSettingsWatchEnds: null,
      atCallWatchEnds: null,
      atRelease: null,
      metering: { isShown: false, isMuted: false },
      atWarned: null,
    },
  };
}
