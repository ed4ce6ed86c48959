/** What an office has once, beside its list of operators: the servers, the lines to the provider, the queues, the numbers. */
import { z } from "zod";
import { PauseReason } from "../../shared/model/agent.ts";
import { mostParkingSlots } from "../../shared/model/parking.ts";
import { ServerDocument } from "../../shared/model/server-document.ts";
import { textLine } from "../../shared/model/text-line.ts";

/** As dialled inside: short enough that no number outside is as short. */
export const insideNumber = z.string().regex(/^[0-9]{2,6}$/u, "2 to 6 digits");
export const outsideNumber = z.string().regex(/^\+?[0-9]{3,32}$/u, "3 to 32 digits, with or without a + before them");

const file = z.string().regex(/^\/[A-Za-z0-9_./-]{1,200}$/u, "a path such as /etc/asterisk/keys/pbx1.crt");
const name = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/u, "a small letter, then at most 30 small letters, digits or -");
/** One word of a configuration file, whatever its letters mean there. */
const word = z.string().regex(/^[!-~]{1,128}$/u, "1 to 128 letters, digits or signs without spaces");
const address = z.string().regex(/^[0-9A-Fa-f.:]{2,45}$/u, "an address such as 192.0.2.10");
const network = z
  .string()
  .regex(/^[0-9A-Fa-f.:]{2,45}(\/[0-9]{1,3})?$/u, "an address or a network such as 192.0.2.0/24");

const SiteServer = z.strictObject({
  id: ServerDocument.shape.id,
  name: ServerDocument.shape.name,
  role: ServerDocument.shape.role,
  url: ServerDocument.shape.url,
  domain: ServerDocument.shape.domain,
  pinnedSpki: ServerDocument.shape.pinnedSpki,
  /** With which it challenges; Asterisk says `asterisk` unless it was told otherwise. */
  realm: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,64}$/u, "1 to 64 letters, digits or _ . -")
    .optional(),
  /** Where it listens. */
  listen: address.default("0.0.0.0"),
  certificate: file.optional(),
  key: file.optional(),
});
export type SiteServer = z.infer<typeof SiteServer>;

/** A line to a provider, on every server alike. */
const Trunk = z.strictObject({
  id: name,
  host: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,200}(:[0-9]{1,5})?$/u, "a host name, with a port if it is not the usual one"),
  transport: z.enum(["udp", "tcp"]).default("udp"),
  /** Whence its calls come; anybody else's are refused. */
  addresses: z.array(network).min(1, "needs the addresses its calls come from").max(32),
  user: word.optional(),
  password: word.optional(),
  /** Whether the servers sign in there. */
  register: z.boolean().default(false),
  /** What the called see, where the provider wants it said. */
  callerNumber: outsideNumber.optional(),
});
export type Trunk = z.infer<typeof Trunk>;

const SiteQueue = z.strictObject({
  id: insideNumber,
  name: textLine(1, 64),
  strategy: z.enum(["ringall", "leastrecent", "fewestcalls", "random", "rrmemory"]).default("rrmemory"),
  /** `always`: without logging in. */
  members: z.enum(["logIn", "always"]).default("logIn"),
  /** What is called from outside. */
  numbers: z.array(outsideNumber).max(64).default([]),
  /** Whose voicemail takes the call that nobody took. */
  mailbox: insideNumber.optional(),
});
export type SiteQueue = z.infer<typeof SiteQueue>;

/** What the roster writes itself, so that it stands in no other place. */
const ownKeys = [
  "version",
  "account",
  "servers",
  "failover",
  "queues",
  "queueHeader",
  "pauseReasons",
  "featureCodes",
  "voicemail",
  "parkingSlots",
];

export const SiteDocument = z
  .strictObject({
    version: z.literal(1, "must be 1"),
    servers: z.array(SiteServer).min(2, "needs the primary and at least one backup").max(8),
    /** Whether operators' documents hold a password or an HA1. */
    secrets: z.enum(["password", "ha1"]).default("password"),
    /** How long each server rings before the next one's turn. */
    ringS: z.number().int().min(5).max(60).default(20),
    queues: z.array(SiteQueue).max(64).default([]),
    pauseReasons: z.array(PauseReason).max(16).default([]),
    parking: z
      .strictObject({ number: insideNumber, slots: z.array(insideNumber).min(1).max(mostParkingSlots) })
      .refine(({ slots }) => slots.every((slot, at) => at === 0 || Number(slot) === Number(slots[at - 1]) + 1), {
        path: ["slots"],
        message: "must follow each other, such as 701, 702, 703",
      })
      .optional(),
    /** Whether a colleague's ringing call can be taken. */
    pickUp: z.boolean().default(true),
    /** Whether another desk's extension can be taken over. */
    desks: z.boolean().default(false),
    /** Whether the servers turn calls away too while a seat is not to be disturbed. */
    dnd: z.boolean().default(false),
    trunks: z.array(Trunk).max(8).default([]),
    outsidePrefix: z
      .string()
      .regex(/^[0-9]{0,3}$/u, "at most 3 digits")
      .default(""),
    emergency: z
      .array(z.string().regex(/^[0-9]{2,8}$/u, "2 to 8 digits"))
      .max(32)
      .default([]),
    /** As in the policy document; what is not named here has its default. */
    failover: z.record(z.string(), z.unknown()).default({}),
    /** What else is to stand in every operator's document. */
    document: z
      .record(z.string(), z.unknown())
      .refine((more) => ownKeys.every((key) => !(key in more)), {
        message: `may not hold ${ownKeys.join(", ")}: the roster writes them`,
      })
      .default({}),
  })
  .superRefine((site, context) => {
    const complain = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const seen = new Map<string, string>();
    const take = (number: string, path: (string | number)[], what: string) => {
      const other = seen.get(number);
      if (other === undefined) seen.set(number, what);
      else complain(path, `"${number}" is ${other} already; every number must differ`);
    };
    site.emergency.forEach((number, at) => take(number, ["emergency", at], "an emergency number"));
    site.queues.forEach(({ id }, at) => take(id, ["queues", at, "id"], "a queue"));
    if (site.parking !== undefined) take(site.parking.number, ["parking", "number"], "where calls are parked");
    site.parking?.slots.forEach((slot, at) => take(slot, ["parking", "slots", at], "a parking place"));
    const trunks = site.trunks.map(({ id }) => id);
    trunks.forEach((id, at) => {
      if (trunks.indexOf(id) < at) complain(["trunks", at, "id"], `"${id}" is used twice; every id must differ`);
    });
    site.trunks.forEach(({ user, password, register }, at) => {
      if ((user === undefined) !== (password === undefined)) {
        complain(["trunks", at, "password"], "user and password come together or not at all");
      }
      if (register && user === undefined) complain(["trunks", at, "register"], "needs a user and a password");
    });
  });
export type SiteDocument = z.infer<typeof SiteDocument>;

/** What a server challenges with. @param standard what it says unless it was told otherwise. */
export function toRealm(server: SiteServer, standard: string): string {
  return server.realm ?? standard;
}

/** The primary, then the backups as they are listed: each rings in its turn. */
export function inTurn(servers: readonly SiteServer[]): readonly SiteServer[] {
  return servers.toSorted((a, b) => Number(b.role === "primary") - Number(a.role === "primary"));
}
