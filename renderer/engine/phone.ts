/** The loop: an input comes in, the core decides, the state is replaced, effects run, changes are announced. */
import type { EngineOrder } from "../../shared/contract/wire.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Phone as PhoneView } from "../../shared/model/snapshot.ts";
import { decide } from "./core/decide.ts";
import { describeChanges } from "./core/describe-changes.ts";
import type { Dice } from "./core/dice.ts";
import { emptyBook, followIncidents } from "./core/incidents/incident-book.ts";
import type { Moment } from "./core/incidents/moment.ts";
import type { Input } from "./core/inputs.ts";
import { nextDeadline } from "./core/next-deadline.ts";
import { createPhoneState, type PhoneState } from "./core/phone-state.ts";
import type { RecordingEvent } from "./core/recording-vocabulary.ts";
import { createProjector } from "./core/project-phone.ts";
import { glance, startTimeline, toInstant, type Glance, type Reading } from "./core/timeline.ts";
import type { ClockPort } from "./ports/clock.ts";
import type { NetworkPort } from "./ports/network.ts";
import { runEffect, type EffectPorts } from "./run-effects.ts";

export type PhonePorts = EffectPorts & {
  readonly clock: ClockPort;
  readonly network: NetworkPort;
  readonly dice: Dice;
};

export type Phone = {
  /** Joins the ports to the loop and announces the first state. */
  readonly start: () => void;
  readonly input: (input: Input) => void;
  readonly state: () => PhoneState;
};

const lateAlarmMs = 50;

export function createPhone(ports: PhonePorts): Phone {
  let state = createPhoneState();
  const readClocks = (): Reading => ({ monotonic: ports.clock.now(), wall: ports.clock.wallNow() });
  let timeline = startTimeline(readClocks());
  const project = createProjector(timeline.epochAtZero);
  let view: PhoneView = project(state);
  let book = emptyBook;
  let atDue: number | null = null;
  const waiting: Input[] = [];
  let isDeciding = false;
  let isGraceGiven = false;

  /** Inputs that arrive while one is being decided wait their turn. */
  function input(next: Input): void {
    waiting.push(next);
    if (isDeciding) return;
    isDeciding = true;
    try {
      lookAtClocks("other");
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) takeOneSafely(one);
    } finally {
      isDeciding = false;
    }
    setAlarm();
  }

  /** A bug in one decision is logged and costs that input only; ports must never be thrown at. */
  function takeOneSafely(one: Input): void {
    try {
      takeOne(one);
    } catch (error) {
      logError(`could not decide ${one.type}: ${describeError(error)}`);
    }
  }

  /** Whatever comes in first after a sleep, that it was one is decided before. */
  function lookAtClocks(why: Glance): void {
    const moment = glance(timeline, readClocks(), atDue, why);
    const isWallSet = moment.timeline.epochAtZero !== timeline.epochAtZero;
    timeline = moment.timeline;
    project.moveTo(timeline.epochAtZero);
    if (isWallSet) {
      ports.log.write({ level: "info", scope: "phone", text: "the wall clock was set: times shown follow it" });
      announce();
    }
    const { sleptMs } = moment;
    if (sleptMs === null) return;
    const text = `the computer was asleep, for ${Math.round(sleptMs / 1_000)} s as far as its clocks tell`;
    ports.log.write({ level: "info", scope: "phone", text });
    // One sleep is one wake: the deadline that gave it away stands until this input is through.
    atDue = null;
    takeOneSafely({ type: "resumed", sleptMs });
  }

  function takeOne(one: Input): void {
    const before = { state, view };
    const at = toInstant(timeline);
    const { state: after, effects } = decide(state, one, at, ports.dice);
    state = after;
    announce();
    for (const effect of effects) {
      try {
        runEffect(effect, ports);
      } catch (error) {
        logError(`effect ${effect.type} failed: ${String(error)}`);
      }
    }
    try {
      tellIncidents({ before: before.state, viewBefore: before.view, input: one, after, effects, at });
    } catch (error) {
      logError(`could not tell the outages after ${one.type}: ${describeError(error)}`);
    }
  }

  function logError(text: string): void {
    ports.log.write({ level: "error", scope: "phone", text });
  }

  function announce(): void {
    const after = project(state);
    for (const event of describeChanges(view, after, ports.clock.wallNow()))
      ports.host.report({ type: "event", event });
    view = after;
  }

  function tellIncidents(moment: Omit<Moment, "viewAfter" | "wallAt">): void {
    const wallAt = ports.clock.wallNow();
    const { book: next, changes } = followIncidents(book, { ...moment, viewAfter: view, wallAt });
    book = next;
    for (const change of changes) {
      ports.host.report({ type: "event", event: { type: "incident.changed", at: wallAt, change } });
    }
  }

  function setAlarm(): void {
    atDue = nextDeadline(state);
    ports.clock.wakeAt(atDue === null ? null : atDue - timeline.missedMs, wake);
  }

  /** A late alarm lets answers that wait in the sockets be heard before it judges their senders silent. */
  function wake(): void {
    const lateMs = atDue === null ? 0 : ports.clock.now() + timeline.missedMs - atDue;
    if (lateMs <= lateAlarmMs || isGraceGiven) return passTime();
    isGraceGiven = true;
    ports.clock.wakeAt(ports.clock.now(), passTime);
  }

  function passTime(): void {
    isGraceGiven = false;
    input({ type: "tick" });
  }

  /** The system's word on sleep and wake. */
  function hear(why: Glance, then: Input | null): void {
    lookAtClocks(why);
    if (then === null) setAlarm();
    else input(then);
  }

  function obey(order: EngineOrder): void {
    switch (order.type) {
      case "configure":
        // First the decision: servers that leave are signed out while their sockets still stand.
        input({ type: "configured", config: order.config });
        return ports.sip.configure(order.config);
      case "command":
        return input({ type: "command", id: order.id, asker: order.asker, command: order.command });
      case "endDialogs":
        return ports.sip.endDialogs(order.dialogs);
      case "useSound":
        ports.headset.use(order.sound.headsetButtons);
        return ports.sound.use(order.sound);
      case "recordingTold":
        return input(toRecordingEvent(order));
      case "networkChanged":
        return input({ type: "network.changed" });
      case "suspend":
        return hear("suspend", { type: "suspended" });
      case "resume":
        return hear("resume", null);
      case "beat":
        return ports.host.report({ type: "beat", id: order.id });
      case "stop":
        return input({ type: "stopping" });
      case "stopIfIdle":
        if (view.calls.some((call) => call.state !== "ended")) return ports.host.report({ type: "stayed" });
        return input({ type: "stopping" });
      default:
        return assertNever(order);
    }
  }

  return {
    start() {
      ports.sip.listen(input);
      ports.sip.listenToDialogs((dialogs) => ports.host.report({ type: "dialogs", dialogs: [...dialogs] }));
      ports.sound.listen((devices) => input({ type: "devices.changed", devices }));
      ports.sound.hear((heard) => {
        if (heard.type === "spokeMuted") input({ type: "microphone.spokeMuted" });
        else ports.host.report({ type: "sound", now: heard.now });
      });
      ports.headset.listen(input);
      ports.recorder.listen(input);
      ports.network.listen(() => input({ type: "network.changed" }));
      ports.host.listen(obey);
      ports.host.report({ type: "ready" });
      ports.host.report({ type: "event", event: { type: "phone.started", at: ports.clock.wallNow(), phone: view } });
    },
    input,
    state: () => state,
  };
}

function toRecordingEvent({ recordingId, trouble }: Extract<EngineOrder, { type: "recordingTold" }>): RecordingEvent {
  return trouble === null
    ? { type: "recording.opened", recordingId }
    : { type: "recording.failed", recordingId, trouble };
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
