/** Keeps one engine alive: its heart is heard every 5 s, and only a dead or long deaf one is replaced. */
import type { HostEvent } from "../../shared/contract/event.ts";
import type { EngineOrder } from "../../shared/contract/wire.ts";
import type { Cancel, Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { OpenDialog } from "../../shared/model/open-dialog.ts";
import type { PhoneConfig } from "../../shared/model/phone-config.ts";
import type { SoundSettings } from "../../shared/model/settings.ts";
import type { EngineState } from "../../shared/model/snapshot.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { LifeSign } from "../switchboard/switchboard.ts";
import { toRestartWaitMs } from "./restart-policy.ts";

export const beatEveryMs = 5_000;
/** A deaf engine is replaced after this long, and only while no call is up: the voice may well go on without it. */
export const deafAfterMs = 15_000;

/** One engine process; a new one is opened for every life. */
export type EnginePage = {
  readonly send: (order: EngineOrder) => boolean;
  readonly close: () => void;
};

export type SupervisorNeeds = {
  readonly clock: Clock;
  readonly log: Log;
  readonly openPage: (onGone: (why: string) => void) => EnginePage;
  readonly isCallUp: () => boolean;
  readonly config: () => PhoneConfig | null;
  readonly sound: () => SoundSettings;
  readonly publish: (event: HostEvent) => void;
  /** Asks a configured engine for what the one before it was asked. */
  readonly restore: () => void;
};

export type EngineSupervisor = {
  readonly start: () => void;
  readonly send: (order: EngineOrder) => boolean;
  readonly noteSign: (sign: LifeSign) => void;
  /** The configuration may have changed: the running engine is told; a starting one hears it when it is ready. */
  readonly configure: () => void;
  /** The computer slept: silence during sleep is no deafness. */
  readonly forgiveSilence: () => void;
  /** Closes the engine and never opens another. */
  readonly stop: () => void;
};

export function createEngineSupervisor(needs: SupervisorNeeds): EngineSupervisor {
  const { clock, log } = needs;
  const deaths: Instant[] = [];
  let page: EnginePage | null = null;
  let state: EngineState = "starting";
  let atHeard: Instant = 0;
  let atBeatDue: Instant = 0;
  let lastBeat = 0;
  let sentConfig: PhoneConfig | null = null;
  /** What a new engine has to end for the one before it. */
  let openDialogs: readonly OpenDialog[] = [];
  let isDeafnessLogged = false;
  let isStopped = false;
  let cancelTimer: Cancel = () => undefined;

  function enter(next: EngineState): void {
    state = next;
    log.info(`engine ${next}`);
    needs.publish({ type: "engine.changed", at: clock.wallNow(), engine: { state: next } });
  }

  function open(): void {
    atHeard = clock.now();
    isDeafnessLogged = false;
    enter("starting");
    const life = deaths.length;
    page = needs.openPage((why) => {
      if (life === deaths.length) bury(why);
    });
    awaitBeat();
  }

  function awaitBeat(): void {
    atBeatDue = clock.now() + beatEveryMs;
    cancelTimer = clock.after(beatEveryMs, beat);
  }

  function beat(): void {
    // Main itself stood still, so it heard nobody: the system may say only later that the computer slept, or never.
    if (clock.now() - atBeatDue >= beatEveryMs) atHeard = clock.now();
    const silentMs = clock.now() - atHeard;
    if (silentMs >= deafAfterMs) {
      if (!needs.isCallUp()) return bury(`it did not answer for ${silentMs} ms`);
      if (!isDeafnessLogged) log.warn(`engine has not answered for ${silentMs} ms; a call is up, so it is left alone`);
      isDeafnessLogged = true;
    }
    lastBeat += 1;
    if (state === "running") page?.send({ type: "beat", id: lastBeat });
    awaitBeat();
  }

  function bury(why: string): void {
    if (isStopped) return;
    cancelTimer();
    deaths.push(clock.now());
    const dead = page;
    page = null;
    const waitMs = toRestartWaitMs(deaths, clock.now());
    log.error(`engine lost: ${why}; death ${deaths.length}, started again in ${waitMs} ms`);
    dead?.close();
    enter("lost");
    cancelTimer = clock.after(waitMs, open);
  }

  function sendConfig(): void {
    sentConfig = needs.config();
    page?.send({ type: "configure", config: sentConfig });
  }

  return {
    start: open,
    send: (order) => page?.send(order) ?? false,
    noteSign(sign) {
      if (page === null) return;
      atHeard = clock.now();
      isDeafnessLogged = false;
      if (sign.type === "dialogs") openDialogs = sign.dialogs;
      if (sign.type !== "ready") return;
      enter("running");
      page.send({ type: "useSound", sound: needs.sound() });
      sendConfig();
      if (openDialogs.length > 0) page.send({ type: "endDialogs", dialogs: [...openDialogs] });
      needs.restore();
    },
    configure() {
      if (state === "running" && !isSameValue(needs.config(), sentConfig)) sendConfig();
    },
    forgiveSilence() {
      atHeard = clock.now();
    },
    stop() {
      isStopped = true;
      cancelTimer();
      page?.close();
      page = null;
    },
  };
}
