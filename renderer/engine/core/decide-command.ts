/** Takes a Command to whoever decides it, and always answers. */
import { refuseCommand, type CommandReply } from "../../../shared/contract/command.ts";
import type { ServerId } from "../../../shared/model/ids.ts";
import { decideColleagueCommand } from "./agent/decide-colleagues.ts";
import { decideDnd } from "./agent/decide-dnd.ts";
import { decideDeskCommand } from "./agent/decide-desk.ts";
import { decideQueueCommand } from "./agent/decide-queues.ts";
import { decideCallCommand } from "./calls/decide-call-command.ts";
import { describeNextCall } from "./failover/choose-servers.ts";
import { retryHeadsets } from "./headset/decide-headset.ts";
import type { HostInput } from "./inputs.ts";
import { retrieveParked } from "./parking/retrieve.ts";
import { hasten, retryRefused } from "./registration/phases.ts";
import { probeForTyping, suspect } from "./registration/proof-of-life.ts";
import { isUsable } from "./registration/registration.ts";
import { takeBack } from "./registration/second-sign-in.ts";
import { beginEchoTest, watchSound } from "./metering.ts";
import { decideWrapUpCommand } from "./wrap-up/decide-wrap-up.ts";
import { endWrapUpTime } from "./wrap-up/wrap-up-time.ts";
import { findRegistration, note, putRegistration, type Turn } from "./turn.ts";

/** A window says again every 2 s that somebody types; one that died says nothing, and the microphone closes, ms. */
const typingLastsMs = 25_000;

export function decideCommand(turn: Turn, input: Extract<HostInput, { type: "command" }>): void {
  const reply = answerCommand(turn, input);
  turn.effects.push({ type: "reply", commandId: input.id, reply });
}

function answerCommand(turn: Turn, { command, asker }: Extract<HostInput, { type: "command" }>): CommandReply {
  const { config } = turn.state;
  if (turn.state.isStopping) return refuseCommand("notNow", "Tandem is closing.");
  switch (command.type) {
    case "server.drain":
    case "server.undrain":
      note(turn, "info", `server:${command.serverId}`, `${command.type} by ${asker}`);
      return drain(turn, command.serverId, command.type === "server.drain");
    case "server.prefer":
      return prefer(turn, command.serverId);
    case "server.probe":
      return probe(turn, command.serverId);
    case "presence.setDnd":
      decideDnd(turn, command.on);
      return { ok: true };
    case "dial.prepare":
      return prepare(turn, command.typing);
    case "sound.test":
      turn.effects.push({ type: "tone.try", output: command.output });
      return { ok: true };
    case "sound.watch":
      return watchSound(turn, command);
    case "sound.echo":
      return beginEchoTest(turn);
    case "queue.login":
    case "queue.logout":
    case "queue.pause":
      return decideQueueCommand(turn, command);
    case "queue.unpause":
      // Who takes calls again has done with the last one.
      if (command.queueId === undefined) endWrapUpTime(turn);
      return decideQueueCommand(turn, command);
    case "parking.retrieve":
      return retrieveParked(turn, command);
    case "wrapUp.done":
    case "wrapUp.extend":
    case "wrapUp.restore":
      return decideWrapUpCommand(turn, command);
    case "colleague.pickUp":
    case "colleague.listen":
    case "colleague.whisper":
      return decideColleagueCommand(turn, command);
    case "desk.takeOver":
    case "desk.release":
      return decideDeskCommand(turn, command);
    case "headset.retry":
      retryHeadsets(turn);
      return { ok: true };
    default:
      return decideCallCommand(turn, command, config);
  }
}

function noSuchServer(serverId: ServerId): CommandReply {
  return refuseCommand("noSuchServer", `There is no server "${serverId}".`);
}

function drain(turn: Turn, serverId: ServerId, isDraining: boolean): CommandReply {
  const registration = findRegistration(turn, serverId);
  if (registration === undefined) return noSuchServer(serverId);
  putRegistration(turn, { ...registration, isDraining });
  return { ok: true };
}

function prefer(turn: Turn, serverId: ServerId | null): CommandReply {
  if (serverId !== null && findRegistration(turn, serverId) === undefined) return noSuchServer(serverId);
  turn.state = { ...turn.state, preferredServerId: serverId };
  return { ok: true };
}

/** Looks at once: a burst where the server is registered, an early try where it is lost; takes back what was taken over. */
function probe(turn: Turn, serverId: ServerId | undefined): CommandReply {
  if (serverId !== undefined && findRegistration(turn, serverId) === undefined) return noSuchServer(serverId);
  const { config } = turn.state;
  for (const { serverId: id } of turn.state.registrations) {
    if (serverId !== undefined && id !== serverId) continue;
    suspect(turn, id);
    const registration = findRegistration(turn, id);
    if (registration === undefined) continue;
    hasten(turn, registration, turn.at);
    if (registration.isTakenOver && isUsable(registration) && config !== null)
      takeBack(turn, registration, config.failover);
    if (serverId !== undefined) retryRefused(turn, registration);
  }
  return { ok: true };
}

/** Focus in the dial field: the microphone opens, the server the call would take is looked at. */
function prepare(turn: Turn, isTyping: boolean): CommandReply {
  const atTypingEnds = isTyping ? turn.at + typingLastsMs : null;
  turn.state = { ...turn.state, microphone: { ...turn.state.microphone, atTypingEnds } };
  const { serverId } = describeNextCall(turn.state.registrations, turn.state.preferredServerId);
  if (isTyping && serverId !== null) probeForTyping(turn, serverId);
  return { ok: true };
}
