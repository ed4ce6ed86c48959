/** An AudioContext that drives no device, so that it runs where none is and stops with none. */

/** The part of its options that TypeScript's DOM does not know yet. */
type SilentOptions = AudioContextOptions & { readonly sinkId: { readonly type: "none" } };

/** @param sampleRate Hz. @param latencyHint `interactive` for what somebody hears at once. */
export function createSilentContext(
  sampleRate: number,
  latencyHint: AudioContextLatencyCategory = "playback",
): AudioContext {
  const options: SilentOptions = { sampleRate, latencyHint, sinkId: { type: "none" } };
  return new AudioContext(options);
}
