/** The stories of what sounds here alone: a tone that is looped, one that ends by itself, and two at once. */
import type { Tone } from "../../../../../../renderer/engine/core/effects.ts";
import { sleep, until } from "./listening.ts";
import type { TestPhone } from "./phone.ts";

const patienceMs = 10_000;

export function createToneStories(phone: TestPhone) {
  const isToneHeard = () => until(async () => (await phone.toneEar.loudest(100)) > 0.05, patienceMs);
  return {
    async tone(tone: Tone) {
      phone.sound.perform({ type: "tone.play", tone });
      const isHeard = await isToneHeard();
      phone.sound.perform({ type: "tone.stop", tone });
      await until(() => phone.ringing.state === "suspended", patienceMs);
      const stateAtRest = phone.ringing.state;
      await phone.ringing.resume();
      await sleep(100);
      const heardAfterStop = await phone.toneEar.loudest(300);
      await phone.ringing.suspend();
      return { isHeard, stateAtRest, isHeardAfterStop: heardAfterStop > 0 };
    },

    /** `busy` and `ended` end by themselves. */
    async oneShot() {
      phone.sound.perform({ type: "tone.play", tone: "ended" });
      const isRunning = await until(() => phone.ringing.state === "running", patienceMs);
      return { isRunning, endsByItself: await until(() => phone.ringing.state === "suspended", patienceMs) };
    },

    /** Two at once: stopping one leaves the other. */
    async twoTones() {
      phone.sound.perform({ type: "tone.play", tone: "ring" });
      phone.sound.perform({ type: "tone.play", tone: "ringback" });
      phone.sound.perform({ type: "tone.stop", tone: "ringback" });
      const isHeard = await isToneHeard();
      phone.sound.perform({ type: "tone.stop", tone: "ring" });
      phone.sound.perform({ type: "tone.stop", tone: "ring" });
      return isHeard;
    },
  };
}
