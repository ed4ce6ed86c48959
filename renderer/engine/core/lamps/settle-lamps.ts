/** Which lamps a server is to be asked for: none before it accepted a REGISTER, all anew on each new connection. */
import { fillCode } from "../../../../shared/model/feature-codes.ts";
import type { PhoneConfig } from "../../../../shared/model/phone-config.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { PhoneState } from "../phone-state.ts";
import { isReady, type Registration } from "../registration/registration.ts";
import type { Watched } from "../sip-vocabulary.ts";
import type { Turn } from "../turn.ts";
import { findBoard, isSameWatched, type Board, type Lamp } from "./board.ts";

/** @param before the state in which the decision began. */
export function settleLamps(turn: Turn, before: PhoneState): void {
  const { config, registrations, isStopping } = turn.state;
  if (isStopping || (config === before.config && registrations === before.registrations)) return;
  const { boards } = turn.state.lamps;
  const next = registrations.flatMap((registration) => settleBoard(turn, registration, config));
  if (next.length === boards.length && next.every((board, index) => board === boards[index])) return;
  turn.state = { ...turn.state, lamps: { ...turn.state.lamps, boards: next } };
}

function settleBoard(turn: Turn, registration: Registration, config: PhoneConfig | null): Board[] {
  const { serverId, connection, isSocketOpen } = registration;
  const wanted = config === null ? [] : listWanted(config, serverId);
  const kept = findBoard(turn.state.lamps, registration);
  if (kept !== undefined && isSocketOpen) return [withLamps(turn, kept, wanted)];
  if (!isReady(registration) || wanted.length === 0) return [];
  const atNext = turn.at + turn.dice.uniform(0, config?.failover.subscribeSpreadMs ?? 0);
  const lamps = wanted.map((watched) => createLamp(turn, watched));
  return [{ serverId, connection, atNext, lamps, isTellingMailbox: false }];
}

/** The mailbox first, for it is one, and what calls depend on before what is good to know. */
function listWanted(config: PhoneConfig, serverId: ServerId): Watched[] {
  const user = config.servers.find((server) => server.id === serverId)?.user;
  const mailbox: Watched[] = config.voicemail === null || user === undefined ? [] : [{ of: "mailbox", resource: user }];
  const kept = [
    ...(config.agent?.queues ?? []).map(({ codes }) => codes),
    config.agent?.desk ?? {},
    config.agent?.dnd ?? {},
  ];
  const hints = kept.flatMap((codes) => {
    const { memberHint = null, pauseHint = null } = codes[serverId] ?? {};
    return [memberHint, pauseHint].flatMap((hint) => hint ?? []);
  });
  const hint = config.parking?.codes[serverId]?.hint ?? null;
  const slots = hint === null ? [] : (config.parking?.slots ?? []).map((slot) => fillCode(hint, { slot }));
  const lines = new Set([...hints, ...slots, ...config.colleagues.map(({ extension }) => extension)]);
  return [...mailbox, ...[...lines].map((resource) => ({ of: "line", resource }) as const)];
}

function createLamp(turn: Turn, watched: Watched): Lamp {
  return { watched, id: null, phase: { kind: "due", at: turn.at }, failures: 0, minExpiresS: 0, told: null };
}

/** A new document: what is wanted no more is ended, what is new is asked for, what stays stands. */
function withLamps(turn: Turn, board: Board, wanted: readonly Watched[]): Board {
  const isSame =
    board.lamps.length === wanted.length &&
    board.lamps.every(({ watched }, index) => isSameWatched(watched, wanted[index] ?? watched));
  if (isSame) return board;
  for (const lamp of board.lamps) {
    if (!wanted.some((watched) => isSameWatched(watched, lamp.watched))) end(turn, board, lamp);
  }
  const lamps = wanted.map(
    (watched) => board.lamps.find((lamp) => isSameWatched(lamp.watched, watched)) ?? createLamp(turn, watched),
  );
  return { ...board, lamps };
}

/** The phone closes, or the server leaves the document: what stands there is ended before the account signs out. */
export function endLamps(turn: Turn, serverId: ServerId): void {
  const { lamps } = turn.state;
  const board = lamps.boards.find((one) => one.serverId === serverId);
  if (board === undefined) return;
  for (const lamp of board.lamps) end(turn, board, lamp);
  const boards = lamps.boards.filter((one) => one !== board);
  turn.state = { ...turn.state, lamps: { ...lamps, boards } };
}

function end(turn: Turn, { serverId, connection }: Board, { id, phase, watched }: Lamp): void {
  if (id === null || (phase.kind !== "standing" && phase.kind !== "asked")) return;
  turn.effects.push({ type: "subscription.send", serverId, connection, subscriptionId: id, ...watched, expiresS: 0 });
}
