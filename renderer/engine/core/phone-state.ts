/** Everything the phone knows. Deadlines stand in it, so that time is one more input and nothing else keeps timers. */
import type { Devices } from "../../../shared/model/devices.ts";
import { unknownDevices } from "../../../shared/model/devices.ts";
import type { ServerId } from "../../../shared/model/ids.ts";
import type { PhoneConfig } from "../../../shared/model/phone-config.ts";
import type { Instant } from "../../../shared/model/time.ts";
import type { CallRecord } from "./calls/call-record.ts";
import type { Registration } from "./registration/registration.ts";

export type PhoneState = {
  readonly config: PhoneConfig | null;
  readonly registrations: readonly Registration[];
  readonly calls: readonly CallRecord[];
  /** The operator's or administrator's wish for new calls; null: by role. */
  readonly preferredServerId: ServerId | null;
  readonly isDnd: boolean;
  readonly isStopping: boolean;
  readonly devices: Devices;
  readonly microphone: {
    readonly isOpen: boolean;
    readonly isTyping: boolean;
    readonly atRelease: Instant | null;
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
    devices: unknownDevices,
    microphone: { isOpen: false, isTyping: false, atRelease: null },
  };
}
