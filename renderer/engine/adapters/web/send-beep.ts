/** Lets a party hear the beep of a recording: for its moment the voice goes out through a mix, and never stops. */
import type { LogPort } from "../../ports/log.ts";
import type { MixMember } from "./mixer.ts";
import { playBeep } from "./recording-graph.ts";

export type BeepParts = {
  /** Of the full rate of a voice; it drives no device. */
  readonly createContext: () => AudioContext;
  readonly log: LogPort;
};

export type SendBeep = (member: MixMember) => void;

/** The voice is through the mix before the beep begins, and the beep through the line before the mix ends, s. */
const marginS = 0.15;

export function createSendBeep({ createContext, log }: BeepParts): SendBeep {
  /** Of two recordings of one conference, one beep. */
  const beeping = new WeakSet<MixMember>();

  async function beep(member: MixMember): Promise<void> {
    const context = createContext();
    const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    let source: MediaStreamAudioSourceNode | null = null;
    const connect = () => {
      source?.disconnect();
      const track = member.sent();
      source =
        track === null ? null : new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
      source?.connect(output);
    };
    connect();
    const unsubscribe = member.onChanged(connect);
    try {
      await context.resume();
      member.sendBeeping(output.stream.getAudioTracks()[0] ?? null);
      const lengthS = playBeep(context, (beepSource) => beepSource.connect(output), marginS);
      await new Promise((resolve) => setTimeout(resolve, (lengthS + 2 * marginS) * 1_000));
    } finally {
      unsubscribe();
      member.sendBeeping(null);
      for (const track of output.stream.getTracks()) track.stop();
      void context.close();
    }
  }

  return (member) => {
    if (beeping.has(member)) return;
    beeping.add(member);
    beep(member)
      .catch((error: unknown) =>
        log.write({ level: "error", scope: "recording", text: `The beep was not sent: ${String(error)}` }),
      )
      .finally(() => beeping.delete(member));
  };
}
