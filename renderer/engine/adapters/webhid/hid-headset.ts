/** One headset that is plugged in: opened, listened to, and told which lamps to show, one report after the other. */
import type { Headset } from "../../../../shared/model/headset.ts";
import { darkLamps, isLit, type Lamps } from "../../core/headset-vocabulary.ts";
import type { LogPort } from "../../ports/log.ts";
import type { HidDevice, HidInput } from "./hid.ts";
import type { Telephony } from "./read-descriptor.ts";
import { readReport, type KeyMove, type KeysOn } from "./read-report.ts";
import { writeLamps } from "./write-lamps.ts";

export type HidHeadset = {
  readonly headset: () => Headset;
  /** Opens it; @returns whether its state is another now. */
  readonly open: () => Promise<boolean>;
  readonly show: (lamps: Lamps) => void;
  /** It was unplugged: nothing is heard of it any more. */
  readonly forget: () => void;
  /** Goes dark, then is let go. */
  readonly close: () => Promise<void>;
};

export type HidHeadsetNeeds = {
  readonly device: HidDevice;
  readonly telephony: Telephony;
  readonly id: string;
  readonly onMove: (move: KeyMove) => void;
  readonly log: LogPort;
};

export function createHidHeadset({ device, telephony, id, onMove, log }: HidHeadsetNeeds): HidHeadset {
  const name = toName(device.productName);
  let state: Headset["state"] = "blocked";
  let isClosed = false;
  let on: KeysOn = new Set();
  let shown = darkLamps;
  let wanted: Lamps | null = null;
  let isWriting = false;
  let written: Promise<void> = Promise.resolve();

  function hear({ reportId, data }: HidInput): void {
    const read = readReport(telephony.keys, on, reportId, data);
    on = read.on;
    for (const move of read.moves) onMove(move);
  }

  /** The newest wish is written when the report before it is out; what came between is not. */
  async function write(): Promise<void> {
    isWriting = true;
    for (let lamps = wanted; lamps !== null; lamps = wanted) {
      wanted = null;
      try {
        for (const { reportId, data } of writeLamps(telephony, lamps)) await device.sendReport(reportId, data);
      } catch (error) {
        note("warn", `its lamps could not be set: ${String(error)}`);
      }
    }
    isWriting = false;
  }

  function show(lamps: Lamps): void {
    shown = lamps;
    wanted = lamps;
    if (!isWriting) written = write();
  }

  function forget(): void {
    isClosed = true;
    device.removeEventListener("inputreport", hear);
  }

  function note(level: "info" | "warn", text: string): void {
    log.write({ level, scope: "headset", text: `${name}: ${text}` });
  }

  return {
    headset: () => ({ id, name, usb: toUsb(device), state, keys: toKeys(telephony) }),
    async open() {
      const before = state;
      try {
        if (!device.opened) await device.open();
        if (isClosed) {
          await device.close();
          return false;
        }
        device.removeEventListener("inputreport", hear);
        device.addEventListener("inputreport", hear);
        state = "ready";
        if (before !== state) note("info", "its keys and lamps are in use");
      } catch (error) {
        state = "blocked";
        note("warn", `it did not open: ${String(error)}`);
      }
      return state !== before;
    },
    show,
    forget,
    async close() {
      forget();
      if (state !== "ready") return;
      if (isLit(shown)) show(darkLamps);
      try {
        await written;
        await device.close();
      } catch (error) {
        note("warn", `it did not close: ${String(error)}`);
      }
    },
  };
}

/** What a device calls itself is anybody's text. */
function toName(text: string): string {
  return text
    .replace(/\p{C}+/gu, " ")
    .trim()
    .slice(0, longestName);
}

const longestName = 80;

function toUsb({ vendorId, productId }: HidDevice): string {
  const four = (number: number) => (number & 0xffff).toString(16).padStart(4, "0");
  return `${four(vendorId)}:${four(productId)}`;
}

function toKeys({ keys }: Telephony): Headset["keys"] {
  const has = (wanted: string) => keys.some(({ key }) => key === wanted);
  if (!has("mute")) return "call";
  return has("hook") ? "both" : "mute";
}
