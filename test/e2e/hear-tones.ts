/** Which tones are in what the running app is told by the other side, asked of the engine's hidden page. */
import { z } from "zod";
import type { EnginePage } from "./hear-audio.ts";

const Evaluated = z.object({ result: z.object({ objectId: z.string() }) });
const Queried = z.object({ objects: z.object({ objectId: z.string() }) });
const Called = z.object({ result: z.object({ value: z.array(z.number()) }) });

/** dB of full scale: silence and the noise of a codec stay far below it, a tone far above. */
const audibleDb = -60;

/** Runs in the page, on all its connections: the loudest each tone was within a second, dB of full scale. */
const readTones = `async function (tones) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 8192;
  analyser.smoothingTimeConstant = 0;
  for (const connection of this) {
    if (connection.connectionState !== "connected") continue;
    const tracks = connection.getReceivers().map(({ track }) => track);
    context.createMediaStreamSource(new MediaStream(tracks)).connect(analyser);
  }
  await context.resume();
  const bins = new Float32Array(analyser.frequencyBinCount);
  const loudest = tones.map(() => -200);
  for (const end = performance.now() + 1000; performance.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    analyser.getFloatFrequencyData(bins);
    tones.forEach((hz, index) => {
      const at = Math.round((hz * analyser.fftSize) / context.sampleRate);
      loudest[index] = Math.max(loudest[index], ...bins.slice(at - 2, at + 3));
    });
  }
  await context.close();
  return loudest.map((db) => (Number.isFinite(db) ? db : -200));
}`;

/** @returns of each tone (Hz) whether it was heard within the next second. */
export async function hearTones({ ask }: EnginePage, tones: readonly number[]): Promise<boolean[]> {
  const { result } = Evaluated.parse(
    await ask("Runtime.evaluate", { expression: "RTCPeerConnection.prototype", objectGroup: "tones" }),
  );
  const query = { prototypeObjectId: result.objectId, objectGroup: "tones" };
  const { objectId } = Queried.parse(await ask("Runtime.queryObjects", query)).objects;
  const called = await ask("Runtime.callFunctionOn", {
    objectId,
    functionDeclaration: readTones,
    arguments: [{ value: tones }],
    awaitPromise: true,
    returnByValue: true,
  });
  await ask("Runtime.releaseObjectGroup", { objectGroup: "tones" });
  return Called.parse(called).result.value.map((db) => db > audibleDb);
}
