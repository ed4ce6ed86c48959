/** The SIP port in virtual time: it keeps the adapter's promises (lingering sockets, CANCEL once legal) to simulated servers. */
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { InviteId, ServerId } from "../../shared/model/ids.ts";
import type { SipEffect, SipEvent } from "../../renderer/engine/core/sip-vocabulary.ts";
import type { Agenda } from "./agenda.ts";
import type { Callee, ServerMessage, ServerRequest, SimulatedServer } from "./simulated-server.ts";
import { createSimulatedServer } from "./simulated-server.ts";

type Invite = {
  readonly serverId: ServerId;
  readonly socket: number;
  readonly attemptId: string;
  readonly callee: Callee;
  hasCredentials: boolean;
  isAbandoned: boolean;
  hasProvisional: boolean;
  isFinal: boolean;
};

type Line = {
  current: number;
  isOpen: boolean;
  readonly lingering: Set<number>;
  isHole: boolean;
  held: (() => void)[];
  /** Sent as soon as there is a socket again: BYEs, and CANCELs of abandoned INVITEs whose socket died. */
  owed: ServerRequest[];
};

export type SimulatedSip = {
  readonly servers: ReadonlyMap<ServerId, SimulatedServer>;
  readonly perform: (effect: SipEffect) => void;
  readonly openHole: (serverId: ServerId) => void;
  readonly closeHole: (serverId: ServerId) => void;
  readonly crash: (serverId: ServerId) => void;
  readonly dropSocket: (serverId: ServerId) => void;
  /** The far side hangs up; the server says so on the socket it knows. */
  readonly byeFromServer: (inviteId: InviteId) => void;
  /** When a microphone is missing every offer fails. */
  hasMicrophone: boolean;
};

const wireMs = 1;
const mediaMs = 5;
const deadHostMs = 20;

export function createSimulatedSip(
  ids: readonly ServerId[],
  agenda: Agenda,
  emit: (event: SipEvent) => void,
): SimulatedSip {
  const invites = new Map<InviteId, Invite>();
  /** Answers to legs that no ACK has come for: they are sent again on the next binding, as the adapter does. */
  const unacknowledged = new Map<InviteId, ServerId>();
  const lines = new Map<ServerId, Line>(
    ids.map((id) => [id, { current: 0, isOpen: false, lingering: new Set(), isHole: false, held: [], owed: [] }]),
  );
  const servers = new Map(
    ids.map((id) => [id, createSimulatedServer(id, agenda, (socket, message) => deliver(id, socket, message))]),
  );

  function lineOf(id: ServerId): Line {
    const line = lines.get(id);
    if (line === undefined) throw new Error(`No server ${id}`);
    return line;
  }

  function serverOf(id: ServerId): SimulatedServer {
    const server = servers.get(id);
    if (server === undefined) throw new Error(`No server ${id}`);
    return server;
  }

  /** A black hole holds bytes back in both directions; TCP sends them again when it opens. */
  function overWire(id: ServerId, task: () => void): void {
    const line = lineOf(id);
    agenda.after(wireMs, () => {
      if (line.isHole) line.held.push(task);
      else task();
    });
  }

  function request(id: ServerId, socket: number, message: ServerRequest): boolean {
    const line = lineOf(id);
    const isAlive = (line.current === socket && line.isOpen) || line.lingering.has(socket);
    if (!isAlive) return false;
    overWire(id, () => serverOf(id).receive(socket, message));
    return true;
  }

  function deliver(id: ServerId, socket: number, message: ServerMessage): void {
    overWire(id, () => {
      const line = lineOf(id);
      const isCurrent = line.current === socket && line.isOpen;
      if (!isCurrent && !line.lingering.has(socket)) return;
      hear(id, socket, message);
    });
  }

  function hear(serverId: ServerId, connection: number, message: ServerMessage): void {
    const on = { serverId, connection };
    switch (message.kind) {
      case "registered":
        for (const [inviteId, id] of unacknowledged)
          if (id === serverId) request(id, connection, { kind: "legAnswer", inviteId, code: 200 });
        return emit({
          type: "register.answered",
          ...on,
          code: message.code,
          expiresS: message.expiresS,
          retryAfterS: message.retryAfterS,
          minExpiresS: null,
        });
      case "options":
        return emit({ type: "probe.answered", ...on, probeId: message.probeId, code: message.code, retryAfterS: null });
      case "inviteResponse":
        return hearInvite(serverId, connection, message.inviteId, message.code);
      case "reinviteResponse":
        emit({ type: "server.responded", ...on });
        return emit({
          type: "dialog.refreshed",
          inviteId: message.inviteId,
          outcome: message.code === 200 ? "ok" : "gone",
        });
      case "bye":
        return emit({ type: "dialog.ended", inviteId: message.inviteId });
      case "leg":
        return emit({
          type: "leg.offered",
          ...on,
          inviteId: message.inviteId,
          remote: { number: message.number, name: null },
          strongKey: message.strongKey,
        });
      case "legCancel":
        return emit({ type: "leg.cancelled", inviteId: message.inviteId, isElsewhere: message.isElsewhere });
      case "legAck":
        unacknowledged.delete(message.inviteId);
        return emit({ type: "leg.acknowledged", inviteId: message.inviteId });
      default:
        return assertNever(message);
    }
  }

  function hearInvite(serverId: ServerId, connection: number, inviteId: InviteId, code: number): void {
    emit({ type: "server.responded", serverId, connection });
    const invite = invites.get(inviteId);
    if (invite === undefined || invite.isFinal) return;
    if (code === 401) {
      if (invite.isAbandoned) return finish(invite);
      emit({ type: "attempt.challenged", inviteId });
      return sendInvite(inviteId, invite, true);
    }
    if (code < 200) {
      invite.hasProvisional = true;
      if (invite.isAbandoned) request(serverId, invite.socket, { kind: "cancel", inviteId });
      else emit({ type: "attempt.progressed", inviteId, code });
      return;
    }
    finish(invite);
    if (code === 200) request(serverId, invite.socket, { kind: "ack", inviteId });
    if (invite.isAbandoned) {
      if (code === 200) request(serverId, invite.socket, { kind: "bye", inviteId });
    } else if (code === 200) {
      emit({ type: "attempt.answered", inviteId });
    } else {
      emit({ type: "attempt.rejected", inviteId, code, retryAfterS: null });
    }
  }

  function finish(invite: Invite): void {
    invite.isFinal = true;
  }

  function sendInvite(inviteId: InviteId, invite: Invite, hasCredentials: boolean): void {
    invite.hasCredentials = hasCredentials;
    const { attemptId, callee, serverId, socket } = invite;
    if (request(serverId, socket, { kind: "invite", inviteId, attemptId, callee, hasCredentials })) {
      emit({ type: "attempt.sent", inviteId, hasCredentials });
    }
  }

  function leaveSocket(serverId: ServerId): void {
    const line = lineOf(serverId);
    if (!line.isOpen) return;
    const socket = line.current;
    const needsIt = [...invites.values()].some(
      (one) => one.serverId === serverId && one.socket === socket && one.hasCredentials && !one.isFinal,
    );
    if (needsIt) {
      line.lingering.add(socket);
      agenda.after(32_000, () => line.lingering.delete(socket));
    }
    line.isOpen = false;
    overWire(serverId, () => serverOf(serverId).closeSocket(socket));
  }

  function openSocket(serverId: ServerId, connection: number): void {
    leaveSocket(serverId);
    const line = lineOf(serverId);
    line.current = connection;
    agenda.after(deadHostMs, () => {
      if (line.current !== connection) return;
      const server = serverOf(serverId);
      if (line.isHole || server.isSilent()) return;
      if (!server.accepts()) {
        emit({ type: "socket.closed", serverId, connection, code: null });
        return;
      }
      line.isOpen = true;
      for (const owed of line.owed.splice(0)) request(serverId, connection, owed);
      emit({ type: "socket.opened", serverId, connection });
    });
  }

  function performOnInvite(effect: SipEffect): void {
    switch (effect.type) {
      case "attempt.invite": {
        const { inviteId, serverId, attemptId, target } = effect;
        const invite: Invite = {
          serverId,
          socket: lineOf(serverId).current,
          attemptId,
          callee: calleeOf(target),
          hasCredentials: false,
          isAbandoned: false,
          hasProvisional: false,
          isFinal: false,
        };
        invites.set(inviteId, invite);
        agenda.after(mediaMs, () => {
          if (invite.isAbandoned) return;
          if (!sip.hasMicrophone) emit({ type: "attempt.failed", inviteId, why: "media", message: "No microphone." });
          else if (lineOf(serverId).isOpen) sendInvite(inviteId, invite, false);
          else emit({ type: "attempt.failed", inviteId, why: "notConnected", message: "No socket." });
        });
        return;
      }
      case "attempt.cancel": {
        const invite = invites.get(effect.inviteId);
        if (invite === undefined || invite.isFinal) return;
        invite.isAbandoned = true;
        const cancel = { kind: "cancel", inviteId: effect.inviteId } as const;
        const isSent = invite.hasProvisional && request(invite.serverId, invite.socket, cancel);
        const line = lineOf(invite.serverId);
        const hasSocket = (line.current === invite.socket && line.isOpen) || line.lingering.has(invite.socket);
        if (!isSent && invite.hasCredentials && !hasSocket) line.owed.push(cancel);
        return;
      }
      default:
        return performOnDialog(effect);
    }
  }

  function socketOfInvite(inviteId: InviteId): { readonly id: ServerId; readonly socket: number } | null {
    for (const [id, server] of servers) {
      if (server.legs.has(inviteId) || invites.get(inviteId)?.serverId === id) {
        return { id, socket: lineOf(id).current };
      }
    }
    return null;
  }

  function performOnDialog(effect: SipEffect): void {
    if (!("inviteId" in effect)) return;
    const { inviteId } = effect;
    const place = socketOfInvite(inviteId);
    if (place === null) return;
    const { id, socket } = place;
    if (effect.type === "leg.accept") {
      agenda.after(mediaMs, () => {
        if (!sip.hasMicrophone) {
          emit({ type: "leg.failed", inviteId, why: "media", message: "No microphone." });
        } else if (request(id, lineOf(id).current, { kind: "legAnswer", inviteId, code: 200 })) {
          unacknowledged.set(inviteId, id);
          emit({ type: "leg.accepted", inviteId });
        } else {
          emit({ type: "leg.failed", inviteId, why: "notConnected", message: "No socket." });
        }
      });
    } else if (effect.type === "leg.reject") request(id, socket, { kind: "legAnswer", inviteId, code: effect.code });
    else if (effect.type === "dialog.bye") {
      unacknowledged.delete(inviteId);
      if (!request(id, socket, { kind: "bye", inviteId })) lineOf(id).owed.push({ kind: "bye", inviteId });
    } else if (effect.type === "dialog.refresh") request(id, socket, { kind: "reinvite", inviteId });
    else if (effect.type === "dialog.hold") {
      agenda.after(mediaMs, () => emit({ type: "dialog.holdAnswered", inviteId, held: effect.on }));
    }
  }

  const sip: SimulatedSip = {
    servers,
    hasMicrophone: true,
    perform(effect) {
      switch (effect.type) {
        case "socket.open":
          return openSocket(effect.serverId, effect.connection);
        case "socket.close":
          leaveSocket(effect.serverId);
          return;
        case "register.send":
          request(effect.serverId, effect.connection, { kind: "register", expiresS: effect.expiresS });
          return;
        case "probe.send":
          request(effect.serverId, effect.connection, { kind: "options", probeId: effect.probeId });
          return;
        default:
          return performOnInvite(effect);
      }
    },
    openHole(serverId) {
      lineOf(serverId).isHole = true;
    },
    closeHole(serverId) {
      const line = lineOf(serverId);
      line.isHole = false;
      for (const task of line.held.splice(0)) task();
    },
    byeFromServer(inviteId) {
      const place = socketOfInvite(inviteId);
      if (place === null) return;
      const server = serverOf(place.id);
      const call = server.calls.get(inviteId);
      const isUp = call?.state === "up" || server.legs.get(inviteId) === "up";
      if (!isUp || server.isSilent() || !lineOf(place.id).isOpen) return;
      if (call !== undefined) call.state = "over";
      server.legs.set(inviteId, "over");
      deliver(place.id, place.socket, { kind: "bye", inviteId });
    },
    crash(serverId) {
      const line = lineOf(serverId);
      serverOf(serverId).crash();
      line.lingering.clear();
      line.held.length = 0;
      if (!line.isHole) sip.dropSocket(serverId);
    },
    dropSocket(serverId) {
      const line = lineOf(serverId);
      if (!line.isOpen) return;
      line.isOpen = false;
      const connection = line.current;
      overWire(serverId, () => serverOf(serverId).closeSocket(connection));
      agenda.after(wireMs, () => emit({ type: "socket.closed", serverId, connection, code: 1006 }));
    },
  };
  return sip;
}

const callees: Readonly<Record<string, Callee>> = {
  "600": "echo",
  "601": "ring",
  "602": "busy",
  "603": "ringThenAnswer",
  "605": "trouble",
  "606": "silent100",
  "609": "ignored",
  "110": "missing",
  "*97": "ringThenAnswer",
  "404": "missing",
};

function calleeOf(target: string): Callee {
  return callees[target] ?? "missing";
}
