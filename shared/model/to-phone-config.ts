/** From a checked document to what the engine needs: per-server differences resolved, secrets chosen. */
import { joinColleagues, type ColleagueEntry } from "./colleague.ts";
import type { PhoneConfig, Secret, ServerConfig } from "./phone-config.ts";
import type { PolicyDocument, ServerDocument } from "./policy-document.ts";

/** @param own whom the operator watches besides those of the document. */
export function toPhoneConfig(document: PolicyDocument, own: readonly ColleagueEntry[] = []): PhoneConfig {
  return {
    account: { user: document.account.user, displayName: document.account.displayName },
    servers: document.servers.map((server) => toServerConfig(document, server)),
    failover: document.failover,
    dialing: { emergency: document.dialing.emergency, forbidden: document.dialing.forbidden },
    iceServers: document.media.iceServers,
    // One document may be for a whole office; nobody watches the own line.
    colleagues: joinColleagues(document.colleagues, own).filter(({ extension }) => extension !== document.account.user),
    voicemail: toVoicemail(document),
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
