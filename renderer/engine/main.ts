/** The engine's composition root: builds every adapter once, joins them to the phone, and starts it. */
import { createHostLog } from "./adapters/host-log.ts";
import { createIpcHost, type HostBridge } from "./adapters/ipc-host.ts";
import { createRandomDice } from "./adapters/random-dice.ts";
import { createSipjsAdapter } from "./adapters/sipjs/sipjs-adapter.ts";
import { createSystemClock } from "./adapters/system-clock.ts";
import { createCodecChoice } from "./adapters/web/codec-order.ts";
import { webConnections } from "./adapters/web/close-connection.ts";
import { createConnectionPool } from "./adapters/web/connection-pool.ts";
import { createHearing, hearingSampleRate } from "./adapters/web/hearing.ts";
import { createMicrophone } from "./adapters/web/microphone.ts";
import { createMixer } from "./adapters/web/mixer.ts";
import { createSilentContext } from "./adapters/web/silent-context.ts";
import { createNetworkStatus, findConnection } from "./adapters/web/network-status.ts";
import { createWebRecorder } from "./adapters/web/recorder.ts";
import { recordingSampleRate } from "./adapters/web/recording-graph.ts";
import { createSpeaker } from "./adapters/web/remote-audio.ts";
import { createSendBeep } from "./adapters/web/send-beep.ts";
import { createTonePlayer } from "./adapters/web/tone-player.ts";
import { createWebMedia } from "./adapters/web/web-media.ts";
import { createWebSound } from "./adapters/web/web-sound.ts";
import type { Hid } from "./adapters/webhid/hid.ts";
import { createLitMemory } from "./adapters/webhid/lit-memory.ts";
import { createWebHeadsets } from "./adapters/webhid/web-headsets.ts";
import { createPhone } from "./phone.ts";

declare global {
  interface Window {
    /** Put here by the engine's preload. */
    readonly host: HostBridge;
  }
  interface Navigator {
    /** Missing where the page may not use it. */
    readonly hid?: Hid;
  }
}

const host = createIpcHost(window.host);
/** A seat at rest would spend most of its work on lines that main throws away. */
const log = createHostLog(host, new URLSearchParams(window.location.search).get("log") === "debug");
const clock = createSystemClock();
const dice = createRandomDice();

const { mediaDevices, permissions } = navigator;
const microphone = createMicrophone({ mediaDevices, permissions, log });
const pool = createConnectionPool({ ...webConnections, log });
const openTonePlayer = () =>
  createTonePlayer({ createContext: () => new AudioContext(), toOutput: (context) => context.destination, log });
const speaker = createSpeaker(log);
const codecs = createCodecChoice();
const mixer = createMixer({ createContext: () => new AudioContext(), log });
const media = createWebMedia({ microphone, pool, playRemote: speaker.play, codecs, mixer, log });
const sip = createSipjsAdapter({ media, log, now: clock.now, random: () => dice.uniform(0, 1) });
const hearing = createHearing({
  microphone,
  createContext: () => createSilentContext(hearingSampleRate),
  createPlayer: () => new Audio(),
  log,
});
const sound = createWebSound({
  microphone,
  pool,
  speaker,
  tones: openTonePlayer(),
  ringer: openTonePlayer(),
  secondRinger: openTonePlayer(),
  codecs,
  hearing,
});
const network = createNetworkStatus({ page: window, connection: findConnection(navigator), log });

const headset = createWebHeadsets({
  hid: navigator.hid ?? null,
  memory: createLitMemory(localStorage),
  log,
});

/** Hz, of a voice as it is sent. */
const voiceSampleRate = 48_000;
const recorder = createWebRecorder({
  findVoices(inviteId) {
    const session = sip.mediaOf(inviteId);
    return session === null ? null : media.voicesOf(session);
  },
  createContext: () => createSilentContext(recordingSampleRate),
  sendBeep: createSendBeep({ createContext: () => createSilentContext(voiceSampleRate, "interactive"), log }),
  send: (news) => host.report({ type: "recording", news }),
  log,
});

createPhone({ sip, sound, recorder, headset, host, log, clock, network, dice }).start();
