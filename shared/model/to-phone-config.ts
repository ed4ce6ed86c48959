/** From a checked document to what the engine needs: per-server differences resolved, secrets chosen. */
import type { AgentConfig, CallCodes, QueueCodesOnServer } from "./agent.ts";
import { joinColleagues } from "./colleague.ts";
import { fillCode, type QueueCodes } from "./feature-codes.ts";
import { noForwarding } from "./forwarding.ts";
import type { PhoneConfig, Secret, ServerConfig } from "./phone-config.ts";
import type { Settings } from "./settings.ts";
import type { PolicyDocument, ServerDocument } from "./policy-document.ts";

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
    servers.map(({ id, featureCodes: own }): [string, CallCodes] => {
      const { pickUp = null, listen = null, whisper = null } = { ...document.featureCodes, ...own };
      return [id, { pickUp, listen, whisper }];
    }),
  );
  const hasCodes = Object.values(callCodes).some((codes) => Object.values(codes).some((code) => code !== null));
  const desk = toDesk(document);
  if (queues.length === 0 && !hasCodes && desk === null) return null;
  return {
    queues: queues.map(({ id, name, codes }) => ({
      id,
      name,
      codes: Object.fromEntries(
        servers.map((server) => [server.id, toQueueCodes(document, server, { id, codes: codes ?? {} })]),
      ),
    })),
    pauseReasons,
    callCodes,
    desk,
  };
}

function toDesk({ account, servers, featureCodes }: PolicyDocument): AgentConfig["desk"] {
  const codes = servers.map((server) => ({ server, codes: { ...featureCodes, ...server.featureCodes } }));
  if (codes.every((one) => one.codes.takeOver === undefined)) return null;
  return Object.fromEntries(
    codes.map(({ server, codes: { takeOver = null, releaseDesk = null, deskHint } }): [string, QueueCodesOnServer] => [
      server.id,
      {
        login: takeOver,
        logout: releaseDesk,
        pause: null,
        unpause: null,
        memberHint: deskHint === undefined ? null : fillCode(deskHint, { extension: server.user ?? account.user }),
        pauseHint: null,
      },
    ]),
  );
}

/** The queue's own codes before the server's, the server's before the document's. */
function toQueueCodes(
  { account, featureCodes }: PolicyDocument,
  server: ServerDocument,
  queue: { readonly id: string; readonly codes: QueueCodes },
): QueueCodesOnServer {
  const codes = { ...featureCodes, ...server.featureCodes, ...queue.codes };
  const words = { queue: queue.id, extension: server.user ?? account.user };
  const fill = (name: keyof QueueCodes): string | null => {
    const template = codes[name];
    return template === undefined ? null : fillCode(template, words);
  };
  return {
    login: fill("login"),
    logout: fill("logout"),
    pause: fill("pause"),
    unpause: fill("unpause"),
    memberHint: fill("memberHint"),
    pauseHint: fill("pauseHint"),
  };
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
    user: server.user ?? account.user,
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
