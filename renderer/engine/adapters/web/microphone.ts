/** The one microphone: opened when a call may need it, lent to each call as a clone, and truly off at rest. */
import { createEmitter, type Unsubscribe } from "../../../../shared/lib/emitter.ts";
import { fail, succeed, type Result } from "../../../../shared/lib/result.ts";
import { isSameValue } from "../../../../shared/lib/same-value.ts";
import { unknownDevices, type Devices } from "../../../../shared/model/devices.ts";
import { findDevice, type SoundDevice } from "../../../../shared/model/settings.ts";
import type { LogPort } from "../../ports/log.ts";
import type { MediaFailure } from "../../ports/media.ts";
import { readDeviceList } from "./device-list.ts";
import { denied, failed, missing, toMediaFailure, toMicrophoneTrouble, unplugged } from "./microphone-trouble.ts";
import type { MicrophoneTrouble } from "./microphone-trouble.ts";

/** A track of the borrower's own: muting it mutes nobody else. */
export type Loan = { readonly track: MediaStreamTrack; readonly end: () => void };

export type Microphone = {
  /** Opens it unless it is open; whoever asks while it opens shares the one request. */
  readonly open: () => Promise<Result<null, MediaFailure>>;
  /** Stops every track, lent ones too. */
  readonly release: () => void;
  /** Opens it if need be. `onReplaced` gets a new track when the device was unplugged and another stepped in. */
  readonly borrow: (onReplaced: (track: MediaStreamTrack) => void) => Promise<Result<Loan, MediaFailure>>;
  /** The device to open from now on; an open one is changed under the calls that borrowed it. Null: the system's own. */
  readonly use: (device: SoundDevice | null) => void;
  readonly listen: (listener: (devices: Devices) => void) => Unsubscribe;
};

export type MicrophoneSources = {
  readonly mediaDevices: MediaDevices;
  readonly permissions: Permissions;
  readonly log: LogPort;
};

/** A device that does not open in this time would hold up the INVITE for ever. */
const longestOpeningMs = 5_000;

const processing: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** `exact`, because Chromium takes its default device over an `ideal` one. */
function toConstraints(device: SoundDevice | null): MediaStreamConstraints {
  return { audio: device === null ? processing : { ...processing, deviceId: { exact: device.id } } };
}

type Lent = { track: MediaStreamTrack; readonly onReplaced: (track: MediaStreamTrack) => void };

export function createMicrophone({ mediaDevices, permissions, log }: MicrophoneSources): Microphone {
  const changes = createEmitter<Devices>((error) => write("error", `A listener failed: ${String(error)}`));
  const loans = new Set<Lent>();
  let devices = unknownDevices;
  let live: MediaStreamTrack | null = null;
  let opening: Promise<Result<MediaStreamTrack, MediaFailure>> | null = null;
  let permission: PermissionStatus | null = null;
  let isWanted = false;
  let chosen: SoundDevice | null = null;

  function write(level: "info" | "warn" | "error", text: string): void {
    log.write({ level, scope: "microphone", text });
  }

  function show(change: Partial<Devices>): void {
    const next = { ...devices, ...change };
    if (isSameValue(next, devices)) return;
    devices = next;
    changes.emit(devices);
  }

  function showTrouble(trouble: MicrophoneTrouble): void {
    if (devices.microphone.state !== trouble.state) write("warn", trouble.message);
    show({ microphone: { ...trouble, open: false } });
  }

  /** A device that went since it was listed does not leave the operator without a voice. */
  async function requestStream(): Promise<MediaStream> {
    const device = findDevice(devices.inputs, chosen);
    try {
      return await mediaDevices.getUserMedia(toConstraints(device));
    } catch (error) {
      const isGone = error instanceof Error && error.name === "OverconstrainedError";
      if (device === null || !isGone) throw error;
      return mediaDevices.getUserMedia(toConstraints(null));
    }
  }

  async function getTrack(): Promise<MediaStreamTrack> {
    const { promise: expiry, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error("The microphone did not open in time.")), longestOpeningMs);
    const request = requestStream();
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

  async function openTrack(isCurrent: () => boolean): Promise<Result<MediaStreamTrack, MediaFailure>> {
    try {
      const track = await getTrack();
      if (!isCurrent()) {
        track.stop();
        return fail(toMediaFailure(failed));
      }
      adopt(track);
      write("info", "The microphone is open.");
      show({ microphone: { state: "ok", message: null, open: true } });
      renewLoans(track);
      refreshSafely();
      return succeed(track);
    } catch (error) {
      const hasLoans = loans.size > 0;
      const trouble = toMicrophoneTrouble(error);
      if (isCurrent()) showTrouble(trouble === missing && hasLoans ? unplugged : trouble);
      return fail(toMediaFailure(trouble));
    }
  }

  async function ensureTrack(): Promise<Result<MediaStreamTrack, MediaFailure>> {
    isWanted = true;
    if (live !== null) return succeed(live);
    if (opening !== null) return opening;
    const mine = openTrack(() => opening === mine);
    opening = mine;
    const result = await mine;
    if (opening === mine) opening = null;
    return result;
  }

  /** The voice goes on through the old device until the new one is open, and for good if it does not open. */
  async function changeTrack(before: MediaStreamTrack): Promise<void> {
    const track = await getTrack();
    if (live !== before) return track.stop();
    adopt(track);
    before.stop();
    for (const lent of loans) lent.track.stop();
    renewLoans(track);
    write("info", `The microphone is now "${track.label}".`);
  }

  function adopt(track: MediaStreamTrack): void {
    live = track;
    track.addEventListener("ended", () => onUnplugged(track), { once: true });
  }

  function renewLoans(track: MediaStreamTrack): void {
    for (const lent of loans) {
      if (lent.track.readyState === "live") continue;
      lent.track = track.clone();
      lent.onReplaced(lent.track);
    }
  }

  function onUnplugged(track: MediaStreamTrack): void {
    if (live !== track) return;
    live = null;
    for (const lent of loans) lent.track.stop();
    write("warn", "The microphone was unplugged; looking for another one.");
    show({ microphone: { ...devices.microphone, open: false } });
    if (isWanted) void ensureTrack();
  }

  /** Shows what is known without opening anything; only an opening proves `ok`. */
  async function refresh(): Promise<void> {
    const { inputs, outputs, hasInput, isDenied } = await readDeviceList(mediaDevices, permission);
    show({ inputs, outputs });
    if (live !== null || opening !== null) return;
    const { state } = devices.microphone;
    if (isDenied) showTrouble(denied);
    else if (!hasInput) showTrouble(isWanted && loans.size > 0 ? unplugged : missing);
    else if (isWanted) await ensureTrack();
    else if (state === "missing" || state === "failed") show({ microphone: unknownDevices.microphone });
  }

  function refreshSafely(): void {
    refresh().catch((error: unknown) => write("warn", `The sound devices could not be listed: ${String(error)}`));
  }

  async function watchPermission(): Promise<void> {
    permission = await permissions.query({ name: "microphone" });
    permission.addEventListener("change", () => {
      if (permission?.state === "granted" && devices.microphone.state === "denied") {
        show({ microphone: unknownDevices.microphone });
      }
      refreshSafely();
    });
  }

  mediaDevices.addEventListener("devicechange", refreshSafely);
  watchPermission()
    .catch((error: unknown) => write("warn", `The microphone's permission cannot be watched: ${String(error)}`))
    .finally(refreshSafely);

  return {
    async open() {
      const opened = await ensureTrack();
      return opened.ok ? succeed(null) : opened;
    },
    release() {
      const wasOpen = live !== null;
      isWanted = false;
      opening = null;
      for (const lent of loans) lent.track.stop();
      loans.clear();
      live?.stop();
      live = null;
      if (wasOpen) write("info", "The microphone is off.");
      show({ microphone: { ...devices.microphone, open: false } });
    },
    async borrow(onReplaced) {
      const opened = await ensureTrack();
      if (!opened.ok) return opened;
      const lent: Lent = { track: opened.value.clone(), onReplaced };
      loans.add(lent);
      const end = () => {
        lent.track.stop();
        loans.delete(lent);
      };
      return succeed({ track: lent.track, end });
    },
    use(device) {
      if (isSameValue(device, chosen)) return;
      chosen = device;
      if (live === null) return;
      changeTrack(live).catch((error: unknown) => {
        write("warn", `The chosen microphone did not open, so the one in use stays: ${String(error)}`);
      });
    },
    listen: changes.listen,
  };
}

function stopStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
