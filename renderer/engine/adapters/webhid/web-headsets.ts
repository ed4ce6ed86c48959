/** The headset port in the browser: every telephony headset that is plugged in, from its plug to its unplugging. */
import { createEmitter } from "../../../../shared/lib/emitter.ts";
import { darkLamps, isLit, type HeadsetEvent, type Lamps } from "../../core/headset-vocabulary.ts";
import type { HeadsetPort } from "../../ports/headset.ts";
import type { LogPort } from "../../ports/log.ts";
import type { Hid, HidDevice } from "./hid.ts";
import { createHidHeadset, type HidHeadset } from "./hid-headset.ts";
import type { LitMemory } from "./lit-memory.ts";
import { readTelephony } from "./read-descriptor.ts";

export type WebHeadsetsNeeds = {
  /** Null where the browser has no WebHID. */
  readonly hid: Hid | null;
  readonly memory: LitMemory;
  readonly log: LogPort;
};

export function createWebHeadsets({ hid, memory, log }: WebHeadsetsNeeds): HeadsetPort {
  const events = createEmitter<HeadsetEvent>((error) => warn(`an event could not be heard: ${String(error)}`));
  const headsets = new Map<HidDevice, HidHeadset>();
  /** Those that are just being let go. */
  const partings = new WeakMap<HidDevice, Promise<void>>();
  let isOn = false;
  let made = 0;

  function warn(text: string): void {
    log.write({ level: "warn", scope: "headset", text });
  }

  function list(): void {
    events.emit({ type: "headset.listed", headsets: [...headsets.values()].map((one) => one.headset()) });
  }

  async function add(device: HidDevice): Promise<void> {
    if (!isOn || headsets.has(device)) return;
    const telephony = readTelephony(device.collections);
    if (telephony === null || !telephony.keys.some(({ key }) => key === "hook" || key === "mute")) return;
    made += 1;
    const id = `headset-${made}`;
    const headset = createHidHeadset({
      device,
      telephony,
      id,
      log,
      onMove: (move) => events.emit({ type: "headset.moved", headsetId: id, ...move }),
    });
    headsets.set(device, headset);
    await partings.get(device);
    await headset.open();
    if (headsets.get(device) !== headset) return;
    if (memory.has(headset.headset().usb)) put(headset, darkLamps);
    list();
  }

  function put(headset: HidHeadset, lamps: Lamps): void {
    headset.show(lamps);
    memory.keep(headset.headset().usb, isLit(lamps));
  }

  function remove(device: HidDevice): void {
    const headset = headsets.get(device);
    if (headset === undefined) return;
    headsets.delete(device);
    headset.forget();
    memory.keep(headset.headset().usb, false);
    list();
  }

  async function look(): Promise<void> {
    try {
      for (const device of (await hid?.getDevices()) ?? []) await add(device);
    } catch (error) {
      warn(`headsets could not be listed: ${String(error)}`);
    }
  }

  async function retry(): Promise<void> {
    let hasChanged = false;
    for (const headset of headsets.values()) hasChanged = (await headset.open()) || hasChanged;
    if (hasChanged) list();
    await look();
  }

  function show(headsetId: string, lamps: Lamps): void {
    for (const headset of headsets.values()) if (headset.headset().id === headsetId) put(headset, lamps);
  }

  function leave(): void {
    for (const [device, headset] of headsets) {
      partings.set(device, headset.close());
      memory.keep(headset.headset().usb, false);
    }
    headsets.clear();
    list();
  }

  hid?.addEventListener("connect", ({ device }) => void add(device));
  hid?.addEventListener("disconnect", ({ device }) => remove(device));

  return {
    use(wanted) {
      if (wanted === isOn) return;
      isOn = wanted;
      if (isOn) void look();
      else leave();
    },
    perform(effect) {
      if (effect.type === "headset.retry") void retry();
      else show(effect.headsetId, effect.lamps);
    },
    listen: events.listen,
  };
}
