/** What is recorded of a call: the operator left, whoever is heard right, in the rate of a wide voice. */
import type { Unsubscribe } from "../../../../shared/lib/emitter.ts";
import type { MixMember } from "./mixer.ts";
import { renderTone, toneSampleRate } from "./tones.ts";

/** The voices of one conversation, as they come and go. */
export type CallVoices = {
  readonly own: MixMember;
  /** Everybody the operator hears in it: the party, and in a conference the others. */
  readonly heard: () => readonly MixMember[];
  readonly onChanged: (listener: () => void) => Unsubscribe;
};

export type RecordingGraph = {
  /** One track of two channels. */
  readonly stream: MediaStream;
  readonly setSilent: (isSilent: boolean) => void;
  readonly beep: () => void;
  readonly stop: () => void;
};

/** Hz; every codec but Opus ends below half of it, and a voice does too. */
export const recordingSampleRate = 16_000;

/** @param context runs at {@link recordingSampleRate} and drives no device. */
export function createRecordingGraph(context: AudioContext, voices: CallVoices, isSilent: boolean): RecordingGraph {
  const output = new MediaStreamAudioDestinationNode(context, { channelCount: 2 });
  const sides = new ChannelMergerNode(context, { numberOfInputs: 2 });
  const operator = new GainNode(context);
  const others = new GainNode(context);
  operator.connect(sides, 0, 0);
  others.connect(sides, 0, 1);
  sides.connect(output);
  let sources: readonly MediaStreamAudioSourceNode[] = [];

  function hear(track: MediaStreamTrack | null, side: GainNode): MediaStreamAudioSourceNode[] {
    if (track === null) return [];
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
    source.connect(side);
    return [source];
  }

  function connect(): void {
    for (const source of sources) source.disconnect();
    sources = [
      ...hear(voices.own.microphone(), operator),
      ...voices.heard().flatMap((member) => hear(member.remote(), others)),
    ];
  }

  function setSilent(on: boolean): void {
    operator.gain.value = on ? 0 : 1;
    others.gain.value = on ? 0 : 1;
  }

  connect();
  setSilent(isSilent);
  const unsubscribe = voices.onChanged(connect);
  return {
    stream: output.stream,
    setSilent,
    beep: () => playBeep(context, (source) => source.connect(sides, 0, 0)),
    stop() {
      unsubscribe();
      for (const source of sources) source.disconnect();
      for (const track of output.stream.getTracks()) track.stop();
      void context.close();
    },
  };
}

/** @returns its length, s. */
export function playBeep(context: AudioContext, connect: (source: AudioBufferSourceNode) => void, inS = 0): number {
  const { samples } = renderTone("recording");
  const buffer = context.createBuffer(1, samples.length, toneSampleRate);
  buffer.copyToChannel(samples, 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  connect(source);
  source.start(context.currentTime + inS);
  return buffer.duration;
}
