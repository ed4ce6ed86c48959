/** Ears for the tests: how loud a stream or a node is over a stretch of time. */

const sampleEveryMs = 20;

export type Ear = { readonly node: AudioNode; readonly loudest: (duringMs: number) => Promise<number> };

/** @returns an ear whose `loudest` is the largest amplitude heard, 0 to 1. */
export function createEar(context: AudioContext): Ear {
  const analyser = new AnalyserNode(context, { fftSize: 2048 });
  const samples = new Float32Array(analyser.fftSize);
  return {
    node: analyser,
    async loudest(duringMs) {
      let loudest = 0;
      for (const until = performance.now() + duringMs; performance.now() < until; await sleep(sampleEveryMs)) {
        analyser.getFloatTimeDomainData(samples);
        loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), loudest);
      }
      return loudest;
    },
  };
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** @param holds asked every 20 ms. @returns whether it held in time. */
export async function until(holds: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  for (const end = performance.now() + timeoutMs; performance.now() < end; await sleep(sampleEveryMs)) {
    if (await holds()) return true;
  }
  return false;
}
