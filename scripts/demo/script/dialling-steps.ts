/** The first half of the story: both ready, a call through Main, Main freezes, a call is carried over, Main comes back. */
import type { Call } from "../../../shared/model/call.ts";
import type { CallId } from "../../../shared/model/ids.ts";
import type { Pbx } from "../../../test/pbx/start-pbx.ts";
import { operator } from "../start-pair.ts";
import { demand } from "./demand.ts";
import { measureVoice } from "./measure-voice.ts";
import type { Step } from "./play-story.ts";
import type { Stage } from "./stage.ts";

const echo = "600";
/** A failed carry-over takes at most this long to be told, ms. */
const answerWithinMs = 8_000;

export const register: Step<Stage> = {
  name: "register",
  limitMs: 25_000,
  async play(stage) {
    await stage.enter();
    const readyMs = await stage.until(
      "both servers ready and the next call through Main",
      ({ reachability, nextCall }) => reachability === "all" && nextCall.why === "primaryReady",
      15_000,
    );
    const { main, backup } = stage.pair;
    const seats = [main, backup].map((server) => server.registrations().map(({ user }) => user));
    demand("the seats registered on Main and on Backup", seats, [[operator], [operator]]);
    return `Main and Backup ready ${readyMs} ms after the local API; the next call goes through Main`;
  },
};

export const callPrimary: Step<Stage> = {
  name: "callPrimary",
  limitMs: 20_000,
  async play(stage) {
    const { main } = stage.pair;
    const { id, ms } = await talk(stage, main);
    const voice = await measureVoice(stage, main);
    await stage.untilCall(id, "a call quality in the Snapshot", ({ quality }) => quality !== null, 6_000);
    const { quality } = stage.app().call(id);
    await hangUp(stage, id, main);
    return `Main's echo answered after ${ms} ms; ${voice}; MOS ${quality?.mos}, loss ${quality?.lossPct} %`;
  },
};

export const freeze: Step<Stage> = {
  name: "freeze",
  limitMs: 12_000,
  async play(stage) {
    stage.pair.main.freeze();
    const ms = await stage.until(
      "Main not ready and the next call through Backup",
      ({ servers, nextCall }) =>
        nextCall.serverId === "backup" && servers.some(({ id, state }) => id === "main" && state !== "ready"),
      10_000,
    );
    return `noticed after ${ms} ms: ${stage.describe()}`;
  },
};

/**
 * The operator asks for Main by name in the moment its silence is noticed. Main is doubtful, still connected and frozen:
 * the INVITE goes to it, is not answered, and the dial is carried over.
 */
export const callBackup: Step<Stage> = {
  name: "callBackup",
  limitMs: 20_000,
  async play(stage) {
    const { main, backup } = stage.pair;
    const { id, ms } = await talk(stage, backup, "main");
    const { attempts, attemptId } = stage.app().call(id);
    const outcomes = attempts.map(({ serverId, outcome }) => `${serverId} ${outcome}`);
    demand("the attempts of the dial", outcomes, ["main carriedOver", "backup answered"]);
    demand("answers to this dial on Main and on Backup", countAnswers([main, backup], attemptId), [0, 1]);
    const voice = await measureVoice(stage, backup);
    await hangUp(stage, id, backup);
    const [first] = attempts;
    return `Main gave nothing (${first?.why}, ${first?.ms} ms), carried over, Backup's echo answered after ${ms} ms; ${voice}`;
  },
};

export const thawAndFailback: Step<Stage> = {
  name: "thawAndFailback",
  limitMs: 30_000,
  async play(stage) {
    const { main } = stage.pair;
    main.thaw();
    const back = await comeBack(stage);
    const answered = main.calls().filter(({ wasAnswered }) => wasAnswered);
    demand("calls Main has answered, the carried-over one not among them", answered.length, 1);
    return `thawed, ${back}`;
  },
};

/** Dials the echo and waits until `server` has answered. */
export async function talk(
  stage: Stage,
  server: Pbx,
  askedFor?: string,
): Promise<{ readonly id: CallId; readonly ms: number }> {
  const atStart = performance.now();
  const id = await stage.app().dial(echo, askedFor === undefined ? {} : { serverId: askedFor });
  await stage.untilCall(
    id,
    `the echo answered through ${server.name}`,
    ({ state, serverId }) => state === "active" && serverId === server.id,
    answerWithinMs,
  );
  const ms = Math.round(performance.now() - atStart);
  demand(`answers to this dial on ${server.name}`, countAnswers([server], stage.app().call(id).attemptId), [1]);
  return { id, ms };
}

export async function hangUp(stage: Stage, id: CallId, server: Pbx): Promise<void> {
  await order(stage, { type: "call.hangUp", callId: id });
  await stage.untilCall(id, "the call over", isOver, 3_000);
  const atEnd = performance.now() + 2_000;
  const live = (): number => server.calls().filter(({ state }) => state !== "ended").length;
  while (live() > 0 && performance.now() < atEnd) await new Promise((resolve) => setTimeout(resolve, 20));
  demand(`calls left on ${server.name}`, live(), 0);
}

/** Main is ready, and after the hysteresis preferred again. */
export async function comeBack(stage: Stage): Promise<string> {
  const readyMs = await stage.until(
    "Main ready again",
    ({ servers }) => servers.some(({ id, state }) => id === "main" && state === "ready"),
    22_000,
  );
  const preferredMs = await stage.until(
    "the next call through Main again",
    ({ nextCall }) => nextCall.serverId === "main" && nextCall.why === "primaryReady",
    6_000,
  );
  return `Main ready again after ${readyMs} ms and preferred again ${preferredMs} ms later`;
}

export async function order(stage: Stage, command: Parameters<ReturnType<Stage["app"]>["command"]>[0]) {
  const reply = await stage.app().command(command);
  if (!reply.ok) throw new Error(`expected ${command.type} to be taken; saw ${JSON.stringify(reply.failure)}`);
  return reply;
}

export function isOver({ state }: Call): boolean {
  return state === "ended";
}

function countAnswers(servers: readonly Pbx[], attemptId: string): number[] {
  return servers.map(
    (server) => server.calls().filter((call) => call.attemptId === attemptId && call.wasAnswered).length,
  );
}
