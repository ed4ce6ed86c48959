/** The SIP port on SIP.js 0.21.2: one endpoint per configured server, nothing shared between them. */
import { createEmitter } from "../../../../shared/lib/emitter.ts";
import { toErrorText } from "../../../../shared/lib/error-text.ts";
import { InviteId, type ServerId } from "../../../../shared/model/ids.ts";
import type { OpenDialog } from "../../../../shared/model/open-dialog.ts";
import { isSameRegistration } from "../../../../shared/model/is-same-registration.ts";
import type { PhoneConfig } from "../../../../shared/model/phone-config.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import type { SipEffect } from "../../core/sip-vocabulary.ts";
import type { LogPort } from "../../ports/log.ts";
import type { MediaPort, MediaSession } from "../../ports/media.ts";
import type { SipPort } from "../../ports/sip.ts";
import type { InviteEffect } from "./endpoint-context.ts";
import { createEventQueue } from "./event-queue.ts";
import type { OutgoingOrder } from "./outgoing-attempt.ts";
import { createServerEndpoint, type Census, type ServerEndpoint } from "./server-endpoint.ts";
import { createSipLog } from "./sip-log.ts";
import type { CreateWebSocket } from "./socket-set.ts";

export type SipjsAdapterParts = {
  readonly media: MediaPort;
  readonly log: LogPort;
  readonly now: () => Instant;
  /** Uniform in [0, 1); decides the interval after a 491. */
  readonly random?: () => number;
  readonly createWebSocket?: CreateWebSocket;
};

export type SipjsAdapter = SipPort & {
  /** What is alive on a server; null when it is not configured. */
  readonly census: (serverId: ServerId) => Census | null;
  /** The voice of a dialog, wherever its server is; null when there is none. */
  readonly mediaOf: (inviteId: InviteId) => MediaSession | null;
};

export function createSipjsAdapter(parts: SipjsAdapterParts): SipjsAdapter {
  const endpoints = new Map<ServerId, ServerEndpoint>();
  /** Of servers that left or changed while a call was up on them; each goes with its last call. */
  const leaving = new Set<ServerEndpoint>();
  const events = createEventQueue((error) => {
    const text = `A listener of SIP events failed: ${toErrorText(error)}`;
    parts.log.write({ level: "error", scope: "sip", text });
  });
  const dialogs = createEmitter<readonly OpenDialog[]>((error) => {
    parts.log.write({ level: "error", scope: "sip", text: `A listener of dialogs failed: ${String(error)}` });
  });
  const tellDialogs = () =>
    dialogs.emit([...endpoints.values(), ...leaving].flatMap((endpoint) => endpoint.openDialogs()));
  let strongKeyHeaders: readonly string[] = [];
  let queueHeader: string | null = null;

  const configure = (config: PhoneConfig | null) => {
    strongKeyHeaders = config?.failover.strongKeyHeaders ?? [];
    queueHeader = config?.queueHeader ?? null;
    parts.media.setIceServers(config?.iceServers ?? []);
    const servers = config?.servers ?? [];
    for (const [id, endpoint] of endpoints) {
      if (servers.some((server) => isSameRegistration(server, endpoint.server))) continue;
      endpoints.delete(id);
      leaving.add(endpoint);
      endpoint.leave(() => leaving.delete(endpoint));
    }
    for (const server of servers) {
      if (endpoints.has(server.id)) continue;
      const endpoint = createServerEndpoint({
        server,
        media: parts.media,
        log: createSipLog(parts.log, server.id),
        now: parts.now,
        random: parts.random ?? Math.random,
        createInviteId: () => InviteId.parse(crypto.randomUUID()),
        createWebSocket: parts.createWebSocket ?? ((url, protocol) => new WebSocket(url, protocol)),
        strongKeyHeaders: () => strongKeyHeaders,
        queueHeader: () => queueHeader,
        emit: events.emit,
        onDialogs: tellDialogs,
      });
      endpoints.set(server.id, endpoint);
    }
  };

  const perform = (effect: SipEffect) => {
    switch (effect.type) {
      case "socket.open":
        return endpoints.get(effect.serverId)?.openSocket(effect.connection);
      case "socket.close":
        return endpoints.get(effect.serverId)?.closeSocket();
      case "register.send":
        return endpoints.get(effect.serverId)?.register(effect.connection, effect.expiresS);
      case "bindings.query":
        return endpoints.get(effect.serverId)?.queryBindings(effect.connection);
      case "probe.send":
        return endpoints.get(effect.serverId)?.probe(effect.connection, effect.probeId);
      case "subscription.send":
        return endpoints.get(effect.serverId)?.subscribe(effect);
      case "service.call":
        return endpoints.get(effect.serverId)?.callService(effect);
      case "service.end":
        return endpoints.get(effect.serverId)?.endService(effect.serviceId);
      case "attempt.prepare":
        return invite(effect);
      case "attempt.invite":
        if (!performInvite(effect)) invite(effect);
        return;
      case "conference.mix":
        return mix(effect.inviteIds);
      default:
        performInvite(effect);
    }
  };

  const performInvite = (effect: InviteEffect) =>
    [...endpoints.values(), ...leaving].some((endpoint) => endpoint.performInvite(effect));

  const invite = (effect: OutgoingOrder) => {
    const endpoint = endpoints.get(effect.serverId);
    if (endpoint !== undefined) return endpoint.invite(effect);
    const message = "The call could not be sent: this server is not configured.";
    events.emit({ type: "attempt.failed", inviteId: effect.inviteId, why: "notConnected", message });
  };

  const mediaOf = (inviteId: InviteId): MediaSession | null =>
    [...endpoints.values(), ...leaving].flatMap((endpoint) => endpoint.mediaOf(inviteId) ?? [])[0] ?? null;

  const mix = (inviteIds: readonly InviteId[]) => {
    parts.media.mix(inviteIds.flatMap((id) => mediaOf(id) ?? []));
  };

  return {
    configure,
    perform(effect) {
      try {
        perform(effect);
      } catch (error) {
        const text = `${effect.type} could not be carried out: ${toErrorText(error)}`;
        parts.log.write({ level: "error", scope: "sip", text });
      }
    },
    listen: events.listen,
    listenToDialogs: dialogs.listen,
    endDialogs(left) {
      for (const dialog of left) endpoints.get(dialog.serverId)?.endDialog(dialog);
      if (left.length > 0) tellDialogs();
    },
    mediaOf,
    census: (serverId) => endpoints.get(serverId)?.census() ?? null,
    dispose() {
      events.close();
      for (const endpoint of [...endpoints.values(), ...leaving]) endpoint.dispose();
      endpoints.clear();
      leaving.clear();
    },
  };
}
