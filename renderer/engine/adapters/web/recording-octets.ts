/** A recording as the octets of its file: Opus in WebM as Chromium writes it, or the samples that follow a WAV header. */
import type { RecordingFormat } from "../../../../shared/model/recording-policy.ts";

export type OctetSource = {
  /** The last octets come before it resolves. */
  readonly stop: () => Promise<void>;
};

export type OctetListener = {
  readonly onOctets: (octets: Uint8Array<ArrayBuffer>) => void;
  readonly onError: (error: unknown) => void;
};

/** So often octets leave for the file, ms: what a power cut takes is no more than that. */
const everyMs = 500;
/** Two channels of voice, bit/s. */
const opusBitsPerSecond = 48_000;

export function openOctets(stream: MediaStream, format: RecordingFormat, listener: OctetListener): OctetSource {
  return format === "webm" ? recordOpus(stream, listener) : readSamples(stream, listener);
}

function recordOpus(stream: MediaStream, { onOctets, onError }: OctetListener): OctetSource {
  const recorder = new MediaRecorder(stream, {
    mimeType: "audio/webm;codecs=opus",
    audioBitsPerSecond: opusBitsPerSecond,
  });
  /** Blobs are read one after the other. */
  let reading: Promise<void> = Promise.resolve();
  recorder.addEventListener("dataavailable", ({ data }) => {
    if (data.size === 0) return;
    reading = reading.then(async () => onOctets(new Uint8Array(await data.arrayBuffer()))).catch(onError);
  });
  recorder.addEventListener("error", () => onError(new Error("the recorder stopped")));
  recorder.start(everyMs);
  return {
    async stop() {
      if (recorder.state !== "inactive") {
        const { promise, resolve } = Promise.withResolvers<void>();
        recorder.addEventListener("stop", () => resolve());
        recorder.stop();
        await promise;
      }
      await reading;
    },
  };
}

/** The part of Chromium's track processor that is used; TypeScript's DOM knows it in workers only. */
type TrackReader = { readonly readable: ReadableStream<AudioData> };
declare const MediaStreamTrackProcessor: new (init: {
  readonly track: MediaStreamTrack;
  readonly maxBufferSize: number;
}) => TrackReader;

/** Frames of 10 ms; a page that is busy for five seconds loses none. */
const mostWaiting = 500;

function readSamples(stream: MediaStream, { onOctets, onError }: OctetListener): OctetSource {
  const [track] = stream.getAudioTracks();
  if (track === undefined) throw new Error("there is nothing to record");
  const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: mostWaiting }).readable.getReader();
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let waitingMs = 0;

  function flush(): void {
    if (waiting.length === 0) return;
    const joined = new Uint8Array(waiting.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const octets of waiting) {
      joined.set(octets, at);
      at += octets.length;
    }
    waiting = [];
    waitingMs = 0;
    onOctets(joined);
  }

  async function read(): Promise<void> {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      waiting.push(toSamples(next.value));
      waitingMs += next.value.duration / 1_000;
      next.value.close();
      if (waitingMs >= everyMs) flush();
    }
  }

  const done = read().catch(onError);
  return {
    async stop() {
      await reader.cancel();
      await done;
      flush();
    },
  };
}

const fullScale = 32_767;

/** Signed 16 bit, little-endian, left and right in turn; a source of one channel sounds on both sides. */
function toSamples(data: AudioData): Uint8Array<ArrayBuffer> {
  const { numberOfFrames, numberOfChannels } = data;
  const left = readPlane(data, 0);
  const right = numberOfChannels > 1 ? readPlane(data, 1) : left;
  const view = new DataView(new ArrayBuffer(numberOfFrames * 4));
  for (let i = 0; i < numberOfFrames; i += 1) {
    view.setInt16(i * 4, toInteger(left[i] ?? 0), true);
    view.setInt16(i * 4 + 2, toInteger(right[i] ?? 0), true);
  }
  return new Uint8Array(view.buffer);
}

function readPlane(data: AudioData, planeIndex: number): Float32Array {
  const plane = new Float32Array(data.numberOfFrames);
  data.copyTo(plane, { planeIndex, format: "f32-planar" });
  return plane;
}

function toInteger(sample: number): number {
  return Math.round(Math.max(-1, Math.min(1, sample)) * fullScale);
}
