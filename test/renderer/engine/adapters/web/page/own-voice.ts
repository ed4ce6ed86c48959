/** Stories of the operator's own voice: how it is cleaned, how loud it is, and how it comes back in the echo test. */
import type { VoiceProcessing } from "../../../../../../shared/model/voice.ts";
import { isCleanedAs, watchForSilence } from "./cleaning.ts";
import type { TrackAccount } from "./every-track.ts";
import { listenTo } from "./hear-oneself.ts";
import { sleep, until } from "./listening.ts";
import { createConversation, type Party, type TestPhone } from "./phone.ts";

export type OwnVoiceKit = {
  readonly phone: TestPhone;
  readonly tracks: TrackAccount;
  readonly hears: (party: Party) => Promise<boolean>;
  readonly stillHears: (party: Party) => Promise<boolean>;
  readonly isAudible: (party: Party) => Promise<boolean>;
};

const patienceMs = 10_000;
/** What was said before is still in the far side's jitter buffer. */
const drainMs = 400;
const audible = 0.01;

function hangUp(...parties: readonly Party[]): void {
  for (const { session } of parties) session.close();
}

export const createOwnVoiceStories = ({ phone, tracks, hears, stillHears, isAudible }: OwnVoiceKit) => ({
  /** Each step is a change in the middle of the call; what the sent track says of itself, and whether it is heard. */
  async cleaning(steps: readonly VoiceProcessing[]) {
    const { anna, ben } = await createConversation(phone);
    await hears(ben);
    const seen: { isInForce: boolean; benHears: boolean; sentNothingMs: number }[] = [];
    for (const processing of steps) {
      const gap = watchForSilence(anna);
      phone.microphone.use({ device: null, processing });
      const isInForce = await until(() => isCleanedAs(anna, processing), patienceMs);
      seen.push({ isInForce, benHears: await stillHears(ben), sentNothingMs: gap() });
    }
    hangUp(anna, ben);
    return { seen, live: tracks.liveCount() };
  },

  /** The level of the microphone in a call that is muted: measured, and not sent. */
  async levelWhileMuted() {
    const { anna, ben } = await createConversation(phone);
    await hears(ben);
    anna.session.setMuted(true);
    const before = tracks.liveCount();
    const heard = listenTo(phone);
    phone.sound.perform({ type: "level.measure", isShown: true, isMuted: true });
    const isMeasured = await until(() => heard.levels().some((level) => level !== null && level > 5), patienceMs);
    await sleep(drainMs);
    const benHears = await isAudible(ben);
    phone.sound.perform({ type: "level.measure", isShown: false, isMuted: false });
    const after = tracks.liveCount();
    hangUp(anna, ben);
    return { isMeasured, benHears, lastLevel: heard.levels().at(-1), before, after };
  },

  /** Three seconds of the test microphone, which beeps once a second, come back on the speaker. */
  async echo() {
    phone.sound.perform({ type: "microphone.open" });
    const heard = listenTo(phone);
    phone.sound.perform({ type: "echo.begin" });
    await until(() => heard.phases().includes("playing"), patienceMs);
    const isHeard = await until(async () => (await phone.echoEar.loudest(100)) > audible, patienceMs);
    await until(() => heard.phases().at(-1) === "idle", patienceMs);
    const live = tracks.liveCount();
    phone.sound.perform({ type: "echo.begin" });
    await until(() => heard.phases().at(-1) === "recording", patienceMs);
    phone.sound.perform({ type: "echo.stop" });
    await until(() => tracks.liveCount() === live, patienceMs);
    phone.sound.perform({ type: "microphone.release" });
    return { isHeard, phases: heard.phases(), live, atRest: tracks.liveCount() };
  },
});
