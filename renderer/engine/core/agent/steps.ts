/** Which code is dialled next: one at a time on a server that is ready, with back-off, and not for ever. */
import { fillCode } from "../../../../shared/model/feature-codes.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import { isSuccess } from "../../../../shared/model/sip-code.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import { isUp } from "../calls/call-record.ts";
import type { PhoneState } from "../phone-state.ts";
import { isReady, type Registration } from "../registration/registration.ts";
import type { SipEvent } from "../sip-vocabulary.ts";
import { findRegistration, note, type Turn } from "../turn.ts";
import { findQueue, putAgent, putQueue } from "./put-queue.ts";
import {
  axes,
  codeFor,
  codesOf,
  factOf,
  hintOf,
  isAwaited,
  isOtherThan,
  knownValue,
  mostTries,
  withFact,
  type Axis,
  type QueueRecord,
  type Step,
} from "./queue-record.ts";

/** A server that did not answer a code by then is given up, ms. */
const answerWithinMs = 10_000;
/** And hung up, where it answered and does not do so itself: an announcement may be playing, ms. */
const hangUpWithinMs = 6_000;
/** A hint tells of what was done up to this long after, ms. */
const settlesMs = 3_000;

export type ServiceEvent = Extract<SipEvent, { type: "service.answered" | "service.ended" }>;

/** The code that is due on a server, and when; null: what it holds is what is wanted, or nothing can be done about it. */
export function findRepair(
  state: PhoneState,
  registration: Registration,
): { readonly queue: QueueRecord; readonly axis: Axis; readonly value: boolean; readonly at: Instant } | null {
  const { serverId } = registration;
  if (!isReady(registration) || state.agent.steps.some((step) => step.serverId === serverId)) return null;
  const repairs = state.agent.queues.flatMap((queue) =>
    axes.flatMap((axis) => {
      const value = queue[axis];
      if (value === null || !isWrong(state, queue, registration, axis)) return [];
      return [{ queue, axis, value, at: factOf(queue, serverId, axis).atNext }];
    }),
  );
  return repairs.toSorted((a, b) => a.at - b.at)[0] ?? null;
}

/** @returns whether a code for it is to be dialled there, now or soon. */
export function isWrong(state: PhoneState, queue: QueueRecord, registration: Registration, axis: Axis): boolean {
  const { serverId } = registration;
  const codes = codesOf(state, queue.id, serverId);
  const wanted = queue[axis];
  const code = wanted === null ? null : codeFor(codes, axis, wanted);
  // Which extension it was is not known where only a hint tells that one is taken over.
  if (code === null || (code.includes("{extension}") && queue.extension === null)) return false;
  if (axis === "paused") {
    if (queue.member === false) return false;
    const membership = knownValue(queue, registration, "member");
    if (membership === false || (membership === null && codes.login !== null && queue.member === true)) return false;
  }
  const fact = factOf(queue, serverId, axis);
  if (fact.tries >= mostTries) return false;
  // Who is on a call is not rung by queues anyway, and would be paused again by the next one that is turned away.
  if (fact.isUndeserved && state.calls.some(isUp)) return false;
  if (fact.isDue) return true;
  const value = knownValue(queue, registration, axis);
  if (value === null && isAwaited(state, registration, hintOf(codes, axis))) return false;
  return isOtherThan(queue, registration, axis, wanted);
}

export function beginSteps(turn: Turn): void {
  if (turn.state.isStopping) return;
  for (const registration of turn.state.registrations) {
    const repair = findRepair(turn.state, registration);
    if (repair === null || repair.at > turn.at) continue;
    begin(turn, registration, repair);
  }
}

function begin(
  turn: Turn,
  { serverId, connection }: Registration,
  { queue, axis, value }: { readonly queue: QueueRecord; readonly axis: Axis; readonly value: boolean },
): void {
  const target = findTarget(turn.state, queue, serverId, axis, value);
  if (target === null) return;
  const serviceId = turn.state.agent.lastId + 1;
  turn.effects.push({ type: "service.call", serverId, connection, serviceId, target });
  note(turn, "info", `server:${serverId}`, `queue ${queue.id}: dialling ${target}`);
  const atGiveUp = turn.at + answerWithinMs;
  const step: Step = { id: serviceId, serverId, queueId: queue.id, axis, value, target, phase: "calling", atGiveUp };
  putAgent(turn, { steps: [...turn.state.agent.steps, step], lastId: serviceId });
}

/** What is dialled for it; null: there is no code. */
function findTarget(
  state: PhoneState,
  queue: QueueRecord,
  serverId: ServerId,
  axis: Axis,
  value: boolean,
): string | null {
  const template = codeFor(codesOf(state, queue.id, serverId), axis, value);
  if (template === null) return null;
  return fillCode(template, { reason: queue.reasonId ?? "0", extension: queue.extension ?? "" });
}

export function decideServiceEvent(turn: Turn, event: ServiceEvent): void {
  const step = turn.state.agent.steps.find((one) => one.id === event.serviceId && one.serverId === event.serverId);
  if (step === undefined) return;
  if (event.type === "service.ended") return end(turn, step, step.phase === "answered" ? 200 : event.code);
  const changed: Step = { ...step, phase: "answered", atGiveUp: turn.at + hangUpWithinMs };
  putAgent(turn, { steps: turn.state.agent.steps.map((one) => (one === step ? changed : one)) });
}

export function passTimeOfSteps(turn: Turn): void {
  for (const step of turn.state.agent.steps) {
    if (step.atGiveUp > turn.at) continue;
    turn.effects.push({ type: "service.end", serverId: step.serverId, serviceId: step.id });
    end(turn, step, step.phase === "answered" ? 200 : null);
  }
}

/** With its server gone, what became of a code is not known. */
export function dropSteps(turn: Turn): void {
  const { steps } = turn.state.agent;
  const kept = steps.filter(({ serverId }) => findRegistration(turn, serverId)?.isSocketOpen === true);
  if (kept.length !== steps.length) putAgent(turn, { steps: kept });
}

/** @param code of the answer; null: none came. */
function end(turn: Turn, step: Step, code: number | null): void {
  putAgent(turn, { steps: turn.state.agent.steps.filter((one) => one !== step) });
  const queue = findQueue(turn, step.queueId);
  if (queue === undefined) return;
  const { serverId, axis, value } = step;
  const fact = factOf(queue, serverId, axis);
  const wanted = queue[axis];
  // Whoever has thought better of it meanwhile waits for nothing, and his new order has not been tried yet.
  const isOld = wanted !== null && findTarget(turn.state, queue, serverId, axis, wanted) !== step.target;
  const tries = isOld ? fact.tries : fact.tries + 1;
  const atAgain = isOld ? fact.atNext : turn.at + 2_000 * 2 ** tries * turn.dice.uniform(0.5, 1);
  const isDone = code !== null && isSuccess(code);
  if (!isDone) {
    note(turn, "warn", `server:${serverId}`, `queue ${queue.id}: the code was answered ${code ?? "by nobody"}`);
    putQueue(turn, withFact(queue, serverId, axis, { tries, atNext: atAgain }));
    return;
  }
  const codes = codesOf(turn.state, queue.id, serverId);
  const isTold = hintOf(codes, axis) !== null && fact.by === "told";
  const isAgreed = isTold && fact.value === value;
  const done = withFact(queue, serverId, axis, {
    isDue: isOld && fact.isDue,
    done: value,
    atSettled: turn.at + settlesMs,
    atNext: isOld ? fact.atNext : Math.max(atAgain, turn.at + settlesMs),
    ...(isTold ? { tries: isAgreed ? 0 : tries } : { value, by: "done", tries: 0 }),
  });
  putQueue(turn, axis === "member" ? withMembership(done, step, codes.pauseHint === null) : done);
}

/** Who comes in is not paused there, and who goes out is not either. */
function withMembership(queue: QueueRecord, { serverId, value }: Step, isPauseDark: boolean): QueueRecord {
  if (!isPauseDark) return queue;
  return withFact(queue, serverId, "paused", { value: false, by: "done", isDue: value && queue.paused === true });
}
