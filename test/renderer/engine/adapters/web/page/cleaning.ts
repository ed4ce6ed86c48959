/** What is done to a party's voice before it is sent, and whether there is a voice to send at all. */
import type { VoiceProcessing } from "../../../../../../shared/model/voice.ts";
import type { Party } from "./phone.ts";

/** What the track that is sent now says of itself. */
export function isCleanedAs({ connection }: Party, wanted: VoiceProcessing): boolean {
  const track = connection.getSenders()[0]?.track ?? null;
  if (track?.readyState !== "live") return false;
  const { echoCancellation, noiseSuppression, autoGainControl } = track.getSettings();
  const is = [echoCancellation, noiseSuppression, autoGainControl];
  return is.join() === [wanted.echoCancellation, wanted.noiseSuppression, wanted.autoGain].join();
}

/** Chromium looks no more often; a longer while in which the page had no time to look proves nothing. */
const lookEveryMs = 4;

/** @returns what tells for how long the party was seen to have no live track to send, ms. */
export function watchForSilence({ connection }: Party): () => number {
  let silentMs = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    if (connection.getSenders()[0]?.track?.readyState !== "live") silentMs += Math.min(now - last, lookEveryMs);
    last = now;
  }, lookEveryMs);
  return () => {
    clearInterval(timer);
    return Math.round(silentMs);
  };
}
