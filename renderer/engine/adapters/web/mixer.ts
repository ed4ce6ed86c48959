/** The conference in the page: each party hears the operator and the others, and nobody hears himself. */
import type { Unsubscribe } from "../../../../shared/lib/emitter.ts";
import type { LogPort } from "../../ports/log.ts";

/** One call's voice, both ways, as far as a mix needs it. */
export type MixMember = {
  /** The operator's voice as this party shall hear it: silent while muted or held. */
  readonly microphone: () => MediaStreamTrack | null;
  /** What comes from this party. */
  readonly remote: () => MediaStreamTrack | null;
  /** What goes to it instead of the microphone; null gives the microphone back. */
  readonly sendInstead: (mixed: MediaStreamTrack | null) => void;
  /** What goes to it: the microphone, or the mix of a conference. */
  readonly sent: () => MediaStreamTrack | null;
  /** What goes to it for a moment, with a beep in it; null gives back what was sent. */
  readonly sendBeeping: (beeping: MediaStreamTrack | null) => void;
  /** One of the tracks is another one now. */
  readonly onChanged: (listener: () => void) => Unsubscribe;
};

export type Mixer = {
  /** These and no others hear each other; fewer than two end it, and nothing of it is left. */
  readonly mix: (members: readonly MixMember[]) => void;
};

export type MixerParts = {
  readonly createContext: () => AudioContext;
  readonly log: LogPort;
};

/** A context runs only while something is mixed. */
export function createMixer({ createContext, log }: MixerParts): Mixer {
  let stop: () => void = () => undefined;

  function start(members: readonly MixMember[]): () => void {
    const context = createContext();
    const outputs = members.map(() => new MediaStreamAudioDestinationNode(context, { channelCount: 1 }));
    let sources: readonly MediaStreamAudioSourceNode[] = [];

    function connect(): void {
      for (const source of sources) source.disconnect();
      const hear = (track: MediaStreamTrack | null, by: readonly AudioNode[]): MediaStreamAudioSourceNode[] => {
        if (track === null) return [];
        const source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
        for (const output of by) source.connect(output);
        return [source];
      };
      sources = members.flatMap((member, at) => [
        ...hear(
          member.microphone(),
          outputs.filter((_, of) => of === at),
        ),
        ...hear(
          member.remote(),
          outputs.filter((_, of) => of !== at),
        ),
      ]);
    }

    connect();
    for (const [at, member] of members.entries()) {
      member.sendInstead(outputs[at]?.stream.getAudioTracks()[0] ?? null);
    }
    const unsubscribes = members.map((member) => member.onChanged(connect));
    context.resume().catch((error: unknown) => {
      log.write({ level: "error", scope: "media", text: `The conference cannot be mixed: ${String(error)}` });
    });
    log.write({ level: "info", scope: "media", text: `A conference of ${members.length} calls is mixed.` });
    return () => {
      for (const unsubscribe of unsubscribes) unsubscribe();
      for (const member of members) member.sendInstead(null);
      for (const source of sources) source.disconnect();
      for (const output of outputs) for (const track of output.stream.getTracks()) track.stop();
      void context.close();
      log.write({ level: "info", scope: "media", text: "The conference is mixed no longer." });
    };
  }

  return {
    mix(members) {
      stop();
      stop = members.length < 2 ? () => undefined : start(members);
    },
  };
}
