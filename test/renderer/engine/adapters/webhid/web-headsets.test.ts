/** Headsets from plug to unplugging, on a pretended WebHID. */
import { setImmediate as settle } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createLitMemory, type LitMemory } from "../../../../../renderer/engine/adapters/webhid/lit-memory.ts";
import { createWebHeadsets } from "../../../../../renderer/engine/adapters/webhid/web-headsets.ts";
import type { HeadsetEvent, Lamps } from "../../../../../renderer/engine/core/headset-vocabulary.ts";
import type { LogLine } from "../../../../../shared/contract/wire.ts";
import { createFakeDevice, createFakeHid, type FakeDevice } from "../../../../fakes/fake-hid.ts";
import { keyboard, pulsingMute, twoSwitches } from "./descriptors.ts";

const offHook: Lamps = { ring: false, offHook: true, mute: false, hold: false };
const ringing: Lamps = { ring: true, offHook: false, mute: false, hold: false };

/** What is kept of a page when it is gone. */
function aStorage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

async function aDesk(...here: readonly FakeDevice[]) {
  return aDeskWith(createLitMemory(aStorage()), ...here);
}

async function aDeskWith(memory: LitMemory, ...here: readonly FakeDevice[]) {
  const hid = createFakeHid(...here);
  const events: HeadsetEvent[] = [];
  const lines: LogLine[] = [];
  const headsets = createWebHeadsets({ hid, memory, log: { write: (line) => void lines.push(line) } });
  headsets.listen((event) => void events.push(event));
  headsets.use(true);
  await settle();
  const listed = () =>
    events.findLast((event) => event.type === "headset.listed")?.headsets.map(({ name, state }) => [name, state]);
  const moved = () =>
    events.flatMap((event) =>
      event.type === "headset.moved" ? [`${event.headsetId} ${event.key} ${event.isOn ? "on" : "off"}`] : [],
    );
  const show = (headsetId: string, lamps: Lamps) => headsets.perform({ type: "headset.show", headsetId, lamps });
  return { hid, headsets, events, lines, listed, moved, show };
}

const link = () => createFakeDevice("Jabra Link 380", pulsingMute);
const speakerphone = () => createFakeDevice("Speakerphone", twoSwitches);

describe("headsets", () => {
  it("that are there are opened, named and listened to; a keyboard is left alone", async () => {
    const device = link();
    const keys = createFakeDevice("Keyboard", keyboard);
    const { events, moved } = await aDesk(keys, device);
    expect([keys.opened, device.opened]).toEqual([false, true]);
    expect(events).toEqual([
      {
        type: "headset.listed",
        headsets: [{ id: "headset-1", name: "Jabra Link 380", usb: "0b0e:24c8", state: "ready", keys: "both" }],
      },
    ]);
    device.send(2, 0x01, 0);
    device.send(2, 0x09, 0);
    expect(moved()).toEqual(["headset-1 hook on", "headset-1 mute on"]);
  });

  it("are called what they call themselves, on one line and not without end", async () => {
    const { listed } = await aDesk(createFakeDevice(` Link\n\u202e380${"x".repeat(200)}`, pulsingMute));
    expect(listed()).toEqual([[`Link 380${"x".repeat(72)}`, "ready"]]);
  });

  it("are two when there are two, each with its own keys and lamps", async () => {
    const [first, second] = [link(), speakerphone()];
    const { show, listed, moved } = await aDesk(first, second);
    expect(listed()).toEqual([
      ["Jabra Link 380", "ready"],
      ["Speakerphone", "ready"],
    ]);
    show("headset-2", ringing);
    await settle();
    expect([first.written, second.written]).toEqual([
      [],
      [
        [9, 0],
        [10, 1],
        [11, 0],
      ],
    ]);
    second.send(8, 3);
    expect(moved()).toEqual(["headset-2 hook on", "headset-2 mute on"]);
  });

  it("come and go: one that is pulled is silent, one that is plugged in is another", async () => {
    const device = link();
    const { hid, listed, moved, show, lines } = await aDesk();
    expect(listed()).toBeUndefined();
    hid.plug(device);
    await settle();
    show("headset-1", offHook);
    await settle();
    hid.pull(device);
    expect([listed(), device.isHeard()]).toEqual([[], false]);
    show("headset-1", ringing);
    hid.plug(device);
    await settle();
    device.send(2, 1, 0);
    expect(moved()).toEqual(["headset-2 hook on"]);
    expect(lines.filter(({ level }) => level === "warn")).toEqual([]);
  });

  it("that do not open are named with it, and opened when they are tried again", async () => {
    const device = link();
    device.refuseToOpen("Failed to open the device.");
    const { headsets, listed, lines } = await aDesk(device);
    expect(listed()).toEqual([["Jabra Link 380", "blocked"]]);
    expect(lines).toEqual([
      { level: "warn", scope: "headset", text: "Jabra Link 380: it did not open: Error: Failed to open the device." },
    ]);
    device.refuseToOpen(null);
    headsets.perform({ type: "headset.retry" });
    await settle();
    expect(listed()).toEqual([["Jabra Link 380", "ready"]]);
  });

  it("write the newest wish alone, when the one before is out", async () => {
    const device = link();
    const { show } = await aDesk(device);
    show("headset-1", ringing);
    show("headset-1", { ...offHook, hold: true });
    show("headset-1", offHook);
    await settle();
    expect(device.written).toEqual([
      [2, 0b100_0100, 0],
      [2, 0b1, 0],
    ]);
  });

  it("are dark and let go when they are not to be used, and taken again at once when they are", async () => {
    const device = link();
    const { headsets, listed, show, moved } = await aDesk(device);
    show("headset-1", offHook);
    await settle();
    headsets.use(false);
    expect(listed()).toEqual([]);
    device.send(2, 1, 0);
    headsets.use(true);
    await settle();
    expect([device.written.at(-1), device.opened, listed(), moved()]).toEqual([
      [2, 0, 0],
      true,
      [["Jabra Link 380", "ready"]],
      [],
    ]);
  });

  it("that show nothing are let go without a word, for another program may be using them", async () => {
    const device = link();
    const { headsets } = await aDesk(device);
    headsets.use(false);
    await settle();
    expect([device.written, device.opened]).toEqual([[], false]);
  });

  it("are none where the browser has no WebHID", async () => {
    const headsets = createWebHeadsets({
      hid: null,
      memory: createLitMemory(aStorage()),
      log: { write: () => undefined },
    });
    const events: HeadsetEvent[] = [];
    headsets.listen((event) => void events.push(event));
    headsets.use(true);
    headsets.perform({ type: "headset.retry" });
    await settle();
    expect(events).toEqual([]);
  });

  it("that an engine left lit when it died are dark under the next, and touched no more after that", async () => {
    const storage = aStorage();
    const before = await aDeskWith(createLitMemory(storage), link());
    before.show("headset-1", offHook);
    const device = link();
    await aDeskWith(createLitMemory(storage), device);
    expect(device.written).toEqual([[2, 0, 0]]);
    const again = link();
    await aDeskWith(createLitMemory(storage), again);
    expect(again.written).toEqual([]);
  });

  it("work where nothing can be kept", async () => {
    const fail = () => {
      throw new Error("storage is off");
    };
    const device = link();
    const { show } = await aDeskWith(createLitMemory({ getItem: fail, setItem: fail }), device);
    show("headset-1", offHook);
    await settle();
    expect(device.written).toEqual([[2, 1, 0]]);
  });

  it("whose lamps cannot be written go on being heard", async () => {
    const device = link();
    const { show, lines, moved } = await aDesk(device);
    await device.close();
    show("headset-1", ringing);
    await settle();
    device.send(2, 1, 0);
    expect([lines.at(-1)?.text, moved()]).toEqual([
      "Jabra Link 380: its lamps could not be set: Error: it is closed",
      ["headset-1 hook on"],
    ]);
  });
});
