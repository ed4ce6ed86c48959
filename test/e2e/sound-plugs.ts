/**
 * Plugs of the test machine's sound devices, pulled and put back where Chromium meets the engine's page: a device that is
 * out is not listed, does not open, and its tracks end with their event, as the Media Capture specification has it. The
 * operating system's own part, from the wire to Chromium, is not played.
 */
import { z } from "zod";
import { openEnginePage } from "./hear-audio.ts";
import type { TandemApp } from "./launch-app.ts";

export type SoundPlugs = {
  /** @param label as the device is listed. */
  readonly pull: (label: string) => Promise<void>;
  readonly putBack: (label: string) => Promise<void>;
  /** The system takes another device for its own. */
  readonly makeDefault: (label: string) => Promise<void>;
  readonly close: () => void;
};

/** Runs in the page once, before anything is opened. */
const prepare = `(() => {
  const { mediaDevices } = navigator;
  const list = mediaDevices.enumerateDevices.bind(mediaDevices);
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  const out = new Set();
  const tracks = [];
  /** What the system uses of each kind, once it was told to take another. */
  const chosen = {};
  const isOwn = (id) => id === undefined || id === "default";
  const find = async (label) => (await list()).filter((one) => one.label === label);
  mediaDevices.enumerateDevices = async () =>
    (await list())
      .filter((one) => !out.has(one.deviceId))
      .map((one) => {
        const own = chosen[one.kind];
        return one.deviceId !== "default" || own === undefined
          ? one
          : { deviceId: "default", kind: one.kind, groupId: own.groupId, label: "Default - " + own.label };
      });
  const keep = (track, id) => {
    tracks.push({ track, id });
    const clone = track.clone.bind(track);
    track.clone = () => keep(clone(), id);
    return track;
  };
  mediaDevices.getUserMedia = async (wanted) => {
    const asked = wanted.audio.deviceId?.exact;
    if (out.has(asked)) throw new OverconstrainedError("deviceId", "the device is out");
    const here = (await list()).filter((one) => one.kind === "audioinput" && one.deviceId !== "default" && !out.has(one.deviceId));
    if (here.length === 0) throw new DOMException("no device is left", "NotFoundError");
    const id = isOwn(asked) ? (chosen.audioinput ?? here[0]).deviceId : asked;
    const stream = await open({ audio: { ...wanted.audio, deviceId: { exact: id } } });
    for (const track of stream.getAudioTracks()) keep(track, id);
    return stream;
  };
  const say = () => mediaDevices.dispatchEvent(new Event("devicechange"));
  window.plugs = {
    async pull(label) {
      for (const { deviceId } of await find(label)) out.add(deviceId);
      for (const [kind, own] of Object.entries(chosen)) if (own.label === label) delete chosen[kind];
      for (const { track, id } of tracks) {
        if (!out.has(id) || track.readyState !== "live") continue;
        track.stop();
        track.dispatchEvent(new Event("ended"));
      }
      say();
    },
    async putBack(label) {
      for (const { deviceId } of await find(label)) out.delete(deviceId);
      say();
    },
    async makeDefault(label) {
      for (const one of await find(label)) chosen[one.kind] = one;
      say();
    },
  };
})()`;

const Answer = z.object({ exceptionDetails: z.object({ text: z.string() }).optional() });

/** The app must have been launched with `withEar`. */
export async function openSoundPlugs(app: TandemApp): Promise<SoundPlugs> {
  const page = await openEnginePage(app);
  const run = async (expression: string): Promise<void> => {
    const answer = Answer.parse(await page.ask("Runtime.evaluate", { expression, awaitPromise: true }));
    if (answer.exceptionDetails !== undefined) throw new Error(`${expression}: ${answer.exceptionDetails.text}`);
  };
  await run(prepare);
  const call = (verb: string) => (label: string) => run(`window.plugs.${verb}(${JSON.stringify(label)})`);
  return { pull: call("pull"), putBack: call("putBack"), makeDefault: call("makeDefault"), close: page.close };
}
