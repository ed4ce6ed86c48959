/** A computer's microphone for tests in Node: plugged in and out, allowed and forbidden, as slow as the test says. */

type Processing = {
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
};

const isRaw = (settings: Processing) => Object.values(settings).every((isOn) => !isOn);

/** Chromium 156: a device that is open keeps what is done to its sound, but a raw one is in nobody's way. */
function settingsBeside(open: Processing | undefined, wanted: Processing): Processing {
  if (open === undefined || isRaw(open)) return wanted;
  return open.echoCancellation && isRaw(wanted) ? wanted : open;
}

class FakeTrack extends EventTarget {
  readyState: "live" | "ended" = "live";
  readonly label = "Fake";
  readonly all: FakeTrack[];
  readonly settings: Processing;
  readonly deviceId: string;
  constructor(all: FakeTrack[], settings: Processing, deviceId: string) {
    super();
    this.all = all;
    this.settings = settings;
    this.deviceId = deviceId;
    all.push(this);
  }
  getSettings(): Processing {
    return this.settings;
  }
  clone(): FakeTrack {
    const copy = new FakeTrack(this.all, this.settings, this.deviceId);
    copy.readyState = this.readyState;
    return copy;
  }
  stop(): void {
    this.readyState = "ended";
  }
}

type Answer = {
  isGiven: boolean;
  readonly resolve: (stream: unknown) => void;
  readonly reject: (error: unknown) => void;
};

export function createFakeMediaDevices(inputs = 1) {
  const tracks: FakeTrack[] = [];
  const requests: Answer[] = [];
  const events = new EventTarget();
  const permission = Object.assign(new EventTarget(), { state: "granted" });
  const constraints: MediaStreamConstraints[] = [];
  let inputCount = inputs;
  let ownGroup = "group-1";

  const mediaDevices = Object.assign(events, {
    getUserMedia(wanted: MediaStreamConstraints) {
      constraints.push(wanted);
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      requests.push({ isGiven: false, resolve, reject });
      return promise;
    },
    enumerateDevices: () =>
      Promise.resolve(
        Array.from({ length: inputCount }, (_, i) => ({
          kind: "audioinput",
          deviceId: `in-${i}`,
          groupId: "group",
          label: `Headset ${i}`,
        })).concat(
          inputCount === 0 ? [] : { kind: "audioinput", deviceId: "default", groupId: ownGroup, label: "Default" },
        ),
      ),
  }) as unknown as MediaDevices;

  return {
    mediaDevices,
    permissions: { query: () => Promise.resolve(permission) } as unknown as Permissions,
    requestCount: () => requests.length,
    /** The device each request asked for; null where it was left to the system. */
    wanted: () => constraints.map((wanted) => deviceOf(wanted)),
    /** What is done to the sound of the tracks that live now, each once: echo, noise, gain. */
    processing: () => [
      ...new Set(tracks.filter(isLive).map(({ settings }) => Object.values(settings).map(Number).join(""))),
    ],
    liveCount: () => tracks.filter(isLive).length,
    /** Answers the newest request with a track, unless that was done. */
    open() {
      const request = requests.at(-1);
      if (request === undefined || request.isGiven) return settle();
      request.isGiven = true;
      const wanted = constraints.at(-1) ?? {};
      const { echoCancellation, noiseSuppression, autoGainControl } = wanted.audio as Processing;
      const deviceId = deviceOf(wanted) ?? "default";
      const open = tracks.findLast((one) => isLive(one) && one.deviceId === deviceId);
      const settings = settingsBeside(open?.settings, { echoCancellation, noiseSuppression, autoGainControl });
      const track = new FakeTrack(tracks, settings, deviceId);
      request.resolve({ getAudioTracks: () => [track], getTracks: () => [track] });
      return settle();
    },
    refuse(name: string) {
      requests.at(-1)?.reject(new DOMException("refused", name));
      return settle();
    },
    /** The device goes: every track ends by itself. */
    unplug() {
      inputCount = 0;
      for (const track of tracks.filter(isLive)) {
        track.readyState = "ended";
        track.dispatchEvent(new Event("ended"));
      }
      events.dispatchEvent(new Event("devicechange"));
      return settle();
    },
    plugIn(count = 1) {
      inputCount = count;
      events.dispatchEvent(new Event("devicechange"));
      return settle();
    },
    /** The system takes another device for its own. */
    setDefault(groupId: string) {
      ownGroup = groupId;
      events.dispatchEvent(new Event("devicechange"));
      return settle();
    },
    setPermission(state: PermissionState) {
      permission.state = state;
      permission.dispatchEvent(new Event("change"));
      return settle();
    },
  };
}

const isLive = ({ readyState }: FakeTrack) => readyState === "live";

function deviceOf({ audio }: MediaStreamConstraints): string | null {
  const { deviceId } = audio as { deviceId?: { exact: string } };
  return deviceId?.exact ?? null;
}

/** Lets everything that waits for nothing but promises happen. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
}
