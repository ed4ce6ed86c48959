/** One operator's policy document: what the list and the site file say, in the shape that every Tandem reads. */
import type { FeatureCodes } from "../../shared/model/feature-codes.ts";
import type { Operator } from "./operator.ts";
import type { Kept } from "./roster-state.ts";
import { inTurn, toRealm, type SiteDocument, type SiteServer } from "./site-document.ts";
import { toHa1 } from "./to-ha1.ts";

/** What an operator dials; the dialplan obeys these (asterisk/operator-codes.ts). */
export const codes = {
  echo: "*43",
  login: "*45",
  logout: "*46",
  pause: "*47",
  unpause: "*48",
  takeOver: "*51",
  releaseDesk: "*52",
  dndOn: "*78",
  dndOff: "*79",
  listen: "*33",
  whisper: "*34",
  pickUp: "**",
  voicemail: "*97",
} as const;

/** In which the dialplan says whose queue sends a call (asterisk/to-extensions.ts). */
export const queueHeader = "X-Queue";

/** Above so many seats a server is asked less often. */
const manySeats = 1_000;
const probeActiveMs = { usual: 2_000, manySeats: 5_000 };

/** What Asterisk challenges with unless it was told otherwise. */
export const asteriskRealm = "asterisk";

/** @param seats how many operators there are. */
export function toDocument(
  site: SiteDocument,
  operator: Operator,
  { secret }: Pick<Kept, "secret">,
  seats: number,
): object {
  const { dialing, ...more } = site.document;
  return {
    version: 1,
    account: { user: operator.extension, displayName: operator.name, ...toSecret(site, operator, secret) },
    servers: site.servers.map((server) => toServer(site, server, operator, secret)),
    failover: { probeActiveMs: seats > manySeats ? probeActiveMs.manySeats : probeActiveMs.usual, ...site.failover },
    dialing: {
      ...(site.emergency.length === 0 ? {} : { emergency: site.emergency }),
      ...(site.outsidePrefix === "" ? {} : { outsidePrefix: site.outsidePrefix }),
      ...(typeof dialing === "object" ? dialing : {}),
    },
    voicemail: { number: codes.voicemail },
    queues: site.queues.filter(({ id }) => operator.queues.includes(id)).map((queue) => toQueue(queue)),
    ...(site.queues.length === 0 ? {} : { queueHeader }),
    pauseReasons: site.pauseReasons,
    featureCodes: toCodes(site, operator),
    parkingSlots: site.parking?.slots ?? [],
    ...more,
  };
}

function toSecret(site: SiteDocument, { extension }: Operator, secret: string): object {
  if (site.secrets === "password") return { password: secret };
  const realm = realmOfAccount(site);
  return { ha1: toHa1(extension, realm, secret), realm };
}

function realmOfAccount({ servers }: SiteDocument): string {
  const [primary] = inTurn(servers);
  return primary === undefined ? asteriskRealm : toRealm(primary, asteriskRealm);
}

function toServer(site: SiteDocument, server: SiteServer, { extension }: Operator, secret: string): object {
  const { id, name, role, url, domain, pinnedSpki } = server;
  const realm = toRealm(server, asteriskRealm);
  const isOther = site.secrets === "ha1" && realm !== realmOfAccount(site);
  return {
    id,
    name,
    role,
    url,
    domain,
    pinnedSpki,
    ...(isOther ? { ha1: toHa1(extension, realm, secret), realm } : {}),
    ...(site.secrets === "password" && server.realm !== undefined ? { realm: server.realm } : {}),
  };
}

function toQueue({ id, name, members }: SiteDocument["queues"][number]): object {
  const own = { login: `${codes.login}{queue}`, logout: `${codes.logout}{queue}` };
  const hint = { memberHint: "member-{queue}-{extension}" };
  return { id, name, ...(members === "logIn" ? { codes: { ...own, ...hint } } : {}) };
}

function toCodes({ queues, pickUp, desks, dnd, parking }: SiteDocument, { isSupervisor }: Operator): FeatureCodes {
  return {
    ...(queues.length === 0
      ? {}
      : {
          pause: `${codes.pause}{queue}*{reason}`,
          unpause: `${codes.unpause}{queue}`,
          pauseHint: "paused-{queue}-{extension}",
        }),
    ...(pickUp ? { pickUp: `${codes.pickUp}{extension}` } : {}),
    ...(isSupervisor ? { listen: `${codes.listen}{extension}`, whisper: `${codes.whisper}{extension}` } : {}),
    ...(desks
      ? {
          takeOver: `${codes.takeOver}{extension}`,
          releaseDesk: `${codes.releaseDesk}{extension}`,
          deskHint: "desk-{extension}",
        }
      : {}),
    ...(dnd ? { dndOn: codes.dndOn, dndOff: codes.dndOff, dndHint: "dnd-{extension}" } : {}),
    ...(parking === undefined ? {} : { park: parking.number, retrieve: "{slot}", parkHint: "{slot}" }),
  };
}
