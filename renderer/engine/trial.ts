/** The composition root of the page that tries the voice: the engine's own adapters, without the phone. */
import { TrialOrder, type TrialReport } from "../../shared/contract/trial-wire.ts";
import { createSipjsAdapter } from "./adapters/sipjs/sipjs-adapter.ts";
import { createSystemClock } from "./adapters/system-clock.ts";
import { createCodecChoice } from "./adapters/web/codec-order.ts";
import { webConnections } from "./adapters/web/close-connection.ts";
import { createConnectionPool } from "./adapters/web/connection-pool.ts";
import { gatherCandidates } from "./adapters/web/gather-candidates.ts";
import { createMicrophone } from "./adapters/web/microphone.ts";
import { createMixer } from "./adapters/web/mixer.ts";
import { createWebMedia } from "./adapters/web/web-media.ts";
import { runTrial } from "./run-trial.ts";
import { watchAnswers } from "./watch-answers.ts";

type Bridge = {
  readonly report: (report: TrialReport) => void;
  readonly listen: (listener: (raw: unknown) => void) => unknown;
};

/** Put here by the engine's preload. */
const host = Reflect.get(window, "host") as Bridge;
const clock = createSystemClock();
const log = { write: () => undefined, takesDebug: false };
const { mediaDevices, permissions } = navigator;
const microphone = createMicrophone({ mediaDevices, permissions, log });
const pool = createConnectionPool({ ...webConnections, log });
const answers = watchAnswers(
  createWebMedia({
    microphone,
    pool,
    // What comes back is measured and never heard: nobody may sit at this computer.
    playRemote: (stream) => playSilently(stream),
    codecs: createCodecChoice(),
    mixer: createMixer({ createContext: () => new AudioContext(), log }),
    log,
  }),
);
const sip = createSipjsAdapter({ media: answers.media, log, now: clock.now });

host.listen((raw) => {
  const order = TrialOrder.safeParse(raw);
  if (order.success) tryAll(order.data).catch(() => host.report({ type: "failed" }));
});
host.report({ type: "ready" });

async function tryAll(order: TrialOrder): Promise<void> {
  const trial = await runTrial(
    {
      sip,
      media: answers.media,
      gather() {
        pool.setIceServers(order.config.iceServers);
        return gatherCandidates(pool.take);
      },
      takeAnswered: answers.take,
      now: clock.now,
      after: (ms, run) => void setTimeout(run, ms),
    },
    order,
  );
  microphone.release();
  host.report({ type: "tried", trial });
}

/** Chromium decodes what a muted element plays, as it would for a listener. */
function playSilently(stream: MediaStream) {
  const player = new Audio();
  player.muted = true;
  player.srcObject = stream;
  player.play().catch(() => undefined);
  return {
    setSilent: () => undefined,
    stop() {
      player.srcObject = null;
    },
  };
}
