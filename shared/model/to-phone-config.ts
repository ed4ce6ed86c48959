/** From a checked document to what the engine needs: per-server differences resolved, secrets chosen. */
import type { AgentConfig, CallCodes, QueueCodesOnServer } from "./agent.ts";
import { joinColleagues } from "./colleague.ts";
import { fillCode, type CodeWords, type FeatureCodes } from "./feature-codes.ts";
import { noForwarding } from "./forwarding.ts";
import type { ParkingCodes, ParkingConfig } from "./parking.ts";
import type { PhoneConfig, Secret, ServerConfig } from "./phone-config.ts";
import { toRecordingConfig } from "./recording-policy.ts";
import type { Settings } from "./settings.ts";
import type { PolicyDocument } from "./policy-document.ts";
import type { ServerDocument } from "./server-document.ts";

/** What the operator chose that the engine decides by. */
export type OwnChoices = Pick<Settings, "colleagues" | "forwarding">;

const noChoices: OwnChoices = { colleagues: [], forwarding: noForwarding };

/** @param own whom the operator watches besides those of the document, and where calls are sent. */
export function toPhoneConfig(document: PolicyDocument, own: OwnChoices = noChoices): PhoneConfig {
  return {
    account: { user: document.account.user, displayName: document.account.displayName },
    servers: document.servers.map((server) => toServerConfig(document, server)),
    failover: document.failover,
    dialing: { emergency: document.dialing.emergency, forbidden: document.dialing.forbidden },
    iceServers: document.media.iceServers,
    forwarding: document.failover.forwarding === "on" ? own.forwarding : null,
    // One document may be for a whole office; nobody watches the own line.
    colleagues: joinColleagues(document.colleagues, own.colleagues).filter(
      ({ extension }) => extension !== document.account.user,
    ),
    voicemail: toVoicemail(document),
    agent: toAgent(document),
    queueHeader: document.queueHeader ?? null,
    recording: toRecordingConfig(document.recording),
    parking: toParking(document),
    wrapUp: document.wrapUp ?? null,
  };
}

function toVoicemail({ servers, voicemail }: PolicyDocument): PhoneConfig["voicemail"] {
  if (voicemail === undefined && servers.every((server) => server.voicemail === undefined)) return null;
  return {
    numbers: Object.fromEntries(
      servers.map((server) => [server.id, server.voicemail?.number ?? voicemail?.number ?? null]),
    ),
  };
}

function toAgent(document: PolicyDocument): AgentConfig | null {
  const { queues, pauseReasons, servers } = document;
  const callCodes = Object.fromEntries(
    servers.map((server): [string, CallCodes] => {
      const { pickUp = null, listen = null, whisper = null } = codesOn(server, document);
      return [server.id, { pickUp, listen, whisper }];
    }),
  );
  const hasCodes = Object.values(callCodes).some((codes) => Object.values(codes).some((code) => code !== null));
  const desk = toDesk(document);
  const dnd = toDnd(document);
  if (queues.length === 0 && !hasCodes && desk === null && dnd === null) return null;
  return {
    queues: queues.map((queue) => ({
      id: queue.id,
      name: queue.name,
      codes: Object.fromEntries(servers.map((server) => [server.id, toQueueCodes(document, server, queue)])),
    })),
    pauseReasons,
    callCodes,
    desk,
    dnd,
  };
}

type Switch = Pick<QueueCodesOnServer, "login" | "logout" | "memberHint">;

function toDesk(document: PolicyDocument): AgentConfig["desk"] {
  return toSwitches(document, ({ takeOver = null, releaseDesk = null, deskHint }, extension) => ({
    login: takeOver,
    logout: releaseDesk,
    memberHint: fill(deskHint, { extension }),
  }));
}

function toDnd(document: PolicyDocument): AgentConfig["dnd"] {
  return toSwitches(document, ({ dndOn, dndOff, dndHint }, extension) => ({
    login: fill(dndOn, { extension }),
    logout: fill(dndOff, { extension }),
    memberHint: fill(dndHint, { extension }),
  }));
}

/** What is on or off at each server; null where no server has a code for it. */
function toSwitches(
  document: PolicyDocument,
  toSwitch: (codes: FeatureCodes, extension: string) => Switch,
): Record<string, QueueCodesOnServer> | null {
  const switches = document.servers.map((server): [string, QueueCodesOnServer] => {
    const own = toSwitch(codesOn(server, document), userOn(server, document));
    return [server.id, { ...own, pause: null, unpause: null, pauseHint: null }];
  });
  return switches.some(([, { login }]) => login !== null) ? Object.fromEntries(switches) : null;
}

function toParking(document: PolicyDocument): ParkingConfig | null {
  const codes = document.servers.map((server): [string, ParkingCodes] => {
    const { park = null, retrieve = null, parkHint: hint = null } = codesOn(server, document);
    return [server.id, { park, retrieve, hint }];
  });
  if (codes.every(([, { park, retrieve }]) => park === null && retrieve === null)) return null;
  return { slots: document.parkingSlots, codes: Object.fromEntries(codes) };
}

/** The queue's own codes before the server's, the server's before the document's. */
function toQueueCodes(
  document: PolicyDocument,
  server: ServerDocument,
  queue: PolicyDocument["queues"][number],
): QueueCodesOnServer {
  const { login, logout, pause, unpause, memberHint, pauseHint } = { ...codesOn(server, document), ...queue.codes };
  const words = { queue: queue.id, extension: userOn(server, document) };
  return {
    login: fill(login, words),
    logout: fill(logout, words),
    pause: fill(pause, words),
    unpause: fill(unpause, words),
    memberHint: fill(memberHint, words),
    pauseHint: fill(pauseHint, words),
  };
}

/** The server's before the document's. */
function codesOn(server: ServerDocument, { featureCodes }: PolicyDocument): FeatureCodes {
  return { ...featureCodes, ...server.featureCodes };
}

function userOn(server: ServerDocument, { account }: PolicyDocument): string {
  return server.user ?? account.user;
}

function fill(template: string | undefined, words: CodeWords): string | null {
  return template === undefined ? null : fillCode(template, words);
}

function toServerConfig(document: PolicyDocument, server: ServerDocument): ServerConfig {
  const { account } = document;
  const realm = server.realm ?? account.realm;
  return {
    id: server.id,
    name: server.name,
    role: server.role,
    url: server.url,
    domain: server.domain,
    realms: realm === undefined ? [server.domain, "asterisk"] : [realm],
    user: userOn(server, document),
    displayName: server.displayName ?? account.displayName,
    secret: chooseSecret(document, server),
    callerId: server.callerId ?? null,
    dialing: server.dialing ?? { emergency: [], forbidden: [] },
  };
}

function chooseSecret({ account }: PolicyDocument, server: ServerDocument): Secret {
  if (server.password !== undefined) return { kind: "password", password: server.password };
  const ha1 = server.ha1 ?? (account.password === undefined ? account.ha1 : undefined);
  if (ha1 !== undefined) return { kind: "ha1", ha1, realm: server.realm ?? account.realm ?? server.domain };
  return { kind: "password", password: account.password ?? "" };
}
