/** One seat of the herd: the real core in virtual time, with as much of a SIP port as registrations, probes and dials need. */
import { decide } from "../../renderer/engine/core/decide.ts";
import type { Dice } from "../../renderer/engine/core/dice.ts";
import type { Input } from "../../renderer/engine/core/inputs.ts";
import { nextDeadline } from "../../renderer/engine/core/next-deadline.ts";
import { createPhoneState, type PhoneState } from "../../renderer/engine/core/phone-state.ts";
import type { SipEffect } from "../../renderer/engine/core/sip-vocabulary.ts";
import type { InviteId, ServerId } from "../../shared/model/ids.ts";
import type { PhoneConfig } from "../../shared/model/phone-config.ts";
import type { ArrivalKind, HerdServer, Link } from "./herd-server.ts";
import type { Timeline } from "./timeline.ts";

export type HerdSeat = {
  readonly start: (config: PhoneConfig) => void;
  readonly dial: (target: string) => void;
  /** Presses the button that calls a lost call back, if one is offered. */
  readonly rescue: () => void;
  /** The audio of every conversation on this server falls silent. */
  readonly loseMedia: (serverId: ServerId) => void;
  readonly isReadyOn: (serverId: ServerId) => boolean;
  readonly state: () => PhoneState;
};

type Line = { link: Link | null; connection: number };
type Invite = { readonly serverId: ServerId; readonly life: number; isUp: boolean };

/** How long the microphone and ICE take before an INVITE, ms. */
const mediaMs = 15;

export function createHerdSeat(
  timeline: Timeline,
  servers: ReadonlyMap<ServerId, HerdServer>,
  dice: Dice,
  onChange: (before: PhoneState, after: PhoneState) => void,
): HerdSeat {
  let state = createPhoneState();
  let atAlarm = Number.POSITIVE_INFINITY;
  let commands = 0;
  const wireMs = dice.uniform(0.3, 3);
  const lines = new Map<ServerId, Line>([...servers.keys()].map((id) => [id, { link: null, connection: 0 }]));
  const invites = new Map<InviteId, Invite>();

  function take(input: Input): void {
    const before = state;
    const decision = decide(before, input, timeline.now(), dice);
    state = decision.state;
    if (state !== before) onChange(before, state);
    for (const effect of decision.effects) perform(effect as SipEffect);
    setAlarm();
  }

  /** An alarm that rings too early only looks at the clock again; a later one replaces none. */
  function setAlarm(): void {
    const due = nextDeadline(state);
    if (due === null || due >= atAlarm) return;
    atAlarm = due;
    timeline.after(due - timeline.now(), () => {
      if (atAlarm !== due) return;
      atAlarm = Number.POSITIVE_INFINITY;
      const isDue = (nextDeadline(state) ?? Number.POSITIVE_INFINITY) <= timeline.now();
      if (isDue) take({ type: "tick" });
      else setAlarm();
    });
  }

  function lineOf(id: ServerId): Line & { readonly server: HerdServer } {
    const line = lines.get(id);
    const server = servers.get(id);
    if (line === undefined || server === undefined) throw new Error(`No server ${id}`);
    return Object.assign(line, { server });
  }

  function open(serverId: ServerId, connection: number): void {
    close(serverId);
    const line = lineOf(serverId);
    const link: Link = {
      wireMs,
      state: "opening",
      onOpened() {
        if (line.link === link) take({ type: "socket.opened", serverId, connection });
      },
      onClosed(code) {
        if (line.link !== link) return;
        line.link = null;
        take({ type: "socket.closed", serverId, connection, code });
      },
    };
    line.link = link;
    line.connection = connection;
    line.server.connect(link);
  }

  function close(serverId: ServerId): void {
    const { link, server } = lineOf(serverId);
    lineOf(serverId).link = null;
    if (link !== null) server.leave(link);
  }

  function ask(serverId: ServerId, kind: Exclude<ArrivalKind, "connect">, onAnswer: (code: number) => void): boolean {
    const { link, server } = lineOf(serverId);
    if (link?.state !== "open") return false;
    server.request(link, kind, (code) => {
      if (lineOf(serverId).link === link) onAnswer(code);
    });
    return true;
  }

  function perform(effect: SipEffect): void {
    switch (effect.type) {
      case "socket.open":
        return open(effect.serverId, effect.connection);
      case "socket.close":
        return close(effect.serverId);
      case "register.send": {
        const { serverId, connection, expiresS } = effect;
        ask(serverId, "REGISTER", (code) =>
          take({
            type: "register.answered",
            serverId,
            connection,
            code,
            expiresS: code === 200 ? expiresS : null,
            retryAfterS: null,
            minExpiresS: null,
          }),
        );
        return;
      }
      case "probe.send": {
        const { serverId, connection, probeId } = effect;
        ask(serverId, "OPTIONS", (code) =>
          take({ type: "probe.answered", serverId, connection, probeId, code, retryAfterS: null }),
        );
        return;
      }
      case "attempt.prepare":
        return timeline.after(mediaMs, () => take({ type: "attempt.prepared", inviteId: effect.inviteId }));
      case "attempt.invite":
        return timeline.after(mediaMs, () => invite(effect.serverId, effect.inviteId));
      case "attempt.cancel":
      case "dialog.bye":
        return void invites.delete(effect.inviteId);
      case "dialog.refresh":
        return refresh(effect.inviteId);
      default:
    }
  }

  function invite(serverId: ServerId, inviteId: InviteId): void {
    const { server, connection } = lineOf(serverId);
    invites.set(inviteId, { serverId, life: server.life(), isUp: false });
    const isSent = ask(serverId, "INVITE", (code) => {
      const found = invites.get(inviteId);
      if (found === undefined) return;
      take({ type: "server.responded", serverId, connection });
      if (code === 503) return take({ type: "attempt.rejected", inviteId, code, retryAfterS: null, cause: null });
      found.isUp = true;
      take({ type: "attempt.answered", inviteId });
    });
    if (isSent) take({ type: "attempt.sent", inviteId, hasCredentials: true });
    else take({ type: "attempt.failed", inviteId, why: "notConnected", message: "No socket." });
  }

  function refresh(inviteId: InviteId): void {
    const found = invites.get(inviteId);
    if (found === undefined) return;
    const isThere = lineOf(found.serverId).server.life() === found.life;
    ask(found.serverId, "re-INVITE", () =>
      take({ type: "dialog.refreshed", inviteId, outcome: isThere ? "ok" : "gone" }),
    );
  }

  function command(one: Extract<Input, { type: "command" }>["command"]): void {
    commands += 1;
    take({ type: "command", id: commands, asker: "ui", command: one });
  }

  return {
    start: (config) => take({ type: "configured", config }),
    dial: (target) => command({ type: "call.dial", target }),
    rescue() {
      const lost = state.calls.find((call) => call.state === "stranded");
      if (lost !== undefined) command({ type: "call.rescue", callId: lost.id });
    },
    loseMedia(serverId) {
      for (const [inviteId, found] of invites) {
        if (found.serverId === serverId && found.isUp) take({ type: "media.flowChanged", inviteId, isFlowing: false });
      }
    },
    isReadyOn: (serverId) => state.registrations.some((one) => one.serverId === serverId && one.phase.kind === "ready"),
    state: () => state,
  };
}
