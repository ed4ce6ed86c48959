/** The story of a call that is recorded as WebM: what a player finds in the file, whole and cut short. */
import { createWebRecorder } from "../../../../../../renderer/engine/adapters/web/recorder.ts";
import { recordingSampleRate } from "../../../../../../renderer/engine/adapters/web/recording-graph.ts";
import { createSilentContext } from "../../../../../../renderer/engine/adapters/web/silent-context.ts";
import type { RecordingEvent } from "../../../../../../renderer/engine/core/recording-vocabulary.ts";
import type { RecordingNews } from "../../../../../../shared/contract/wire.ts";
import { CallId, InviteId } from "../../../../../../shared/model/ids.ts";
import { RecordingId } from "../../../../../../shared/model/recording.ts";
import { sleep, until } from "./listening.ts";
import { negotiate, type Party, type TestPhone } from "./phone.ts";

export type RecordingKit = { readonly phone: TestPhone; readonly hears: (party: Party) => Promise<boolean> };

const patienceMs = 10_000;
/** The test microphone beeps once a second. */
const talkMs = 2_500;
const recordingId = RecordingId.parse("one.1");
const one = CallId.parse("one");
const inviteId = InviteId.parse("invite");

export const createRecordingStories = ({ phone, hears }: RecordingKit) => ({
  /** @param isMuted the operator is, all the while. */
  async recordedCall(isMuted: boolean) {
    const desk = phone.createDesk();
    const anna = desk.first;
    const ben = phone.createParty();
    await negotiate(anna, ben);
    await hears(ben);
    anna.session.setMuted(isMuted);
    const news: RecordingNews[] = [];
    const events: RecordingEvent[] = [];
    const recorder = createWebRecorder({
      findVoices: () => desk.voicesOf(anna.session),
      createContext: () => createSilentContext(recordingSampleRate),
      sendBeep: () => undefined,
      send: (one) => void news.push(one),
      log: { write: (line) => void phone.lines.push(line) },
    });
    recorder.listen((event) => events.push(event));
    const effect = { recordingId, inviteId, callId: one, of: one, part: 1, format: "webm", isSilent: false } as const;
    recorder.perform({ type: "recording.begin", ...effect });
    await sleep(talkMs);
    recorder.perform({ type: "recording.end", recordingId });
    await until(() => news.at(-1)?.kind === "ended", patienceMs);
    for (const { session } of [anna, ben]) session.close();
    const octets = news.flatMap((one) => (one.kind === "chunk" ? [one.octets] : []));
    return {
      kinds: [...new Set(news.map(({ kind }) => kind))],
      chunks: octets.length,
      events,
      whole: await play(octets),
      /** As a power cut leaves it: what came after the half is missing. */
      half: await play(octets.slice(0, Math.ceil(octets.length / 2))),
    };
  },
});

async function play(octets: readonly Uint8Array<ArrayBuffer>[]) {
  const file = await new Blob([...octets]).arrayBuffer();
  const sound = await new OfflineAudioContext(2, 1, recordingSampleRate).decodeAudioData(file);
  const loudest = (side: number) => sound.getChannelData(side).reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  return { seconds: sound.duration, operator: loudest(0), party: loudest(1) };
}
