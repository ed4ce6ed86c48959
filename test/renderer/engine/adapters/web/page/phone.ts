/** The web adapters put together as the engine does it, with an ear on what would be heard and an eye on every track. */
import { webConnections } from "../../../../../../renderer/engine/adapters/web/close-connection.ts";
import { createCodecChoice } from "../../../../../../renderer/engine/adapters/web/codec-order.ts";
import { createConnectionPool } from "../../../../../../renderer/engine/adapters/web/connection-pool.ts";
import { createHearing, hearingSampleRate } from "../../../../../../renderer/engine/adapters/web/hearing.ts";
import { createSilentContext } from "../../../../../../renderer/engine/adapters/web/silent-context.ts";
import { createMixer } from "../../../../../../renderer/engine/adapters/web/mixer.ts";
import { createMicrophone } from "../../../../../../renderer/engine/adapters/web/microphone.ts";
import { createSpeaker } from "../../../../../../renderer/engine/adapters/web/remote-audio.ts";
import { createTonePlayer } from "../../../../../../renderer/engine/adapters/web/tone-player.ts";
import { createWebMedia } from "../../../../../../renderer/engine/adapters/web/web-media.ts";
import { createWebSound } from "../../../../../../renderer/engine/adapters/web/web-sound.ts";
import type { MediaEvent, MediaSession } from "../../../../../../renderer/engine/ports/media.ts";
import type { LogLine } from "../../../../../../shared/contract/wire.ts";
import type { Result } from "../../../../../../shared/lib/result.ts";
import { unknownDevices, type Devices } from "../../../../../../shared/model/devices.ts";
import { createEar, type Ear } from "./listening.ts";

export type Party = {
  readonly session: MediaSession;
  readonly connection: RTCPeerConnection;
  /** What this party hears. */
  readonly ear: Ear;
  readonly events: MediaEvent[];
};

export type TestPhone = ReturnType<typeof createTestPhone>;

export function createTestPhone() {
  const lines: LogLine[] = [];
  const log = { write: (line: LogLine) => void lines.push(line) };
  const listening = new AudioContext();
  const seen: Devices[] = [];
  const microphone = createMicrophone({
    mediaDevices: navigator.mediaDevices,
    permissions: navigator.permissions,
    log,
  });
  const pool = createConnectionPool({ ...webConnections, log });
  const ringing = new AudioContext();
  const toneEar = createEar(ringing);
  const openTonePlayer = () => createTonePlayer({ createContext: () => ringing, toOutput: () => toneEar.node, log });
  const speaker = createSpeaker(log);
  const codecs = createCodecChoice();
  const echoEar = createEar(listening);
  const hearing = createHearing({
    microphone,
    createContext: () => createSilentContext(hearingSampleRate),
    createPlayer() {
      const player = new Audio();
      new MediaElementAudioSourceNode(listening, { mediaElement: player }).connect(echoEar.node);
      return player;
    },
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
  sound.listen((devices) => seen.push(devices));

  let mixers = 0;

  /** Calls of one desk, which can be mixed there. */
  function createDesk() {
    const { play } = createSpeaker(log);
    const parties: Party[] = [];
    const taken = { connection: pool.take() };
    const createContext = () => {
      mixers += 1;
      const context = new AudioContext();
      context.addEventListener("statechange", () => (mixers -= context.state === "closed" ? 1 : 0));
      return context;
    };
    const media = createWebMedia({
      microphone,
      pool: { ...pool, take: () => taken.connection },
      playRemote(stream) {
        const [track] = stream.getTracks();
        const hearing = parties.find(({ connection }) => connection.getReceivers().some((one) => one.track === track));
        const source = new MediaStreamAudioSourceNode(listening, { mediaStream: stream });
        if (hearing !== undefined) source.connect(hearing.ear.node);
        return play(stream);
      },
      codecs,
      mixer: createMixer({ createContext, log }),
      log,
    });
    const take = (connection: RTCPeerConnection): Party => {
      taken.connection = connection;
      const session = media.createSession();
      const events: MediaEvent[] = [];
      session.listen((event) => events.push(event));
      const party = { session, connection, ear: createEar(listening), events };
      parties.push(party);
      return party;
    };
    const first = take(taken.connection);
    return { first, add: () => take(pool.take()), mix: media.mix, voicesOf: media.voicesOf };
  }

  function createParty(): Party {
    return createDesk().first;
  }

  return {
    sound,
    pool,
    microphone,
    createParty,
    createDesk,
    /** How many conferences have a context open. */
    mixers: () => mixers,
    ringing,
    toneEar,
    echoEar,
    lines,
    devices: () => seen.at(-1) ?? unknownDevices,
  };
}

export function expectOk<Value>(result: Result<Value, { readonly message: string }>): Value {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

/** One offer from `from` to `to` and back. @returns both SDPs. */
export async function negotiate(
  from: Party,
  to: Party,
  hasNewAddress = false,
): Promise<{ offer: string; answer: string }> {
  const offer = expectOk(await from.session.offer({ hasNewAddress }));
  const answer = expectOk(await to.session.answer(offer));
  expectOk(await from.session.acceptAnswer(answer));
  return { offer, answer };
}

/** Two parties of one computer that talk to each other. */
export async function createConversation(
  phone: TestPhone,
): Promise<{ anna: Party; ben: Party; offer: string; answer: string }> {
  const anna = phone.createParty();
  const ben = phone.createParty();
  return { anna, ben, ...(await negotiate(anna, ben)) };
}
