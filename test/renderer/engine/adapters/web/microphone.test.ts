import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createMicrophone } from "../../../../../renderer/engine/adapters/web/microphone.ts";
import type { Devices } from "../../../../../shared/model/devices.ts";
import type { TrackWish } from "../../../../../renderer/engine/adapters/web/microphone-track.ts";
import type { SoundDevice } from "../../../../../shared/model/settings.ts";
import { defaultProcessing, type VoiceProcessing } from "../../../../../shared/model/voice.ts";
import { createFakeMediaDevices, settle } from "./fake-media-devices.ts";

function createTestMicrophone(inputs = 1) {
  const computer = createFakeMediaDevices(inputs);
  const microphone = createMicrophone({ ...computer, log: { write: () => undefined } });
  const seen: Devices["microphone"][] = [];
  microphone.listen((devices) => seen.push(devices.microphone));
  return { computer, microphone, seen, last: () => seen.at(-1) };
}

const wish = (device: SoundDevice | null, processing: Partial<VoiceProcessing> = {}): TrackWish => ({
  device,
  processing: { ...defaultProcessing, ...processing },
});
const ok = (open: boolean) => ({ state: "ok", message: null, open, device: open ? "Fake" : null });
const missingSentence = "No microphone was found, so calls cannot be made or answered. Plug in your headset.";
const unpluggedSentence =
  "The microphone was unplugged and there is no other, so nobody can hear you. Plug in your headset.";
const deniedSentence =
  "Tandem is not allowed to use the microphone, so calls cannot be made or answered. Allow it in the system's privacy settings.";
const failedSentence =
  "The microphone could not be opened, so calls cannot be made or answered. Close other programs that use it, or unplug it and plug it in again.";

describe("the microphone", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is asked for once by all who open it together, and lent to each as a track of its own", async () => {
    const { computer, microphone, last } = createTestMicrophone();
    const opening = [microphone.open(), microphone.open()];
    const loans = [microphone.borrow(() => undefined), microphone.borrow(() => undefined)];
    await computer.open();
    const [first, second] = await Promise.all(loans);
    expect(await Promise.all(opening)).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
    expect(first?.ok && second?.ok && first.value.track !== second.value.track).toBe(true);
    expect({ requests: computer.requestCount(), live: computer.liveCount(), shown: last() }).toEqual({
      requests: 1,
      live: 3,
      shown: ok(true),
    });
  });

  it("is the one that was chosen, by its id or by its label", async () => {
    const { computer, microphone } = createTestMicrophone(2);
    await settle();
    microphone.use(wish({ id: "in-1", label: "" }));
    void microphone.open();
    await computer.open();
    microphone.release();
    microphone.use(wish({ id: "gone", label: "Headset 0" }));
    void microphone.open();
    await computer.open();
    microphone.release();
    microphone.use(wish(null));
    void microphone.open();
    expect(computer.wanted()).toEqual(["in-1", "in-0", null]);
  });

  it("is another one where the chosen one went in the last moment", async () => {
    const { computer, microphone, last } = createTestMicrophone(2);
    await settle();
    microphone.use(wish({ id: "in-1", label: "" }));
    const opening = microphone.open();
    await computer.refuse("OverconstrainedError");
    await computer.open();
    expect([await opening, computer.wanted(), last()]).toEqual([{ ok: true, value: null }, ["in-1", null], ok(true)]);
  });

  it("is changed under a call: the borrower gets a track of the new one, and the old ones are off", async () => {
    const { computer, microphone } = createTestMicrophone(2);
    await settle();
    const given: MediaStreamTrack[] = [];
    const borrowing = microphone.borrow((track) => given.push(track));
    await computer.open();
    const loan = await borrowing;
    microphone.use(wish({ id: "in-1", label: "" }));
    await settle();
    expect(computer.liveCount()).toBe(2);
    await computer.open();
    const before = loan.ok ? loan.value.track : null;
    expect({ wanted: computer.wanted(), given: given.length, live: computer.liveCount() }).toEqual({
      wanted: [null, "in-1"],
      given: 1,
      live: 2,
    });
    expect(given[0]).not.toBe(before);
  });

  it("goes on with the old one when the chosen one does not open", async () => {
    const { computer, microphone, last } = createTestMicrophone(2);
    await settle();
    const given: MediaStreamTrack[] = [];
    const borrowing = microphone.borrow((track) => given.push(track));
    await computer.open();
    await borrowing;
    microphone.use(wish({ id: "in-1", label: "" }));
    await settle();
    await computer.refuse("NotReadableError");
    expect({ given: given.length, live: computer.liveCount(), shown: last() }).toEqual({
      given: 0,
      live: 2,
      shown: ok(true),
    });
  });

  it("stops a chosen one that opens only after the release", async () => {
    const { computer, microphone } = createTestMicrophone(2);
    await settle();
    void microphone.open();
    await computer.open();
    microphone.use(wish({ id: "in-1", label: "" }));
    await settle();
    microphone.release();
    await computer.open();
    expect(computer.liveCount()).toBe(0);
  });

  it("is the chosen one again as soon as it is back, and the system's next one when that changes", async () => {
    const { computer, microphone } = createTestMicrophone(2);
    await settle();
    microphone.use(wish({ id: "in-1", label: "" }));
    void microphone.open();
    await computer.open();
    await computer.unplug();
    await computer.open();
    await computer.plugIn(2);
    await computer.open();
    microphone.use(wish(null));
    await settle();
    await computer.open();
    await computer.setDefault("group-2");
    await computer.open();
    await computer.setDefault("group-2");
    // It goes, what stands in for it is opened, it comes back; then the system's own, and the next of these.
    expect([computer.wanted(), computer.liveCount()]).toEqual([["in-1", "in-1", null, "in-1", null, null], 1]);
  });

  it("is, of two that are chosen in one breath, the last one", async () => {
    const { computer, microphone } = createTestMicrophone(3);
    await settle();
    void microphone.open();
    await computer.open();
    microphone.use(wish({ id: "in-1", label: "" }));
    await settle();
    microphone.use(wish({ id: "in-2", label: "" }));
    await computer.open();
    await computer.open();
    expect([computer.wanted(), computer.liveCount()]).toEqual([[null, "in-1", "in-2"], 1]);
  });

  it.each([
    ["switched off altogether, in one step", {}, "000", ["111", "000"]],
    ["changed over a raw track that bridges the time", {}, "101", ["111", "000", "101"]],
    [
      "switched on over the raw one",
      { echoCancellation: false, noiseSuppression: false, autoGain: false },
      "110",
      ["000", "110"],
    ],
  ])("has its sound's cleaning %s, under a call", async (_how, first, last, steps) => {
    const { computer, microphone } = createTestMicrophone();
    await settle();
    microphone.use(wish(null, first));
    const given: MediaStreamTrack[] = [];
    const borrowing = microphone.borrow((track) => given.push(track));
    await computer.open();
    await borrowing;
    const seen = computer.processing();
    const [echoCancellation, noiseSuppression, autoGain] = last.split("").map((digit) => digit === "1");
    microphone.use(wish(null, { echoCancellation, noiseSuppression, autoGain } as VoiceProcessing));
    for (let step = 0; step < 3; step += 1) {
      await settle();
      await computer.open();
      seen.push(...computer.processing());
    }
    expect({ seen: [...new Set(seen)], given: given.length, live: computer.liveCount() }).toEqual({
      seen: steps,
      given: steps.length - 1,
      live: 2,
    });
  });

  it("is closed for a moment where no raw track can stand beside it, and the call goes on with the new one", async () => {
    const { computer, microphone, last } = createTestMicrophone();
    await settle();
    microphone.use(wish(null, { echoCancellation: false }));
    const given: MediaStreamTrack[] = [];
    const borrowing = microphone.borrow((track) => given.push(track));
    await computer.open();
    await borrowing;
    microphone.use(wish(null));
    for (let step = 0; step < 3; step += 1) {
      await settle();
      await computer.open();
    }
    expect({ is: computer.processing(), given: given.length, shown: last() }).toEqual({
      is: ["111"],
      given: 1,
      shown: ok(true),
    });
  });

  it("has no live track once released, lent ones included", async () => {
    const { computer, microphone, last } = createTestMicrophone();
    const borrowing = microphone.borrow(() => undefined);
    await computer.open();
    await borrowing;
    microphone.release();
    expect({ live: computer.liveCount(), shown: last() }).toEqual({ live: 0, shown: ok(false) });
  });

  it("stops a track that comes only after the release", async () => {
    const { computer, microphone } = createTestMicrophone();
    const opening = microphone.open();
    microphone.release();
    await computer.open();
    expect({ live: computer.liveCount(), isOpened: (await opening).ok }).toEqual({ live: 0, isOpened: false });
  });

  it("ends one loan without touching another", async () => {
    const { computer, microphone } = createTestMicrophone();
    const borrowing = [microphone.borrow(() => undefined), microphone.borrow(() => undefined)];
    await computer.open();
    const [first, second] = await Promise.all(borrowing);
    if (!first?.ok || !second?.ok) throw new Error("Nothing was lent.");
    first.value.end();
    expect([first.value.track.readyState, second.value.track.readyState]).toEqual(["ended", "live"]);
  });

  it.each([
    ["NotFoundError", "microphoneMissing", "missing", missingSentence],
    ["NotAllowedError", "microphoneDenied", "denied", deniedSentence],
    ["NotReadableError", "microphoneFailed", "failed", failedSentence],
  ])("says what %s means and what to do", async (name, kind, state, message) => {
    const { computer, microphone, last } = createTestMicrophone();
    const opening = microphone.open();
    await computer.refuse(name);
    expect(await opening).toEqual({ ok: false, failure: { kind, message } });
    expect(last()).toEqual({ state, message, open: false, device: null });
  });

  it("gives up on a device that never opens, and stops it if it opens after all", async () => {
    const { computer, microphone } = createTestMicrophone();
    const opening = microphone.open();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await opening).toEqual({ ok: false, failure: { kind: "microphoneFailed", message: failedSentence } });
    await computer.open();
    expect(computer.liveCount()).toBe(0);
  });

  it("moves every call to the next microphone when one is unplugged", async () => {
    const { computer, microphone, last } = createTestMicrophone();
    const replaced: string[] = [];
    const borrowing = [
      microphone.borrow(({ readyState }) => replaced.push(`first ${readyState}`)),
      microphone.borrow(({ readyState }) => replaced.push(`second ${readyState}`)),
    ];
    await computer.open();
    await Promise.all(borrowing);
    await computer.unplug();
    await computer.open();
    expect({ replaced, live: computer.liveCount(), shown: last() }).toEqual({
      replaced: ["first live", "second live"],
      live: 3,
      shown: ok(true),
    });
  });

  it("says that nobody can hear us when there is no other, and comes back by itself when there is", async () => {
    const { computer, microphone, last } = createTestMicrophone();
    const replaced: string[] = [];
    const borrowing = microphone.borrow(({ readyState }) => replaced.push(readyState));
    await computer.open();
    await borrowing;
    await computer.unplug();
    await computer.refuse("NotFoundError");
    expect(last()).toEqual({ state: "missing", message: unpluggedSentence, open: false, device: null });
    await computer.plugIn();
    await computer.open();
    expect({ replaced, shown: last() }).toEqual({ replaced: ["live"], shown: ok(true) });
  });

  it("is not opened again for a plug that nobody waits for", async () => {
    const { computer, microphone } = createTestMicrophone();
    const opening = microphone.open();
    await computer.open();
    await opening;
    microphone.release();
    await computer.unplug();
    await computer.plugIn();
    expect({ requests: computer.requestCount(), live: computer.liveCount() }).toEqual({ requests: 1, live: 0 });
  });

  it("is known to be missing or forbidden before anybody needs it, without opening anything", async () => {
    const { computer, last } = createTestMicrophone(0);
    await settle();
    expect(last()).toEqual({ state: "missing", message: missingSentence, open: false, device: null });
    await computer.plugIn();
    expect(last()).toEqual({ state: "unknown", message: null, open: false, device: null });
    await computer.setPermission("denied");
    expect(last()).toEqual({ state: "denied", message: deniedSentence, open: false, device: null });
    await computer.setPermission("granted");
    expect(last()).toEqual({ state: "unknown", message: null, open: false, device: null });
    expect(computer.requestCount()).toBe(0);
  });
});
