/** The loop: an input comes in, the core decides, the state is replaced, effects run, changes are announced. */
import type { EngineOrder } from "../../shared/contract/wire.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Phone as PhoneView } from "../../shared/model/snapshot.ts";
import { decide } from "./core/decide.ts";
import { describeChanges } from "./core/describe-changes.ts";
import type { Dice } from "./core/dice.ts";
import type { Input } from "./core/inputs.ts";
import { nextDeadline } from "./core/next-deadline.ts";
import { createPhoneState, type PhoneState } from "./core/phone-state.ts";
import { createProjector, type Projector } from "./core/project-phone.ts";
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

/** A wake this much later than it was due means that the computer slept, ms. */
const sleptMs = 5_000;
const lateAlarmMs = 50;

export function createPhone(ports: PhonePorts): Phone {
  let state = createPhoneState();
  let project: Projector = createProjector(ports.clock.wallNow() - ports.clock.now());
  let view: PhoneView = project(state);
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
      const text = `could not decide ${one.type}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
      ports.log.write({ level: "error", scope: "phone", text });
    }
  }

  function takeOne(one: Input): void {
    const decision = decide(state, one, ports.clock.now(), ports.dice);
    state = decision.state;
    announce();
    for (const effect of decision.effects) {
      try {
        runEffect(effect, ports);
      } catch (error) {
        ports.log.write({ level: "error", scope: "phone", text: `effect ${effect.type} failed: ${String(error)}` });
      }
    }
  }

  function announce(): void {
    const after = project(state);
    for (const event of describeChanges(view, after, ports.clock.wallNow()))
      ports.host.report({ type: "event", event });
    view = after;
  }

  function setAlarm(): void {
    atDue = nextDeadline(state);
    ports.clock.wakeAt(atDue, wake);
  }

  /** A late alarm lets answers that wait in the sockets be heard before it judges their senders silent. */
  function wake(): void {
    const lateMs = atDue === null ? 0 : ports.clock.now() - atDue;
    if (lateMs <= lateAlarmMs || isGraceGiven) return passTime(lateMs);
    isGraceGiven = true;
    ports.clock.wakeAt(ports.clock.now(), () => passTime(lateMs));
  }

  function passTime(lateMs: number): void {
    isGraceGiven = false;
    const hasSlept = lateMs > sleptMs;
    if (hasSlept) {
      ports.log.write({ level: "info", scope: "phone", text: "woke late: the computer was asleep" });
      adjustWallClock();
      input({ type: "resumed" });
    }
    input({ type: "tick" });
  }

  /** The wall clock may have been set while the computer slept; shown times follow it from here on. */
  function adjustWallClock(): void {
    project = createProjector(ports.clock.wallNow() - ports.clock.now());
  }

  function obey(order: EngineOrder): void {
    switch (order.type) {
      case "configure":
        // First the decision: servers that leave are signed out while their sockets still stand.
        input({ type: "configured", config: order.config });
        return ports.sip.configure(order.config);
      case "command":
        return input({ type: "command", id: order.id, asker: order.asker, command: order.command });
      case "useSound":
        return ports.sound.use(order.sound);
      case "suspend":
        return input({ type: "suspended" });
      case "resume":
        adjustWallClock();
        return input({ type: "resumed" });
      case "beat":
        return ports.host.report({ type: "beat", id: order.id });
      case "stop":
        return input({ type: "stopping" });
      default:
        return assertNever(order);
    }
  }

  return {
    start() {
      ports.sip.listen(input);
      ports.sound.listen((devices) => input({ type: "devices.changed", devices }));
      ports.network.listen(() => input({ type: "network.changed" }));
      ports.host.listen(obey);
      ports.host.report({ type: "ready" });
      ports.host.report({ type: "event", event: { type: "phone.started", at: ports.clock.wallNow(), phone: view } });
    },
    input,
    state: () => state,
  };
}
