/** One operator's seat without a screen: the real phone on real SIP.js and real sockets, in Node; only sound is pretended. */
import { setTimeout as sleep } from "node:timers/promises";
import type { WebSocket as NodeWebSocket } from "ws";
import { createRandomDice } from "../../renderer/engine/adapters/random-dice.ts";
import { createSipjsAdapter } from "../../renderer/engine/adapters/sipjs/sipjs-adapter.ts";
import type { Census } from "../../renderer/engine/adapters/sipjs/server-endpoint.ts";
import { createSystemClock } from "../../renderer/engine/adapters/system-clock.ts";
import type { Dice } from "../../renderer/engine/core/dice.ts";
import type { PhoneState } from "../../renderer/engine/core/phone-state.ts";
import { createPhone } from "../../renderer/engine/phone.ts";
import type { ClockPort } from "../../renderer/engine/ports/clock.ts";
import { applyEvent, createEmptySnapshot } from "../../shared/contract/apply-event.ts";
import type { Asker, CommandReply, EngineCommand } from "../../shared/contract/command.ts";
import type { PhoneEvent } from "../../shared/contract/event.ts";
import type { EngineOrder, EngineReport, LogLine } from "../../shared/contract/wire.ts";
import { createEmitter } from "../../shared/lib/emitter.ts";
import type { ServerId } from "../../shared/model/ids.ts";
import type { PhoneConfig } from "../../shared/model/phone-config.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { createFakeHeadsets } from "../fakes/fake-headsets.ts";
import { createFakeMedia, type FakeMedia } from "../fakes/fake-media.ts";
import { createFakeRecorder } from "../fakes/fake-recorder.ts";
import { createFakeSound, type FakeSound } from "../fakes/fake-sound.ts";
import { writeSilentSdp } from "../testbed/sip-message.ts";
import { openSocket } from "./open-socket.ts";

export type HeadlessOptions = {
  /** Default: the engine's own, of the platform's generator. */
  readonly dice?: Dice;
  /** Default: the system's. */
  readonly clock?: ClockPort;
  /** Each socket before it opens: to count what passes, or to break it. */
  readonly watchSocket?: (socket: NodeWebSocket, url: string) => void;
  /** Keeps debug lines too, the redacted wire among them; default false. */
  readonly isVerbose?: boolean;
  /** False for many seats that run for long: `events` stays empty. Default true. */
  readonly keepsEvents?: boolean;
};

export type HeadlessSeat = {
  /** Starts the engine at the first call; later ones hand it another configuration. */
  readonly start: (config: PhoneConfig | null) => void;
  /** The engine's own reply; a command that the engine never answers is a bug, and fails after 5 s. */
  readonly command: (command: EngineCommand, asker?: Asker) => Promise<CommandReply>;
  readonly order: (order: EngineOrder) => void;
  /** What the engine told, folded as main does it. */
  readonly snapshot: () => Snapshot;
  /** Oldest first. */
  readonly events: readonly PhoneEvent[];
  readonly listen: (listener: (event: PhoneEvent) => void) => () => void;
  /** Polls until the snapshot fits; throws with the snapshot when it does not within `withinMs` (10,000). */
  readonly until: (what: string, fits: (snapshot: Snapshot) => boolean, withinMs?: number) => Promise<Snapshot>;
  readonly state: () => PhoneState;
  /** What is alive on a server; null when it is not configured. */
  readonly census: (serverId: ServerId) => Census | null;
  readonly media: FakeMedia;
  readonly sound: FakeSound;
  /** The computer's addresses changed, as far as the engine is told. */
  readonly changeNetwork: () => void;
  readonly lines: readonly LogLine[];
  readonly sockets: () => readonly NodeWebSocket[];
  /** Signs out everywhere and ends; resolves when the engine says that it is done. */
  readonly stop: () => Promise<void>;
  /** The engine's process is gone: its sockets are reset without a word, and nothing follows. */
  readonly crash: () => void;
  /** Closes the sockets with a close frame but without unregistering, and nothing follows. */
  readonly dispose: () => void;
};

const replyPatienceMs = 5_000;
const stopPatienceMs = 5_000;
const pollMs = 10;

export function createHeadlessSeat(options: HeadlessOptions = {}): HeadlessSeat {
  const dice = options.dice ?? createRandomDice();
  const media = createFakeMedia(writeSilentSdp);
  const sound = createFakeSound();
  const headset = createFakeHeadsets();
  const fail = (error: unknown) => {
    throw error;
  };
  const orders = createEmitter<EngineOrder>(fail);
  const network = createEmitter<null>(fail);
  const told = createEmitter<PhoneEvent>(fail);
  const sockets = new Set<NodeWebSocket>();
  const lines: LogLine[] = [];
  const events: PhoneEvent[] = [];
  const replies = new Map<number, (reply: CommandReply) => void>();
  let whenStopped: (() => void) | null = null;
  let commands = 0;
  let seq = 0;
  let isStarted = false;
  let isOver = false;
  let snapshot = createEmptySnapshot(Date.now());

  const log = {
    write: (line: LogLine) => void (options.isVerbose === true || line.level !== "debug" ? lines.push(line) : 0),
    takesDebug: options.isVerbose === true,
  };
  const clock = options.clock ?? createSystemClock();
  const sip = createSipjsAdapter({
    media,
    log,
    now: clock.now,
    random: () => dice.uniform(0, 1),
    createWebSocket(url, protocol) {
      const socket = openSocket(url, protocol);
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      options.watchSocket?.(socket, url);
      return socket as unknown as WebSocket;
    },
  });

  function report(one: EngineReport): void {
    if (isOver) return;
    if (one.type === "event") fold(one.event);
    else if (one.type === "reply") replies.get(one.id)?.(one.reply);
    else if (one.type === "stopped") whenStopped?.();
  }

  function fold(event: PhoneEvent): void {
    seq += 1;
    snapshot = applyEvent(snapshot, { ...event, seq });
    if (options.keepsEvents !== false) events.push(event);
    told.emit(event);
  }

  const phone = createPhone({
    sip,
    sound,
    headset,
    recorder: createFakeRecorder(),
    log,
    dice,
    host: { report, listen: orders.listen },
    network: { listen: (onChange) => network.listen(onChange) },
    clock: {
      now: clock.now,
      wallNow: clock.wallNow,
      wakeAt: (at, onWake) => clock.wakeAt(isOver ? null : at, onWake),
    },
  });

  function end(closeSockets: () => void): void {
    if (isOver) return;
    isOver = true;
    clock.wakeAt(null, () => {});
    closeSockets();
    sip.dispose();
  }

  const seat: HeadlessSeat = {
    start(config) {
      if (!isStarted) phone.start();
      isStarted = true;
      orders.emit({ type: "configure", config });
    },
    command(command, asker = "ui") {
      commands += 1;
      const id = commands;
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${command.type} got no reply`)), replyPatienceMs);
        replies.set(id, (reply) => {
          clearTimeout(late);
          replies.delete(id);
          resolve(reply);
        });
        orders.emit({ type: "command", id, asker, command });
      });
    },
    order: orders.emit,
    snapshot: () => snapshot,
    events,
    listen: told.listen,
    async until(what, fits, withinMs = 10_000) {
      for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(pollMs)) {
        if (fits(snapshot)) return snapshot;
      }
      throw new Error(`not within ${withinMs} ms: ${what}; ${JSON.stringify(snapshot)}`);
    },
    state: phone.state,
    census: sip.census,
    media,
    sound,
    changeNetwork: () => network.emit(null),
    lines,
    sockets: () => [...sockets],
    async stop() {
      if (!isStarted || isOver) return end(() => {});
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, stopPatienceMs);
        whenStopped = () => {
          clearTimeout(late);
          resolve();
        };
        orders.emit({ type: "stop" });
      });
      end(() => {});
    },
    crash: () =>
      end(() => {
        for (const socket of sockets) socket.terminate();
      }),
    dispose: () => end(() => {}),
  };
  return seat;
}
