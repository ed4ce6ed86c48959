/** Opens one track of a microphone: with a deadline, on the device that was chosen, as cleaned as was wanted. */
import { isSameValue } from "../../../../shared/lib/same-value.ts";
import type { SoundDevice } from "../../../../shared/model/settings.ts";
import type { VoiceProcessing } from "../../../../shared/model/voice.ts";

export type TrackWish = { readonly device: SoundDevice | null; readonly processing: VoiceProcessing };

/** What a track is opened for; `systemDevice` says which one the system's own is, null while that is not known. */
export type TrackAim = TrackWish & { readonly systemDevice: string | null };

/** Whether a track that was opened for `before` is right for `now`. */
export function isSameAim(before: TrackAim, now: TrackAim): boolean {
  if (before.device?.id !== now.device?.id || !isSameValue(before.processing, now.processing)) return false;
  if (now.device !== null || before.systemDevice === null || now.systemDevice === null) return true;
  return before.systemDevice === now.systemDevice;
}

/** A device that does not open in this time would hold up the INVITE for ever. */
const longestOpeningMs = 5_000;

/** As the device gives it. */
export const unprocessed: VoiceProcessing = { echoCancellation: false, noiseSuppression: false, autoGain: false };

/** `exact`, because Chromium takes its default device over an `ideal` one. */
function toConstraints({ device, processing }: TrackWish): MediaStreamConstraints {
  const { autoGain: autoGainControl, ...others } = processing;
  return { audio: { ...others, autoGainControl, ...(device === null ? {} : { deviceId: { exact: device.id } }) } };
}

/** A device that went since it was listed does not leave the operator without a voice. */
async function requestStream(mediaDevices: MediaDevices, wish: TrackWish): Promise<MediaStream> {
  try {
    return await mediaDevices.getUserMedia(toConstraints(wish));
  } catch (error) {
    const isGone = error instanceof Error && error.name === "OverconstrainedError";
    if (wish.device === null || !isGone) throw error;
    return mediaDevices.getUserMedia(toConstraints({ ...wish, device: null }));
  }
}

/** Rejects as getUserMedia does; what opens too late is stopped. */
export async function openTrack(mediaDevices: MediaDevices, wish: TrackWish): Promise<MediaStreamTrack> {
  const { promise: expiry, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("The microphone did not open in time.")), longestOpeningMs);
  const request = requestStream(mediaDevices, wish);
  try {
    const [track] = (await Promise.race([request, expiry])).getAudioTracks();
    if (track === undefined) throw new Error("The stream has no audio track.");
    return track;
  } catch (error) {
    void request.then(stopStream, () => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Whether the browser did what was asked; a device that is open already may keep what it was opened with. */
export function isProcessedAs(track: MediaStreamTrack, wanted: VoiceProcessing): boolean {
  const settings = track.getSettings();
  return (
    isSame(settings.echoCancellation, wanted.echoCancellation) &&
    isSame(settings.noiseSuppression, wanted.noiseSuppression) &&
    isSame(settings.autoGainControl, wanted.autoGain)
  );
}

/** A browser that says nothing of a setting cannot do otherwise. */
function isSame(is: unknown, wanted: boolean): boolean {
  return is === undefined || (is !== false) === wanted;
}

function stopStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
