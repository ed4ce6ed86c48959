/** The SIP port in virtual time: it keeps the adapter's promises (lingering sockets, CANCEL once legal) to simulated servers. */
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { InviteId, ServerId } from "../../shared/model/ids.ts";
import { isSameRegistration } from "../../shared/model/is-same-registration.ts";
import type { PhoneConfig } from "../../shared/model/phone-config.ts";
import type { InviteOrder, SipEffect, SipEvent } from "../../renderer/engine/core/sip-vocabulary.ts";
import type { Agenda } from "./agenda.ts";
import type { SimulatedSip } from "./simulated-sip-port.ts";
import { createInvite, type Invite } from "./simulated-invite.ts";
import type { ServerMessage, ServerRequest } from "./simulated-server.ts";
import { type ServerEffect, wireMs } from "./simulated-wire.ts";
import { createWatchedNow } from "./watched-now.ts";
import { createWires, hasSocket, socketOf, socketsPerLine, type Line, type Wire } from "./simulated-wires.ts";

const mediaMs = 5;
const deadHostMs = 20;
const farewellMs = 1_000;
/** A server whose caller fell silent with its socket hangs up by itself (`rtp_timeout`). */
const silenceMs = 30_000;

export function createSimulatedSip(agenda: Agenda, emit: (event: SipEvent) => void): SimulatedSip {
  const invites = new Map<InviteId, Invite>();
  /** Which endpoint carries a call, ours or the caller's. */
  const places = new Map<InviteId, Line>();
  /** Answers to legs that no ACK has come for: they are sent again on the next binding, as the adapter does. */
  const unacknowledged = new Map<InviteId, Line>();
  const lines = new Map<ServerId, Line>();
  const leaving = new Set<Line>();
  const { wireTo, findWire, request, servers } = createWires(agenda, deliver);
  let lineCount = 0;

  const everyLine = () => [...lines.values(), ...leaving];

  function configure(config: PhoneConfig | null): void {
    const wanted = config?.servers ?? [];
    for (const [id, line] of lines) {
      if (wanted.some((server) => isSameRegistration(server, line.server))) continue;
      lines.delete(id);
      leaving.add(line);
      line.isLeaving = true;
      if (!line.isOpen) endUnreachable(line);
      request(line, socketOf(line), { kind: "register", contact: line.number, expiresS: 0 });
      agenda.after(farewellMs, () => letGo(line));
    }
    for (const server of wanted) {
      if (lines.has(server.id)) continue;
      lineCount += 1;
      const [number, wire] = [lineCount, wireTo(server.url)];
      const rest = {
        current: 0,
        isOpen: false,
        lingering: new Set<number>(),
        owed: [],
        isLeaving: false,
        watched: createWatchedNow(),
      };
      lines.set(server.id, { number, server, wire, ...rest });
    }
  }

  /** A server that left closes its socket behind its last call. */
  function letGo(line: Line): void {
    const { machine } = line.wire;
    const isBusy = [...places].some(([inviteId, place]) => {
      if (place !== line) return false;
      const state = machine.calls.get(inviteId)?.state ?? machine.legs.get(inviteId);
      return state === "ringing" || state === "up" || invites.get(inviteId)?.isFinal === false;
    });
    if (isBusy) {
      agenda.after(farewellMs, () => letGo(line));
      return;
    }
    leaving.delete(line);
    if (!line.isOpen) return;
    line.isOpen = false;
    line.wire.way.carry("up", () => machine.closeSocket(socketOf(line)));
  }

  /** The socket of a server that left is gone: nobody brings it back, so what hung on it is told as over. */
  function endUnreachable(line: Line): void {
    const { machine } = line.wire;
    for (const [inviteId, place] of places) {
      if (place !== line) continue;
      const isLeg = machine.legs.has(inviteId);
      if (isLeg && unacknowledged.get(inviteId) !== line) emit({ type: "leg.cancelled", inviteId, isElsewhere: false });
      agenda.after(silenceMs, () => {
        emit({ type: "media.flowChanged", inviteId, isFlowing: false });
        emit({ type: "dialog.ended", inviteId });
        machine.hangUpSilent(inviteId);
      });
    }
  }

  function deliver(wire: Wire, socket: number, message: ServerMessage): void {
    wire.way.carry("down", () => {
      const line = everyLine().find((one) => one.wire === wire && hasSocket(one, socket));
      if (line !== undefined) hear(line, socket, message);
    });
  }

  function hear(line: Line, socket: number, message: ServerMessage): void {
    const on = { serverId: line.server.id, connection: socket % socketsPerLine };
    switch (message.kind) {
      case "registered":
        for (const [inviteId, place] of unacknowledged)
          if (place === line) request(line, socket, { kind: "legAnswer", inviteId, code: 200 });
        return tell(line, {
          type: "register.answered",
          ...on,
          code: message.code,
          expiresS: message.expiresS,
          retryAfterS: message.retryAfterS,
          minExpiresS: null,
        });
      case "subscribed":
      case "notify":
        for (const event of line.watched.hear(on, message)) tell(line, event);
        if (!line.watched.isKnown(on.connection, message.subscriptionId) && message.kind === "notify")
          request(line, socket, { kind: "notWatched", subscriptionId: message.subscriptionId });
        return;
      case "bindings": {
        const { code, hasOwn, others } = message;
        return tell(line, { type: "bindings.answered", ...on, code, hasOwn, others });
      }
      case "options": {
        const { probeId, code } = message;
        return tell(line, { type: "probe.answered", ...on, probeId, code, retryAfterS: null });
      }
      case "inviteResponse":
        return hearInvite(line, socket, message.inviteId, message.code);
      case "reinviteResponse":
        tell(line, { type: "server.responded", ...on });
        return emit({
          type: "dialog.refreshed",
          inviteId: message.inviteId,
          outcome: message.code === 200 ? "ok" : "gone",
        });
      case "bye":
        return emit({ type: "dialog.ended", inviteId: message.inviteId });
      case "leg":
        if (line.isLeaving) {
          request(line, socket, { kind: "legAnswer", inviteId: message.inviteId, code: 480 });
          return;
        }
        places.set(message.inviteId, line);
        return emit({
          type: "leg.offered",
          ...on,
          inviteId: message.inviteId,
          remote: { number: message.number, name: null },
          strongKey: message.strongKey,
          answerAfterS: null,
          queue: message.queue,
        });
      case "serviceAnswer":
        return tell(line, { type: "service.answered", ...on, serviceId: message.serviceId });
      case "serviceEnd":
        return tell(line, { type: "service.ended", ...on, serviceId: message.serviceId, code: message.code });
      case "legCancel":
        return emit({ type: "leg.cancelled", inviteId: message.inviteId, isElsewhere: message.isElsewhere });
      case "legAck":
        unacknowledged.delete(message.inviteId);
        return emit({ type: "leg.acknowledged", inviteId: message.inviteId });
      default:
        return assertNever(message);
    }
  }

  /** Of a server that left only its calls are told. */
  function tell(line: Line, event: SipEvent): void {
    if (!line.isLeaving) emit(event);
  }

  function hearInvite(line: Line, socket: number, inviteId: InviteId, code: number): void {
    const invite = invites.get(inviteId);
    if (invite?.isRead !== true)
      tell(line, { type: "server.responded", serverId: line.server.id, connection: socket % socketsPerLine });
    if (invite === undefined || invite.isFinal) return;
    invite.isRead = true;
    if (code === 401) {
      if (invite.isAbandoned) return void (invite.isFinal = true);
      emit({ type: "attempt.challenged", inviteId });
      return sendInvite(inviteId, invite, true);
    }
    if (code < 200) {
      invite.hasProvisional = true;
      if (invite.isAbandoned) request(invite.line, invite.socket, { kind: "cancel", inviteId });
      else emit({ type: "attempt.progressed", inviteId, code });
      return;
    }
    invite.isFinal = true;
    if (code === 200) request(invite.line, invite.socket, { kind: "ack", inviteId });
    if (invite.isAbandoned) {
      if (code === 200) request(invite.line, invite.socket, { kind: "bye", inviteId });
    } else if (code === 200) {
      emit({ type: "attempt.answered", inviteId });
    } else {
      emit({ type: "attempt.rejected", inviteId, code, retryAfterS: null, cause: null });
    }
  }

  function sendInvite(inviteId: InviteId, invite: Invite, hasCredentials: boolean): void {
    invite.hasCredentials = hasCredentials;
    invite.isRead = false;
    const { attemptId, callee, target, line, socket } = invite;
    if (request(line, socket, { kind: "invite", inviteId, attemptId, callee, target, hasCredentials })) {
      emit({ type: "attempt.sent", inviteId, hasCredentials });
    }
  }

  function leaveSocket(line: Line): void {
    if (!line.isOpen) return;
    const socket = socketOf(line);
    const needsIt = [...invites.values()].some(
      (one) => one.line === line && one.socket === socket && one.hasCredentials && !one.isFinal,
    );
    if (needsIt) {
      line.lingering.add(socket);
      agenda.after(32_000, () => line.lingering.delete(socket));
    }
    line.isOpen = false;
    line.wire.way.carry("up", () => line.wire.machine.closeSocket(socket));
  }

  function openSocket(line: Line, connection: number): void {
    leaveSocket(line);
    line.current = connection;
    const { machine } = line.wire;
    const on = { serverId: line.server.id, connection };
    agenda.after(deadHostMs, () => {
      if (line.current !== connection || line.isLeaving) return;
      if (line.wire.way.hasHole() || machine.isSilent()) return;
      if (!machine.accepts()) return emit({ type: "socket.closed", ...on, code: null });
      line.isOpen = true;
      for (const owed of line.owed.splice(0)) request(line, socketOf(line), owed);
      emit({ type: "socket.opened", ...on });
    });
  }

  function performOnInvite(effect: SipEffect): void {
    switch (effect.type) {
      case "attempt.invite": {
        const prepared = invites.get(effect.inviteId);
        if (prepared === undefined) return offer(effect, sendOrFail);
        return sendOrFail(effect.inviteId, prepared);
      }
      case "attempt.prepare":
        return offer(effect, (inviteId) => emit({ type: "attempt.prepared", inviteId }));
      case "attempt.cancel": {
        const invite = invites.get(effect.inviteId);
        if (invite === undefined || invite.isFinal) return;
        invite.isAbandoned = true;
        const cancel = { kind: "cancel", inviteId: effect.inviteId } as const;
        const { line, socket } = invite;
        const isSent = invite.hasProvisional && request(line, socket, cancel);
        if (!isSent && invite.hasCredentials && !hasSocket(line, socket)) owe(line, cancel);
        return;
      }
      default:
        return performOnDialog(effect);
    }
  }

  function sendOrFail(inviteId: InviteId, invite: Invite): void {
    if (invite.line.isOpen) sendInvite(inviteId, invite, false);
    else emit({ type: "attempt.failed", inviteId, why: "notConnected", message: "No socket." });
  }

  /** The offer takes a moment; nothing of an abandoned one is told. */
  function offer(order: InviteOrder, then: (inviteId: InviteId, invite: Invite) => void): void {
    const { inviteId, serverId } = order;
    const line = lines.get(serverId);
    if (line === undefined) throw new Error(`${serverId} is not configured`);
    const invite = createInvite(line, order);
    invites.set(inviteId, invite);
    places.set(inviteId, line);
    agenda.after(mediaMs, () => {
      if (invite.isAbandoned) return;
      if (!sip.hasMicrophone) emit({ type: "attempt.failed", inviteId, why: "media", message: "No microphone." });
      else then(inviteId, invite);
    });
  }

  /** What no socket could take goes out on the next one; a server that left has no next one and must notice by itself. */
  function owe(line: Line, message: Extract<ServerRequest, { kind: "cancel" | "bye" }>): void {
    if (!line.isLeaving) line.owed.push(message);
    else agenda.after(silenceMs, () => line.wire.machine.hangUpSilent(message.inviteId));
  }

  function performOnDialog(effect: SipEffect): void {
    if (!("inviteId" in effect)) return;
    const { inviteId } = effect;
    const line = places.get(inviteId);
    if (line === undefined) return;
    const ask = (message: ServerRequest) => request(line, socketOf(line), message);
    if (effect.type === "leg.accept") {
      agenda.after(mediaMs, () => {
        if (!sip.hasMicrophone) {
          emit({ type: "leg.failed", inviteId, why: "media", message: "No microphone." });
        } else if (ask({ kind: "legAnswer", inviteId, code: 200 })) {
          unacknowledged.set(inviteId, line);
          emit({ type: "leg.accepted", inviteId });
        } else {
          emit({ type: "leg.failed", inviteId, why: "notConnected", message: "No socket." });
        }
      });
    } else if (effect.type === "leg.reject") ask({ kind: "legAnswer", inviteId, code: effect.code });
    else if (effect.type === "leg.forward") ask({ kind: "legAnswer", inviteId, code: 302 });
    else if (effect.type === "dialog.bye") {
      unacknowledged.delete(inviteId);
      if (!ask({ kind: "bye", inviteId })) owe(line, { kind: "bye", inviteId });
    } else if (effect.type === "dialog.refresh") ask({ kind: "reinvite", inviteId });
    else if (effect.type === "dialog.hold") {
      agenda.after(mediaMs, () => emit({ type: "dialog.holdAnswered", inviteId, held: sip.obeysHold === effect.on }));
    }
  }

  function performOnServer(line: Line, effect: ServerEffect): void {
    switch (effect.type) {
      case "socket.open":
        return openSocket(line, effect.connection);
      case "socket.close":
        return leaveSocket(line);
      case "register.send": {
        const order = { kind: "register", contact: line.number, expiresS: effect.expiresS } as const;
        request(line, socketOf(line, effect.connection), order);
        return;
      }
      case "bindings.query":
        request(line, socketOf(line, effect.connection), { kind: "query", contact: line.number });
        return;
      case "subscription.send":
        request(line, socketOf(line, effect.connection), line.watched.toRequest(effect, line.number));
        return;
      case "service.call":
        request(line, socketOf(line, effect.connection), { ...effect, kind: "service" });
        return;
      case "service.end":
        return;
      case "probe.send":
        request(line, socketOf(line, effect.connection), { kind: "options", probeId: effect.probeId });
        return;
      default:
        return assertNever(effect);
    }
  }

  const sip: SimulatedSip = {
    servers,
    machineOf: (serverId) => lines.get(serverId)?.wire.machine ?? null,
    configure,
    hasMicrophone: true,
    obeysHold: true,
    perform(effect) {
      if ("inviteId" in effect) return performOnInvite(effect);
      if (effect.type === "conference.mix") return;
      const line = lines.get(effect.serverId);
      if (line !== undefined) performOnServer(line, effect);
    },
    openHole: (machine, way) => findWire(machine).way.openHole(way),
    closeHole: (machine) => findWire(machine).way.closeHole(),
    delay: (machine, delayMs) => findWire(machine).way.delay(delayMs),
    isMute(machine) {
      const wire = findWire(machine);
      return wire.way.hasHole() || wire.machine.isSilent();
    },
    byeFromServer(inviteId) {
      const line = places.get(inviteId);
      if (line === undefined) return;
      const { machine } = line.wire;
      const call = machine.calls.get(inviteId);
      const isUp = call?.state === "up" || machine.legs.get(inviteId) === "up";
      if (!isUp || machine.isSilent() || !line.isOpen) return;
      if (call !== undefined) call.state = "over";
      machine.legs.set(inviteId, "over");
      deliver(line.wire, socketOf(line), { kind: "bye", inviteId });
    },
    crash(machine) {
      const wire = findWire(machine);
      wire.machine.crash();
      wire.way.forget();
      for (const line of everyLine()) if (line.wire === wire) line.lingering.clear();
      if (!wire.way.hasHole()) sip.dropSocket(machine);
    },
    dropSocket(machine) {
      const wire = findWire(machine);
      for (const line of everyLine()) {
        if (line.wire !== wire || !line.isOpen) continue;
        line.isOpen = false;
        const connection = line.current;
        wire.way.carry("up", () => wire.machine.closeSocket(socketOf(line, connection)));
        agenda.after(wireMs, () => {
          if (line.isLeaving) endUnreachable(line);
          else emit({ type: "socket.closed", serverId: line.server.id, connection, code: 1006 });
        });
      }
    },
  };
  return sip;
}
