/** Where everything meets: Commands are parsed, allowed and forwarded; Events are stamped, folded and handed out. */
import { applyEvent, createEmptySnapshot } from "../../shared/contract/apply-event.ts";
import {
  Command,
  isHostCommand,
  mayAsk,
  refuseCommand,
  type Asker,
  type CommandReply,
  type HostCommand,
} from "../../shared/contract/command.ts";
import type { HostEvent, UnstampedEvent } from "../../shared/contract/event.ts";
import { parseAtDoor } from "../../shared/contract/parse.ts";
import { EngineReport, type EngineOrder, type RecordingNews } from "../../shared/contract/wire.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Clock } from "../../shared/lib/clock.ts";
import { createEmitter, type Unsubscribe } from "../../shared/lib/emitter.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { SoundNow } from "../../shared/model/sound-now.ts";
import type { EpochMs } from "../../shared/model/time.ts";
import { endedCallStaysMs, keepLostCalls, toEventsOfLoss } from "./engine-loss.ts";
import { keepKnown } from "./keep-known.ts";
import type { Outlet, PhoneLine } from "./outlet.ts";
import { createPendingCommands, engineLostReply } from "./pending-commands.ts";

export type SwitchboardNeeds = {
  readonly clock: Clock;
  readonly log: Log;
  /** Log lines of the engine, already redacted there. */
  readonly engineLog: Log;
  /** @returns false when there is no engine to take the order. */
  readonly sendToEngine: (order: EngineOrder) => boolean;
  /** What the microphone hears now, for the windows; no outlet keeps it. */
  readonly showSound: (now: SoundNow) => void;
  /** A recording on its way to its file. */
  readonly takeRecording: (news: RecordingNews) => void;
  /** Carries out what is main's own business; what answers nothing was done. */
  readonly obey: (command: HostCommand) => Promise<CommandReply> | CommandReply | void;
};

/** Reports that concern the engine's life rather than the phone. */
export type LifeSign = Extract<EngineReport, { type: "ready" | "beat" | "dialogs" | "stopped" | "stayed" }>;

export type Switchboard = PhoneLine & {
  readonly receiveReport: (raw: unknown) => void;
  /** Stamps and hands out a fact of the host. Losing the engine also ends what only it could keep up. */
  readonly publish: (event: HostEvent) => void;
  readonly listenToLifeSigns: (listener: (sign: LifeSign) => void) => Unsubscribe;
  readonly addOutlets: (...outlets: readonly Outlet[]) => void;
  readonly stopOutlets: () => Promise<void>;
};

export function createSwitchboard(needs: SwitchboardNeeds): Switchboard {
  const { clock, log, engineLog, sendToEngine, obey } = needs;
  const pending = createPendingCommands(clock);
  const outlets: Outlet[] = [];
  const lifeSigns = createEmitter<LifeSign>((error) => log.error(`a listener to life signs threw: ${String(error)}`));
  const atStart = clock.wallNow();
  /** Numbers rise from the time of the start, so that one of an earlier start is never taken for one of this. */
  let snapshot: Snapshot = { ...createEmptySnapshot(atStart), seq: atStart };

  /** What an outlet publishes while it hears an Event waits, so that every outlet hears the numbers in their order. */
  const waiting: UnstampedEvent[] = [];
  let isHandingOut = false;

  function handOut(unstamped: UnstampedEvent): void {
    waiting.push(unstamped);
    if (isHandingOut) return;
    isHandingOut = true;
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) handOutOrDrop(next);
    } finally {
      isHandingOut = false;
    }
  }

  /** A fact that cannot be folded is lost alone: those that come after it are still heard. */
  function handOutOrDrop(unstamped: UnstampedEvent): void {
    try {
      handOutOne(unstamped);
    } catch (error) {
      log.error(`${unstamped.type} could not be folded and was dropped: ${String(error)}`);
    }
  }

  function handOutOne(unstamped: UnstampedEvent): void {
    const event = { ...keepKnown(keepLostCalls(unstamped, snapshot), snapshot), seq: snapshot.seq + 1 };
    snapshot = applyEvent(snapshot, event);
    for (const outlet of outlets) {
      try {
        outlet.receive(event, snapshot);
      } catch (error) {
        log.error(`outlet ${outlet.name} threw on ${event.type}: ${String(error)}`);
      }
    }
  }

  function removeCallsEndedAt(at: EpochMs): void {
    const lost = snapshot.calls.filter((call) => call.end?.reason === "engineLost" && call.atEnded === at);
    for (const { id } of lost) handOut({ type: "call.removed", at: clock.wallNow(), callId: id });
  }

  async function ask(asker: Asker, raw: unknown): Promise<CommandReply> {
    const parsed = parseAtDoor(Command, raw);
    if (!parsed.ok) {
      log.warn(`dropped a malformed Command from ${asker}: ${parsed.failure}`);
      return refuseCommand("malformed", `That is not a Command: ${parsed.failure}`);
    }
    const command = parsed.value;
    if (!mayAsk(asker, command.type)) {
      log.warn(`${asker} may not ask ${command.type}`);
      return refuseCommand("notAllowed", `${command.type} cannot be asked from here.`);
    }
    if (isHostCommand(command)) {
      return (await obey(command)) ?? { ok: true };
    }
    if (snapshot.engine.state === "starting") {
      return refuseCommand("notNow", "Tandem is still starting. Try again in a moment.");
    }
    const { id, reply } = pending.open();
    const isSent = sendToEngine({ type: "command", id, asker, command });
    if (!isSent) pending.settle(id, engineLostReply);
    const answer = await reply;
    if (!answer.ok) log.info(`${command.type} from ${asker} was refused: ${answer.failure.kind}`);
    return answer;
  }

  function receiveReport(raw: unknown): void {
    const parsed = parseAtDoor(EngineReport, raw);
    if (!parsed.ok) {
      log.warn(`dropped a malformed report of the engine: ${parsed.failure}`);
      return;
    }
    const report = parsed.value;
    switch (report.type) {
      case "event":
        return handOut(report.event);
      case "reply":
        if (!pending.settle(report.id, report.reply)) log.warn(`a reply came for ${report.id}, which nobody awaits`);
        return;
      case "log":
        return engineLog[report.line.level](`${report.line.scope}: ${report.line.text}`);
      case "sound":
        return needs.showSound(report.now);
      case "recording":
        return needs.takeRecording(report.news);
      case "ready":
      case "beat":
      case "dialogs":
      case "stopped":
      case "stayed":
        return lifeSigns.emit(report);
      default:
        return assertNever(report);
    }
  }

  return {
    ask,
    receiveReport,
    snapshot: () => snapshot,
    publish(event) {
      handOut(event);
      if (event.type !== "engine.changed" || event.engine.state !== "lost") return;
      pending.abandon();
      for (const loss of toEventsOfLoss(snapshot, event.at)) handOut(loss);
      clock.after(endedCallStaysMs, () => removeCallsEndedAt(event.at));
    },
    listenToLifeSigns: lifeSigns.listen,
    addOutlets(...added) {
      outlets.push(...added);
    },
    async stopOutlets() {
      const endings = await Promise.allSettled(outlets.map(async (outlet) => outlet.stop()));
      for (const [index, ending] of endings.entries()) {
        if (ending.status === "rejected") {
          log.error(`outlet ${outlets[index]?.name ?? "?"} did not stop: ${String(ending.reason)}`);
        }
      }
    },
  };
}
