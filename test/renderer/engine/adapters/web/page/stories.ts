/** What the tests have the browser do; each story returns plain facts and judges nothing. */
import { isUsableCandidate, toUfrag } from "../../../../../../renderer/engine/adapters/web/candidates.ts";
import { createConferenceStories } from "./conference.ts";
import { createEarlyStories } from "./early-answer.ts";
import { accountForTracks } from "./every-track.ts";
import { sleep, until } from "./listening.ts";
import { createOwnVoiceStories } from "./own-voice.ts";
import { createRecordingStories } from "./recording.ts";
import { createConversation, createTestPhone, expectOk, negotiate, type Party } from "./phone.ts";
import { createToneStories } from "./tones.ts";

const tracks = accountForTracks();
const phone = createTestPhone();

/** The test microphone beeps once a second. */
const listenMs = 1_500;
/** What comes at once on a quiet machine may take this long on a busy one. */
const patienceMs = 10_000;
/** What was said before is still in the far side's jitter buffer. */
const drainMs = 400;

const directionOf = (sdp: string) => /^a=(sendrecv|sendonly|recvonly|inactive)\r?$/m.exec(sdp)?.[1];
const candidatesOf = (sdp: string) => sdp.split("\r\n").filter((line) => line.startsWith("a=candidate:"));

function codecsOf(sdp: string): string[] {
  const order = (/^m=audio \d+ \S+ (.+)$/m.exec(sdp)?.[1] ?? "").trim().split(" ");
  return order.map((type) => new RegExp(`^a=rtpmap:${type} ([^/]+)`, "m").exec(sdp)?.[1] ?? type);
}

function hangUp(...parties: readonly Party[]): void {
  for (const { session } of parties) session.close();
}

async function countPackets({ connection }: Party): Promise<number> {
  let packets = 0;
  for (const entry of (await connection.getStats()).values() as Iterable<RTCInboundRtpStreamStats>) {
    if (entry.type === "inbound-rtp") packets += entry.packetsReceived ?? 0;
  }
  return packets;
}

async function packetsDuring(party: Party, ms: number): Promise<number> {
  const before = await countPackets(party);
  await sleep(ms);
  return (await countPackets(party)) - before;
}

/** Silence that Opus has passed through is not quite zero. */
const audible = 0.01;
/** For silence: listens to the end. */
const isAudible = async ({ ear }: Party) => (await ear.loudest(listenMs)) > audible;
/** For a voice: over with its first sound. */
const hears = ({ ear }: Party) => until(async () => (await ear.loudest(100)) > audible, patienceMs);
async function stillHears(party: Party): Promise<boolean> {
  await sleep(drainMs);
  return hears(party);
}

export const stories = {
  async talk() {
    const { anna, ben, offer, answer } = await createConversation(phone);
    const [annaHears, benHears] = await Promise.all([hears(anna), hears(ben)]);
    await until(() => anna.events.some(({ type }) => type === "measured"), patienceMs);
    const quality = anna.events.find((event) => event.type === "measured")?.quality;
    hangUp(anna, ben);
    return {
      annaHears,
      benHears,
      firstEvent: anna.events[0],
      quality,
      offered: codecsOf(offer),
      answered: codecsOf(answer)[0],
      hiddenCandidates: candidatesOf(offer).filter((line) => line.includes(".local")).length,
      hasRealCandidate: candidatesOf(offer).some(isUsableCandidate),
    };
  },

  /** In the very moment in which one side is connected: the other has it yet to tell. */
  async hangUpAtOnce(count: number) {
    for (let call = 0; call < count; call += 1) {
      const anna = phone.createParty();
      const ben = phone.createParty();
      const hungUp = new Promise<void>((resolve) => {
        const end = () => {
          if (anna.connection.connectionState !== "connected" && ben.connection.connectionState !== "connected") return;
          hangUp(anna, ben);
          resolve();
        };
        for (const { connection } of [anna, ben]) connection.addEventListener("connectionstatechange", end);
      });
      await negotiate(anna, ben);
      await hungUp;
    }
  },

  async holdAndResume() {
    const { anna, ben } = await createConversation(phone);
    await until(() => anna.events.length > 0, patienceMs);
    anna.session.setHeld(true);
    const held = await negotiate(anna, ben);
    await sleep(drainMs);
    const duringHold = { benHears: await isAudible(ben), toAnna: await packetsDuring(anna, 1_000) };
    await sleep(1_500);
    const saidSilent = anna.events.some((event) => event.type === "flowChanged" && !event.isFlowing);
    anna.session.setHeld(false);
    const resumed = await negotiate(anna, ben);
    const afterResume = { benHears: await hears(ben), annaHears: await hears(anna) };
    hangUp(anna, ben);
    return {
      offers: [directionOf(held.offer), directionOf(resumed.offer)],
      answers: [directionOf(held.answer), directionOf(resumed.answer)],
      duringHold,
      saidSilent,
      afterResume,
    };
  },

  async holdFromBothSides() {
    const { anna, ben } = await createConversation(phone);
    anna.session.setHeld(true);
    const first = await negotiate(anna, ben);
    ben.session.setHeld(true);
    const second = await negotiate(ben, anna);
    anna.session.setHeld(false);
    const third = await negotiate(anna, ben);
    hangUp(anna, ben);
    return [first, second, third].map(({ offer, answer }) => [directionOf(offer), directionOf(answer)]);
  },

  async mute() {
    const { anna, ben } = await createConversation(phone);
    const [carla, dora] = [phone.createParty(), phone.createParty()];
    await negotiate(carla, dora);
    await until(() => ben.events.length > 0, patienceMs);
    anna.session.setMuted(true);
    await sleep(drainMs);
    const [benHears, doraHears] = await Promise.all([isAudible(ben), hears(dora)]);
    const packets = await packetsDuring(ben, 1_000);
    anna.session.setSilent(true);
    anna.session.setMuted(false);
    const benHearsSilenced = await sleep(drainMs).then(() => isAudible(ben));
    anna.session.setSilent(false);
    const benHearsAgain = await hears(ben);
    hangUp(anna, ben, carla, dora);
    return { benHears, benHearsSilenced, doraHears, stillSends: packets > 10, benHearsAgain };
  },

  async dtmf() {
    const { anna, ben } = await createConversation(phone);
    await until(() => anna.connection.connectionState === "connected", patienceMs);
    const sent: string[] = [];
    const finished = new Promise<void>((resolve) => {
      anna.connection.getSenders()[0]?.dtmf?.addEventListener("tonechange", ({ tone }) => {
        if (tone === "") resolve();
        else sent.push(tone);
      });
    });
    const accepted = [anna.session.sendDtmf("12"), anna.session.sendDtmf("#d,9"), anna.session.sendDtmf("x")];
    await Promise.race([finished, sleep(2 * patienceMs)]);
    hangUp(anna, ben);
    return { accepted, sent };
  },

  async dtmfNotNegotiated() {
    const anna = phone.createParty();
    const ben = phone.createParty();
    const offer = expectOk(await anna.session.offer({ hasNewAddress: false }));
    const answer = expectOk(await ben.session.answer(offer));
    const withoutEvents = answer
      .split("\r\n")
      .filter((line) => !line.includes("telephone-event"))
      .join("\r\n");
    const types = [...answer.matchAll(/^a=rtpmap:(\d+) telephone-event/gm)].map(([, type]) => type);
    const bare = withoutEvents.replace(/^(m=audio \d+ \S+)(.+)$/m, (_line, head: string, list: string) =>
      [
        head,
        ...list
          .trim()
          .split(" ")
          .filter((type) => !types.includes(type)),
      ].join(" "),
    );
    expectOk(await anna.session.acceptAnswer(bare));
    await until(() => anna.connection.connectionState === "connected", patienceMs);
    const accepted = anna.session.sendDtmf("1");
    hangUp(anna, ben);
    return accepted;
  },

  async rollBack() {
    const fresh = phone.createParty();
    expectOk(await fresh.session.offer({ hasNewAddress: false }));
    await fresh.session.rollBack();
    const other = phone.createParty();
    await negotiate(fresh, other);
    const afterFirst = await hears(other);

    fresh.session.setHeld(true);
    expectOk(await fresh.session.offer({ hasNewAddress: true }));
    await fresh.session.rollBack();
    fresh.session.setHeld(false);
    const afterRefusal = await stillHears(other);
    const { offer } = await negotiate(fresh, other);
    const afterNext = await stillHears(other);
    hangUp(fresh, other);
    return { afterFirst, afterRefusal, direction: directionOf(offer), afterNext };
  },

  async restartIce() {
    const { anna, ben, offer: first } = await createConversation(phone);
    const plain = await negotiate(anna, ben);
    const restarted = await negotiate(anna, ben, true);
    const after = await negotiate(anna, ben);
    const benHears = await stillHears(ben);
    hangUp(anna, ben);
    const fragments = [first, plain.offer, restarted.offer, after.offer].map(toUfrag);
    return {
      changed: fragments.slice(1).map((fragment, i) => fragment !== fragments[i]),
      restartedHasCandidate: candidatesOf(restarted.offer).some(isUsableCandidate),
      benHears,
    };
  },

  async flowStopsAndReturns() {
    const { anna, ben } = await createConversation(phone);
    await until(() => anna.events.length > 0, patienceMs);
    const sender = ben.connection.getSenders()[0];
    const track = sender?.track ?? null;
    await sender?.replaceTrack(null);
    const at = performance.now();
    const saidFalse = await until(() => flowsOf(anna).includes(false), patienceMs);
    const noticedMs = performance.now() - at;
    await sender?.replaceTrack(track);
    await until(() => flowsOf(anna).length === 3, patienceMs);
    hangUp(anna, ben);
    return { saidFalse, noticedMs, flows: flowsOf(anna) };
  },

  async rest() {
    phone.sound.perform({ type: "microphone.open" });
    const { anna, ben } = await createConversation(phone);
    const duringCall = tracks.liveCount();
    const openInCall = phone.devices().microphone;
    hangUp(anna, ben);
    const afterCall = tracks.liveCount();
    phone.sound.perform({ type: "microphone.release" });
    return {
      duringCall,
      openInCall,
      afterCall,
      atRest: tracks.liveCount(),
      prepared: phone.pool.count(),
      restingMicrophone: phone.devices().microphone,
    };
  },

  /** Released while it still opens, again and again: none may stay behind. */
  async releaseWhileOpening() {
    for (let i = 0; i < 5; i += 1) {
      phone.sound.perform({ type: "microphone.open" });
      phone.sound.perform({ type: "microphone.release" });
    }
    await sleep(1_000);
    return { live: tracks.liveCount(), open: phone.devices().microphone.open };
  },

  async unplugged() {
    const { anna, ben } = await createConversation(phone);
    const before = anna.connection.getSenders()[0]?.track;
    await phone.microphone.open();
    const shared = tracks.lastOpened();
    shared?.stop();
    shared?.dispatchEvent(new Event("ended"));
    await until(() => phone.devices().microphone.open && anna.connection.getSenders()[0]?.track !== before, patienceMs);
    const benHears = await stillHears(ben);
    const replaced = anna.connection.getSenders()[0]?.track !== before;
    hangUp(anna, ben);
    return { replaced, benHears, before: before?.readyState };
  },

  async repeatedAnswer() {
    const { anna, ben, answer } = await createConversation(phone);
    const repeated = await anna.session.acceptAnswer(answer);
    const annaHears = await stillHears(anna);
    hangUp(anna, ben);
    return { repeated, annaHears };
  },

  /** Whoever waits for an answer to be taken hears of it all the same when the call ends in that moment. */
  async closedMeanwhile() {
    const [anna, ben] = [phone.createParty(), phone.createParty()];
    const offer = expectOk(await anna.session.offer({ hasNewAddress: false }));
    const answer = expectOk(await ben.session.answer(offer));
    const taking = anna.session.acceptAnswer(answer);
    hangUp(anna, ben);
    return await Promise.race([taking, sleep(2_000).then(() => "never settled" as const)]);
  },

  async uselessSdp() {
    const party = phone.createParty();
    const offer = await party.session.answer("v=0\r\nnonsense");
    const answer = await party.session.acceptAnswer("");
    hangUp(party);
    return [offer, answer, await party.session.offer({ hasNewAddress: false })];
  },

  /** A far side that offers a picture too. */
  async offeredVideo() {
    const far = new RTCPeerConnection();
    far.addTransceiver("audio");
    far.addTransceiver("video");
    await far.setLocalDescription();
    const party = phone.createParty();
    const answer = expectOk(await party.session.answer(far.localDescription?.sdp ?? ""));
    far.close();
    hangUp(party);
    return answer
      .split(/^m=/m)
      .slice(1)
      .map((section) => [section.split(" ")[0], directionOf(section)]);
  },

  async opening() {
    const failure = await phone.microphone.open();
    const offer = await phone.createParty().session.offer({ hasNewAddress: false });
    return { failure, offer, microphone: phone.devices().microphone };
  },

  /** @returns how long offers took, ms, sorted, each on a connection of its own. */
  async offers(count: number, isWarm: boolean) {
    phone.sound.perform({ type: isWarm ? "microphone.open" : "microphone.release" });
    await phone.microphone.open();
    const durations: number[] = [];
    const wholes: boolean[] = [];
    for (let i = 0; i < count; i += 1) {
      await sleep(isWarm ? 450 : 50);
      const at = performance.now();
      const party = phone.createParty();
      const sdp = expectOk(await party.session.offer({ hasNewAddress: false }));
      durations.push(performance.now() - at);
      wholes.push(candidatesOf(sdp).some(isUsableCandidate));
      hangUp(party);
    }
    phone.sound.perform({ type: "microphone.release" });
    return { durations: durations.sort((a, b) => a - b), areWhole: wholes.every(Boolean) };
  },

  async discardPrepared() {
    phone.sound.perform({ type: "microphone.open" });
    await phone.microphone.open();
    const before = phone.pool.count();
    phone.sound.perform({ type: "media.discardPrepared" });
    const after = phone.pool.count();
    phone.sound.perform({ type: "microphone.release" });
    return { before, after, atRest: phone.pool.count() };
  },

  lines: () => Promise.resolve(phone.lines),

  ...createRecordingStories({ phone, hears }),
  ...createConferenceStories({ phone, hears, isAudible }),
  ...createEarlyStories({ phone, hears, stillHears, isAudible }),
  ...createToneStories(phone),
  ...createOwnVoiceStories({ phone, tracks, hears, stillHears, isAudible }),
};

function flowsOf({ events }: Party): boolean[] {
  return events.flatMap((event) => (event.type === "flowChanged" ? [event.isFlowing] : []));
}

export type Stories = typeof stories;
