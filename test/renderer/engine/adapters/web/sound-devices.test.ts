import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createWebSound } from "../../../../../renderer/engine/adapters/web/web-sound.ts";
import type { TonePlayer } from "../../../../../renderer/engine/adapters/web/tone-player.ts";
import { createEmitter } from "../../../../../shared/lib/emitter.ts";
import { unknownDevices, type Devices } from "../../../../../shared/model/devices.ts";
import { defaultSettings } from "../../../../../shared/model/settings.ts";

const headset = { id: "out-1", label: "Headset" };
const speakers = { id: "out-2", label: "Speakers" };

function createFakeTones(): TonePlayer & { readonly steps: unknown[][] } {
  const steps: unknown[][] = [];
  return {
    steps,
    play: (tone) => void steps.push(["play", tone]),
    stop: (tone) => void steps.push(["stop", tone]),
    playDigits: (digits) => void steps.push(["playDigits", digits]),
    use: (sinkId, volume) => void steps.push(["use", sinkId, volume]),
  };
}

function createTestSound() {
  const devices = createEmitter<Devices>((error) => {
    throw error;
  });
  const voices: string[] = [];
  const microphones: unknown[] = [];
  const codecs: unknown[] = [];
  const heard: unknown[] = [];
  const tones = createFakeTones();
  const ringer = createFakeTones();
  const secondRinger = createFakeTones();
  const sound = createWebSound({
    hearing: {
      measure: (wish) => void heard.push(wish),
      beginEcho: () => void heard.push("begin"),
      stopEcho: () => void heard.push("stop"),
      use: (sinkId) => void heard.push(sinkId),
      listen: () => () => undefined,
    },
    codecs: { use: (order) => void codecs.push(order) },
    microphone: {
      open: () => Promise.reject(new Error("not asked for")),
      borrow: () => Promise.reject(new Error("not asked for")),
      release: () => undefined,
      use: ({ device }) => void microphones.push(device),
      listen: devices.listen,
    },
    pool: {
      take: () => {
        throw new Error("not asked for");
      },
      setWarm: () => undefined,
      discard: () => undefined,
      setIceServers: () => undefined,
      count: () => 0,
    },
    speaker: { use: (sinkId) => void voices.push(sinkId) },
    tones,
    ringer,
    secondRinger,
  });
  const plug = (...outputs: Devices["outputs"]) => devices.emit({ ...unknownDevices, outputs });
  return { sound, plug, voices, microphones, codecs, heard, tones, ringer, secondRinger };
}

describe("the devices that sound", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("are the system's own until one is chosen", () => {
    const { sound, plug, voices, ringer } = createTestSound();
    plug(headset, speakers);
    sound.use(defaultSettings);
    expect({ voice: voices.at(-1), ring: ringer.steps.at(-1) }).toEqual({ voice: "", ring: ["use", "", 0.8] });
  });

  it("are chosen apart: the voice and its tones on the speaker, the ring on the ringer, as loud as wanted", () => {
    const { sound, plug, voices, microphones, tones, ringer } = createTestSound();
    plug(headset, speakers);
    sound.use({ ...defaultSettings, microphone: headset, speaker: headset, ringer: speakers, ringVolume: 35 });
    expect({ voice: voices.at(-1), tone: tones.steps.at(-1), ring: ringer.steps.at(-1), microphones }).toEqual({
      voice: "out-1",
      tone: ["use", "out-1", 1],
      ring: ["use", "out-2", 0.35],
      microphones: [null, headset],
    });
  });

  it("hand on what is to be done to the voice, and the order of the codecs", () => {
    const { sound, codecs } = createTestSound();
    sound.use({ ...defaultSettings, codecs: ["pcma", "opus"] });
    expect(codecs).toEqual([["pcma", "opus"]]);
  });

  it("are stood in for while they are unplugged, and taken up again when they are back", () => {
    const { sound, plug, voices } = createTestSound();
    sound.use({ ...defaultSettings, speaker: headset });
    plug(headset);
    plug(speakers);
    plug(speakers, { id: "out-9", label: "Headset" });
    expect(voices).toEqual(["", "out-1", "", "out-9"]);
  });

  it("ring together where the operator wants the ring in the headset too", () => {
    const { sound, plug, tones, ringer, secondRinger } = createTestSound();
    plug(headset, speakers);
    sound.use({ ...defaultSettings, speaker: headset, ringer: speakers, ringsOnSpeaker: true, ringVolume: 20 });
    sound.perform({ type: "tone.play", tone: "ring" });
    sound.perform({ type: "tone.stop", tone: "ring" });
    const ringing = [
      ["play", "ring"],
      ["stop", "ring"],
    ];
    expect([ringer.steps.slice(-3), secondRinger.steps.slice(-3), tones.steps.at(-1)]).toEqual([
      [["use", "out-2", 0.2], ...ringing],
      [["use", "out-1", 0.2], ...ringing],
      ["use", "out-1", 1],
    ]);
  });

  it("tell of a call that waits on the speaker alone, whatever rings otherwise, and not where calls ring silently", () => {
    const { sound, tones, ringer, secondRinger } = createTestSound();
    sound.use({ ...defaultSettings, ringsOnSpeaker: true });
    sound.perform({ type: "tone.play", tone: "waiting" });
    sound.perform({ type: "tone.stop", tone: "waiting" });
    sound.use({ ...defaultSettings, ringVolume: 0 });
    sound.perform({ type: "tone.play", tone: "waiting" });
    const heard = ({ steps }: typeof tones) => steps.filter(([step]) => step !== "use");
    expect([heard(tones), heard(ringer), heard(secondRinger)]).toEqual([
      [
        ["play", "waiting"],
        ["stop", "waiting"],
      ],
      [],
      [],
    ]);
  });

  it("let operators hear the digits they send, on the speaker", () => {
    const { sound, tones } = createTestSound();
    sound.perform({ type: "tone.digits", digits: "15*" });
    expect(tones.steps).toEqual([["playDigits", "15*"]]);
  });

  it("are tried for a moment, and a trial never ends the ring of a call", () => {
    const { sound, tones, ringer } = createTestSound();
    sound.perform({ type: "tone.try", output: "speaker" });
    sound.perform({ type: "tone.try", output: "ringer" });
    vi.advanceTimersByTime(1_200);
    sound.perform({ type: "tone.try", output: "ringer" });
    sound.perform({ type: "tone.play", tone: "ring" });
    vi.advanceTimersByTime(60_000);
    expect([tones.steps, ringer.steps]).toEqual([
      [["play", "ended"]],
      [
        ["play", "ring"],
        ["stop", "ring"],
        ["play", "ring"],
        ["play", "ring"],
      ],
    ]);
  });
});
