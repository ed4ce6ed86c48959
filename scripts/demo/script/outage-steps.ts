/** The second half of the story: Main is killed in a call, the call is rescued, Main returns, and a caller rings twice. */
import type { CallId } from "../../../shared/model/ids.ts";
import { placeIncoming } from "../../../test/pbx/place-incoming.ts";
import { operator } from "../start-pair.ts";
import { demand } from "./demand.ts";
import { comeBack, hangUp, isOver, order, talk } from "./dialling-steps.ts";
import { measureVoice } from "./measure-voice.ts";
import type { Step } from "./play-story.ts";
import type { Stage } from "./stage.ts";

export const killInCall: Step<Stage> = {
  name: "killInCall",
  limitMs: 20_000,
  async play(stage) {
    const { main } = stage.pair;
    const { id } = await talk(stage, main);
    await measureVoice(stage, main);
    await main.crash();
    const ms = await stage.untilCall(id, "the call stranded", ({ state }) => state === "stranded", 8_000);
    demand("the signalling of the stranded call", stage.app().call(id).signalling, "lost");
    return `talking through Main; killed, and stranded after ${ms} ms`;
  },
};

export const rescue: Step<Stage> = {
  name: "rescue",
  limitMs: 15_000,
  async play(stage) {
    const { backup } = stage.pair;
    const strandedId = findCall(stage, "stranded");
    const reply = await order(stage, { type: "call.rescue", callId: strandedId });
    const rescueId = reply.callId;
    if (rescueId === undefined) throw new Error("expected the id of the rescue; saw none");
    const ms = await stage.untilCall(
      rescueId,
      "the rescue active through Backup",
      ({ state, serverId }) => state === "active" && serverId === "backup",
      8_000,
    );
    demand("what the rescue is of", stage.app().call(rescueId).rescueOf, strandedId);
    await stage.untilCall(
      strandedId,
      "the stranded call ended as rescued",
      ({ end }) => end?.reason === "rescued",
      2_000,
    );
    return `talking through Backup ${ms} ms after the command; ${await measureVoice(stage, backup)}`;
  },
};

/** The rescued call stays where it is: failback moves the next call, never a live one. */
export const returnAndFailback: Step<Stage> = {
  name: "returnAndFailback",
  limitMs: 30_000,
  async play(stage) {
    const { main, backup } = stage.pair;
    await main.start();
    const back = await comeBack(stage);
    const id = findCall(stage, "active");
    demand("the server of the call that is up", stage.app().call(id).serverId, "backup");
    const voice = await measureVoice(stage, backup);
    await hangUp(stage, id, backup);
    return `started, ${back}; the live call stayed on Backup, ${voice}`;
  },
};

export const incomingMerged: Step<Stage> = {
  name: "incomingMerged",
  limitMs: 20_000,
  async play(stage) {
    const { main, backup } = stage.pair;
    const number = "0312345678";
    const cards = () =>
      stage
        .app()
        .feed.snapshot()
        .calls.filter(({ remote }) => remote.number === number);
    const caller = placeIncoming({ servers: [main, backup], to: operator, fromNumber: number, fromName: "Ueda" });
    const ms = await stage.until(
      "one card that rings through both servers",
      () => cards()[0]?.legs.filter(({ outcome }) => outcome === "ringing").length === 2,
      6_000,
    );
    const id = findCall(stage, "ringing");
    await order(stage, { type: "call.answer", callId: id });
    await stage.untilCall(id, "the caller answered", ({ state }) => state === "active", 6_000);
    await stage.untilCall(
      id,
      "one leg answered and the other told that it was answered elsewhere",
      ({ legs }) =>
        legs
          .map(({ outcome }) => outcome)
          .toSorted()
          .join() === "answered,elsewhere",
      4_000,
    );
    demand("cards of this caller", cards().length, 1);
    await caller.whenSettled;
    const states = Object.values(caller.states()).toSorted();
    demand("what became of the caller on the two servers", states, ["answered", "cancelled"]);
    const taken = stage.app().call(id).serverId === "main" ? main : backup;
    const voice = await measureVoice(stage, taken);
    caller.hangUp();
    await stage.untilCall(id, "the call over when the caller hangs up", isOver, 4_000);
    demand("offers of this caller", countOffers(stage, number), 1);
    return `one card after ${ms} ms for two servers, answered through ${taken.name}, elsewhere on the other; ${voice}`;
  },
};

function findCall(stage: Stage, state: string): CallId {
  const call = stage
    .app()
    .feed.snapshot()
    .calls.find((one) => one.state === state);
  if (call === undefined) throw new Error(`expected a call that is ${state}; saw ${stage.describe()}`);
  return call.id;
}

function countOffers(stage: Stage, number: string): number {
  const { seen } = stage.app().feed;
  return seen.filter(({ event }) => event.type === "call.offered" && event.call.remote.number === number).length;
}
