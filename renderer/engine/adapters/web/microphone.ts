/** The one microphone: opened when a call may need it, lent to each call as a clone, and truly off at rest. */
import { createEmitter, type Unsubscribe } from "../../../../shared/lib/emitter.ts";
import { fail, succeed, type Result } from "../../../../shared/lib/result.ts";
import { isSameValue } from "../../../../shared/lib/same-value.ts";
import { unknownDevices, type Devices } from "../../../../shared/model/devices.ts";
import { findDevice } from "../../../../shared/model/settings.ts";
import { defaultProcessing } from "../../../../shared/model/voice.ts";
import type { LogPort } from "../../ports/log.ts";
import type { MediaFailure } from "../../ports/media.ts";
import { readDeviceList } from "./device-list.ts";
import { denied, failed, missing, toMediaFailure, toMicrophoneTrouble, unplugged } from "./microphone-trouble.ts";
import type { MicrophoneTrouble } from "./microphone-trouble.ts";
import { isProcessedAs, isSameAim, openTrack, unprocessed, type TrackAim, type TrackWish } from "./microphone-track.ts";

/** A track of the borrower's own: muting it mutes nobody else. */
export type Loan = { readonly track: MediaStreamTrack; readonly end: () => void };

export type Microphone = {
  /** Opens it unless it is open; whoever asks while it opens shares the one request. */
  readonly open: () => Promise<Result<null, MediaFailure>>;
  /** Stops every track, lent ones too. */
  readonly release: () => void;
  /** Opens it if need be. `onReplaced` gets a new track when the device was unplugged and another stepped in. */
  readonly borrow: (onReplaced: (track: MediaStreamTrack) => void) => Promise<Result<Loan, MediaFailure>>;
  /**
   * The device to open from now on (null: the system's own) and what to do to its sound; an open one is changed under
   * the calls that borrowed it.
   */
  readonly use: (wish: TrackWish) => void;
  readonly listen: (listener: (devices: Devices) => void) => Unsubscribe;
};

export type MicrophoneSources = {
  readonly mediaDevices: MediaDevices;
  readonly permissions: Permissions;
  readonly log: LogPort;
};

type Lent = { track: MediaStreamTrack; readonly onReplaced: (track: MediaStreamTrack) => void };

export function createMicrophone({ mediaDevices, permissions, log }: MicrophoneSources): Microphone {
  const changes = createEmitter<Devices>((error) => write("error", `A listener failed: ${String(error)}`));
  const loans = new Set<Lent>();
  let devices = unknownDevices;
  let live: MediaStreamTrack | null = null;
  let opening: Promise<Result<MediaStreamTrack, MediaFailure>> | null = null;
  let permission: PermissionStatus | null = null;
  let isWanted = false;
  let chosen: TrackWish = { device: null, processing: defaultProcessing };
  let systemDevice: string | null = null;
  /** What the live track was opened for. */
  let aimed: TrackAim | null = null;
  /** Changes wait for each other, so that of two in one breath the last one counts. */
  let changing: Promise<void> = Promise.resolve();

  function write(level: "info" | "warn" | "error", text: string): void {
    log.write({ level, scope: "microphone", text });
  }

  function show(change: Partial<Devices>): void {
    const next = { ...devices, ...change };
    if (isSameValue(next, devices)) return;
    devices = next;
    changes.emit(devices);
  }

  function showOpen({ label }: MediaStreamTrack): void {
    show({ microphone: { state: "ok", message: null, open: true, device: label } });
  }

  function showTrouble(trouble: MicrophoneTrouble): void {
    if (devices.microphone.state !== trouble.state) write("warn", trouble.message);
    show({ microphone: { ...trouble, open: false, device: null } });
  }

  const takeAim = (): TrackAim => ({
    device: findDevice(devices.inputs, chosen.device),
    processing: chosen.processing,
    systemDevice,
  });

  async function openForUse(isCurrent: () => boolean): Promise<Result<MediaStreamTrack, MediaFailure>> {
    try {
      aimed = takeAim();
      const track = await openTrack(mediaDevices, aimed);
      if (!isCurrent()) {
        track.stop();
        return fail(toMediaFailure(failed));
      }
      adopt(track);
      write("info", "The microphone is open.");
      showOpen(track);
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
    const mine = openForUse(() => opening === mine);
    opening = mine;
    const result = await mine;
    if (opening === mine) opening = null;
    return result;
  }

  function settleTrack(): void {
    changing = changing.then(changeTrack).catch((error: unknown) => {
      write("warn", `The wanted microphone did not open, so the one in use stays: ${String(error)}`);
    });
  }

  /**
   * The voice goes on through the old track until the new one is open, and for good if none opens. A device that is
   * open keeps what is done to its sound; a raw track beside it bridges the time until it is opened anew (README).
   */
  async function changeTrack(): Promise<void> {
    const aim = takeAim();
    if (live === null || (aimed !== null && isSameAim(aimed, aim))) return;
    aimed = aim;
    if (await switchTo(aim, isProcessedAs)) return;
    if (await switchTo({ ...aim, processing: unprocessed }, isProcessedAs)) {
      await switchTo(aim, () => true);
      return;
    }
    stopLive();
    await ensureTrack();
  }

  /** @returns whether the calls go on with a track that will do, or nobody waits for this one any more. */
  async function switchTo(wish: TrackWish, willDo: typeof isProcessedAs): Promise<boolean> {
    const before = live;
    if (before === null) return true;
    const track = await openTrack(mediaDevices, wish);
    if (live !== before || !willDo(track, wish.processing)) {
      track.stop();
      return live !== before;
    }
    stopLive();
    adopt(track);
    renewLoans(track);
    showOpen(track);
    write("info", `The microphone is now "${track.label}".`);
    return true;
  }

  function stopLive(): void {
    const before = live;
    live = null;
    before?.stop();
    for (const lent of loans) lent.track.stop();
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
    stopLive();
    write("warn", "The microphone was unplugged; looking for another one.");
    show({ microphone: { ...devices.microphone, open: false, device: null } });
    if (isWanted) void ensureTrack();
  }

  /** Shows what is known without opening anything; only an opening proves `ok`. */
  async function refresh(): Promise<void> {
    const list = await readDeviceList(mediaDevices, permission);
    const { inputs, outputs, systemOutput, hasInput, isDenied } = list;
    systemDevice = list.systemInput;
    show({ inputs, outputs, systemOutput });
    if (live !== null) settleTrack();
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
      stopLive();
      loans.clear();
      if (wasOpen) write("info", "The microphone is off.");
      show({ microphone: { ...devices.microphone, open: false, device: null } });
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
    use(wish) {
      chosen = wish;
      settleTrack();
    },
    listen: changes.listen,
  };
}
