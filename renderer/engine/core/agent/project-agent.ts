/** What is shown of the queues: what is wanted, what each server holds, and what is being done about the difference. */
import type {
  Agent,
  AgentConfig,
  CallAbilities,
  Desk,
  Queue,
  QueueId,
  QueueOnServer,
  SeatState,
} from "../../../../shared/model/agent.ts";
import type { EpochMs, Instant } from "../../../../shared/model/time.ts";
import type { PhoneState } from "../phone-state.ts";
import { isReady, isUsable, type Registration } from "../registration/registration.ts";
import { mustNameDesk } from "./known-desk.ts";
import {
  axes,
  codeFor,
  codesOf,
  deskId,
  dndId,
  factOf,
  hintOf,
  isBeingDialled,
  knownValue,
  mostTries,
  type Axis,
  type QueueRecord,
} from "./queue-record.ts";
import { isWrong } from "./steps.ts";

/** @returns null where the document names neither a queue nor a code. */
export function projectAgent(state: PhoneState, toEpoch: (at: Instant) => EpochMs): Agent | null {
  const config = state.config?.agent ?? null;
  if (config === null) return null;
  return {
    pauseReasons: config.pauseReasons,
    may: projectAbilities(config),
    desk: projectDesk(state),
    dnd: projectDnd(state),
    queues: state.agent.queues.flatMap((queue): Queue[] => {
      const entry = config.queues.find(({ id }) => id === queue.id);
      if (entry === undefined) return [];
      const codes = Object.values(entry.codes);
      const mayLogIn = codes.some((one) => one.login !== null);
      const mayPause = codes.some((one) => one.pause !== null);
      const { shown, servers } = projectServers(state, queue);
      const { news } = queue;
      return [
        {
          id: queue.id,
          name: entry.name,
          mayLogIn,
          mayPause,
          state: shown,
          wanted: toSeat(mayLogIn ? queue.member : true, mayPause ? queue.paused : false),
          reasonId: queue.reasonId,
          servers,
          news: news === null ? null : { kind: news.kind, serverId: news.serverId, at: toEpoch(news.at) },
        },
      ];
    }),
  };
}

function projectDesk(state: PhoneState): Desk | null {
  const desk = state.agent.queues.find(({ id }) => id === deskId);
  if (desk === undefined) return null;
  const { shown, servers } = projectServers(state, desk, ableTo(state, deskId));
  const extension = desk.member === false ? null : desk.extension;
  return { state: shown, extension, mustName: mustNameDesk(state, desk), servers };
}

function projectDnd(state: PhoneState): Agent["dnd"] {
  const dnd = state.agent.queues.find(({ id }) => id === dndId);
  return dnd === undefined ? null : { servers: projectServers(state, dnd, ableTo(state, dndId)).servers };
}

/** The servers that have a code for it. */
function ableTo(state: PhoneState, id: QueueId): readonly Registration[] {
  return state.registrations.filter(({ serverId }) => codesOf(state, id, serverId).login !== null);
}

/** Each server, and what those that can be asked now say together. */
function projectServers(
  state: PhoneState,
  queue: QueueRecord,
  registrations: readonly Registration[] = state.registrations,
): { readonly shown: Queue["state"]; readonly servers: QueueOnServer[] } {
  const servers = registrations.map((registration) => projectServer(state, queue, registration));
  const known = registrations.flatMap((registration, index) => {
    const shown = servers[index]?.state ?? "unknown";
    return isUsable(registration) && shown !== "unknown" ? [shown] : [];
  });
  const [first = "unknown"] = known;
  return { shown: known.every((one) => one === first) ? first : "split", servers };
}

function projectAbilities({ callCodes }: AgentConfig): CallAbilities {
  const has = (which: keyof CallAbilities) => Object.values(callCodes).some((codes) => codes[which] !== null);
  return { pickUp: has("pickUp"), listen: has("listen"), whisper: has("whisper") };
}

function projectServer(state: PhoneState, queue: QueueRecord, registration: Registration): QueueOnServer {
  const { serverId } = registration;
  const codes = codesOf(state, queue.id, serverId);
  const valueOf = (axis: Axis, ifNothingTells: boolean): boolean | null => {
    const isSilent = hintOf(codes, axis) === null && codeFor(codes, axis, true) === null;
    return isSilent ? ifNothingTells : knownValue(queue, registration, axis);
  };
  const seat = toSeat(valueOf("member", true), valueOf("paused", false));
  const sources = axes.flatMap((axis) => factOf(queue, serverId, axis).by ?? []);
  return {
    serverId,
    state: seat,
    by: seat === "unknown" ? null : sources.includes("done") || sources.length === 0 ? "done" : "told",
    repair: describeRepair(state, queue, registration),
  };
}

function describeRepair(state: PhoneState, queue: QueueRecord, registration: Registration): QueueOnServer["repair"] {
  const { serverId } = registration;
  if (!isReady(registration)) return "away";
  const isUnderWay = isBeingDialled(state, queue, serverId);
  if (isUnderWay || axes.some((axis) => isWrong(state, queue, registration, axis))) return "pending";
  const isGivenUp = axes.some(
    (axis) => factOf(queue, serverId, axis).tries >= mostTries && knownValue(queue, registration, axis) !== queue[axis],
  );
  return isGivenUp ? "failed" : "none";
}

function toSeat(member: boolean | null, paused: boolean | null): SeatState {
  if (member === false) return "out";
  if (member === null || paused === null) return "unknown";
  return paused ? "paused" : "ready";
}
