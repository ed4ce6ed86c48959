/** After every decision: the queues of the document, what their hints say now, and the codes that are due. */
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import type { PhoneState } from "../phone-state.ts";
import type { Turn } from "../turn.ts";
import { forgetDesk, recallDesk } from "./known-desk.ts";
import { hearHints } from "./hear-hints.ts";
import { putAgent } from "./put-queue.ts";
import { followDnd } from "./decide-dnd.ts";
import { deskId, dndId, unknownFact, type QueueRecord } from "./queue-record.ts";
import { beginSteps, dropSteps, findRepair, passTimeOfSteps } from "./steps.ts";

/** What came to pass by itself is told this long, ms. */
const newsStaysMs = 60_000;

/** @param before the state in which the decision began. */
export function settleAgent(turn: Turn, before: PhoneState): void {
  const { config } = turn.state;
  if (config !== before.config) takeConfig(turn);
  if (turn.state.agent.queues.length === 0) return;
  if (turn.state.registrations !== before.registrations) dropSteps(turn);
  const { registrations, lamps, agent, calls } = turn.state;
  const isUnchanged = registrations === before.registrations && lamps === before.lamps && agent === before.agent;
  if (!isUnchanged) {
    hearHints(turn);
    forgetDesk(turn);
    followDnd(turn);
  }
  if (!isUnchanged || calls !== before.calls) beginSteps(turn);
}

/** Queues and servers that stay keep what is known of them. */
function takeConfig(turn: Turn): void {
  const { config, agent } = turn.state;
  const servers = config?.servers ?? [];
  const listed = (config?.agent?.queues ?? []).map(({ id }) => id);
  const hasDesk = (config?.agent?.desk ?? null) !== null;
  const hasDnd = (config?.agent?.dnd ?? null) !== null;
  const queues = [...listed, ...(hasDesk ? [deskId] : []), ...(hasDnd ? [dndId] : [])].map((id): QueueRecord => {
    const known = agent.queues.find((one) => one.id === id);
    const fresh = { id, member: null, paused: null, reasonId: null, isWrapUp: false, extension: null, news: null };
    const kept = (serverId: ServerId) => known?.servers.find((one) => one.serverId === serverId);
    const queue = {
      ...(known ?? fresh),
      servers: servers.map(
        (server) => kept(server.id) ?? { serverId: server.id, member: unknownFact, paused: unknownFact },
      ),
    };
    if (known !== undefined) return queue;
    if (id === dndId) return { ...queue, member: turn.state.isDnd ? true : null };
    return id === deskId ? recallDesk(turn.state, queue) : queue;
  });
  putAgent(turn, { queues });
}

export function passTimeOfAgent(turn: Turn): void {
  const { queues, steps } = turn.state.agent;
  if (steps.length > 0) passTimeOfSteps(turn);
  const isOld = ({ news }: QueueRecord) => news !== null && news.at + newsStaysMs <= turn.at;
  if (queues.some(isOld)) {
    putAgent(turn, {
      queues: turn.state.agent.queues.map((queue) => (isOld(queue) ? { ...queue, news: null } : queue)),
    });
  }
  beginSteps(turn);
}

/** The moments at which the queues must be looked at. */
export function momentsOfAgent(state: PhoneState): Instant[] {
  const { queues, steps } = state.agent;
  if (queues.length === 0) return [];
  return [
    ...steps.map(({ atGiveUp }) => atGiveUp),
    ...queues.flatMap(({ news }) => (news === null ? [] : [news.at + newsStaysMs])),
    ...state.registrations.flatMap((registration) => findRepair(state, registration)?.at ?? []),
  ];
}
