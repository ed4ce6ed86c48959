/** Lets operators hear themselves: a few seconds are recorded here, played on the chosen speaker, and forgotten. */
import type { EchoPhase } from "../../../../shared/model/sound-now.ts";
import type { LogPort } from "../../ports/log.ts";
import type { Microphone } from "./microphone.ts";

export type EchoTest = {
  /** Begins anew if it runs. */
  readonly begin: () => void;
  readonly stop: () => void;
  /** @param sinkId of the speaker, or "" for the system's own. */
  readonly use: (sinkId: string) => void;
};

export type EchoTestParts = {
  readonly microphone: Pick<Microphone, "borrow">;
  readonly createPlayer: () => HTMLAudioElement;
  readonly onPhase: (phase: EchoPhase) => void;
  readonly log: LogPort;
};

const recordForMs = 3_000;

export function createEchoTest({ microphone, createPlayer, onPhase, log }: EchoTestParts): EchoTest {
  let sinkId = "";
  let running: AbortController | null = null;

  function stop(): void {
    running?.abort();
    running = null;
    onPhase("idle");
  }

  async function run(signal: AbortSignal): Promise<void> {
    const borrowed = await microphone.borrow(() => undefined);
    if (!borrowed.ok) return;
    try {
      if (signal.aborted) return;
      onPhase("recording");
      const said = await record(borrowed.value.track, signal);
      borrowed.value.end();
      if (signal.aborted) return;
      onPhase("playing");
      await play(said, createPlayer(), sinkId, signal);
    } finally {
      borrowed.value.end();
    }
  }

  async function begin(): Promise<void> {
    stop();
    const mine = new AbortController();
    running = mine;
    try {
      await run(mine.signal);
    } catch (error) {
      log.write({ level: "warn", scope: "sound", text: `The echo test failed: ${String(error)}` });
    }
    if (running === mine) stop();
  }

  return {
    begin: () => void begin(),
    stop() {
      if (running !== null) stop();
    },
    use(next) {
      sinkId = next;
    },
  };
}

function record(track: MediaStreamTrack, signal: AbortSignal): Promise<Blob> {
  const recorder = new MediaRecorder(new MediaStream([track]));
  const { promise, resolve, reject } = Promise.withResolvers<Blob>();
  recorder.addEventListener("dataavailable", ({ data }) => resolve(data));
  recorder.addEventListener("error", () => reject(new Error("the microphone could not be recorded")));
  const finish = () => {
    if (recorder.state !== "inactive") recorder.stop();
  };
  const timer = setTimeout(finish, recordForMs);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    finish();
  });
  recorder.start();
  return promise;
}

async function play(said: Blob, player: HTMLAudioElement, sinkId: string, signal: AbortSignal): Promise<void> {
  const address = URL.createObjectURL(said);
  const { promise, resolve } = Promise.withResolvers<void>();
  player.addEventListener("ended", () => resolve());
  player.addEventListener("error", () => resolve());
  signal.addEventListener("abort", () => resolve());
  try {
    await player.setSinkId(sinkId);
    player.src = address;
    await player.play();
    await promise;
  } finally {
    player.pause();
    player.removeAttribute("src");
    URL.revokeObjectURL(address);
  }
}
