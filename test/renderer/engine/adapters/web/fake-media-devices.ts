/** A computer's microphone for tests in Node: plugged in and out, allowed and forbidden, as slow as the test says. */

class FakeTrack extends EventTarget {
  readyState: "live" | "ended" = "live";
  readonly all: FakeTrack[];
  constructor(all: FakeTrack[]) {
    super();
    this.all = all;
    all.push(this);
  }
  clone(): FakeTrack {
    const copy = new FakeTrack(this.all);
    copy.readyState = this.readyState;
    return copy;
  }
  stop(): void {
    this.readyState = "ended";
  }
}

type Answer = { readonly resolve: (stream: unknown) => void; readonly reject: (error: unknown) => void };

export function createFakeMediaDevices(inputs = 1) {
  const tracks: FakeTrack[] = [];
  const requests: Answer[] = [];
  const events = new EventTarget();
  const permission = Object.assign(new EventTarget(), { state: "granted" });
  const constraints: MediaStreamConstraints[] = [];
  let inputCount = inputs;

  const mediaDevices = Object.assign(events, {
    getUserMedia(wanted: MediaStreamConstraints) {
      constraints.push(wanted);
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      requests.push({ resolve, reject });
      return promise;
    },
    enumerateDevices: () =>
      Promise.resolve(
        Array.from({ length: inputCount }, (_, i) => ({
          kind: "audioinput",
          deviceId: `in-${i}`,
          label: `Headset ${i}`,
        })),
      ),
  }) as unknown as MediaDevices;

  return {
    mediaDevices,
    permissions: { query: () => Promise.resolve(permission) } as unknown as Permissions,
    requestCount: () => requests.length,
    /** The device each request asked for; null where it was left to the system. */
    wanted: () =>
      constraints.map(({ audio }) => {
        const { deviceId } = audio as { deviceId?: { exact: string } };
        return deviceId?.exact ?? null;
      }),
    liveCount: () => tracks.filter((track) => track.readyState === "live").length,
    /** Answers the newest request with a track. */
    open() {
      const track = new FakeTrack(tracks);
      requests.at(-1)?.resolve({ getAudioTracks: () => [track], getTracks: () => [track] });
      return settle();
    },
    refuse(name: string) {
      requests.at(-1)?.reject(new DOMException("refused", name));
      return settle();
    },
    /** The device goes: every track ends by itself. */
    unplug() {
      inputCount = 0;
      for (const track of tracks.filter(({ readyState }) => readyState === "live")) {
        track.readyState = "ended";
        track.dispatchEvent(new Event("ended"));
      }
      events.dispatchEvent(new Event("devicechange"));
      return settle();
    },
    plugIn() {
      inputCount = 1;
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

/** Lets everything that waits for nothing but promises happen. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
}
