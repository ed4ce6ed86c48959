/** The policy / provisioning document, version 1: what an administrator writes and `--check-config` reads. */
import { z } from "zod";
import { mostQueues, PauseReason, QueueEntry } from "./agent.ts";
import { ColleagueEntry, mostColleagues } from "./colleague.ts";
import { DialCountry } from "./dial-country.ts";
import { DialRules } from "./dial-rules.ts";
import { DirectoryPolicy } from "./directory-policy.ts";
import { FailoverPolicy } from "./failover-policy.ts";
import { FeatureCodes, findLonelyCode, QueueCodes } from "./feature-codes.ts";
import { HistoryPolicy } from "./history-policy.ts";
import { ServerId } from "./ids.ts";
import { WindowPolicy } from "./keys.ts";
import { mostParkingSlots, ParkingSlot } from "./parking.ts";
import { IceServer } from "./phone-config.ts";
import { ProvisioningPolicy } from "./provisioning-policy.ts";
import { RecordingPolicy } from "./recording-policy.ts";
import { ServerRole } from "./server.ts";
import { textLine } from "./text-line.ts";
import { VoicePolicy } from "./voice.ts";
import { WrapUpPolicy } from "./wrap-up-policy.ts";

const text = textLine(1, 256);
const host = z
  .string()
  .max(256)
  .regex(/^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])(:\d{1,5})?$/, "a host name or address");
const user = z.string().regex(/^[A-Za-z0-9_.!~*'()+-]{1,64}$/, "1 to 64 letters, digits or _ . ! ~ * ' ( ) + -");
const ha1 = z.string().regex(/^[0-9a-fA-F]{32}$/, "32 hexadecimal digits, the MD5 of user:realm:password");

const accountFields = {
  user,
  displayName: textLine(0, 128),
  password: z.string().min(1).max(256),
  ha1,
  realm: text,
};

/** What is dialled to listen to messages; without a number the lamp alone is wanted. */
const VoicemailDocument = z.strictObject({
  number: z
    .string()
    .regex(/^\+?[0-9*#]{1,40}$/, "a number that can be dialled, such as *97")
    .optional(),
});

export const AccountDocument = z
  .strictObject({
    user: accountFields.user,
    displayName: accountFields.displayName.default(""),
    password: accountFields.password.optional(),
    ha1: accountFields.ha1.optional(),
    realm: accountFields.realm.optional(),
  })
  .refine((account) => (account.password === undefined) !== (account.ha1 === undefined), {
    message: "needs either a password or an ha1, not both and not neither",
  })
  .refine((account) => account.ha1 === undefined || account.realm !== undefined, {
    message: "an ha1 needs the realm it was made for",
    path: ["realm"],
  });

export const ServerDocument = z
  .strictObject({
    id: ServerId,
    name: text,
    role: ServerRole,
    url: z
      .string()
      .refine(isWebSocketUrl, "must be a wss:// address, for example wss://pbx1.example.com:8089/ws")
      .refine(
        isSecureOrLoopback,
        "must be wss://; ws:// carries passwords in the clear and is allowed to this computer only",
      ),
    domain: host,
    /** Base64 SHA-256 of a SubjectPublicKeyInfo in DER, trusted for this server alone. */
    pinnedSpki: z
      .array(z.string().regex(/^[A-Za-z0-9+/]{43}=$/, "44 characters of base64, the SHA-256 of a public key"))
      .default([]),
    user: accountFields.user.optional(),
    displayName: accountFields.displayName.optional(),
    password: accountFields.password.optional(),
    ha1: accountFields.ha1.optional(),
    realm: accountFields.realm.optional(),
    callerId: text.optional(),
    dialing: DialRules.optional(),
    voicemail: VoicemailDocument.optional(),
    /** Where codes differ here. */
    featureCodes: FeatureCodes.optional(),
  })
  .refine((server) => server.password === undefined || server.ha1 === undefined, {
    message: "takes either a password or an ha1, not both",
  });
export type ServerDocument = z.infer<typeof ServerDocument>;

export const PolicyDocument = z
  .strictObject({
    version: z.literal(1, "must be 1"),
    account: AccountDocument,
    servers: z
      .array(ServerDocument)
      .min(1, "needs at least one server")
      .superRefine((servers, context) => {
        refuseTwice(servers, "id", "is used by two servers; every id must differ", context);
        const primaries = servers.filter((server) => server.role === "primary").length;
        if (primaries !== 1) {
          context.addIssue({
            code: "custom",
            message: `exactly one server must have the role "primary"; there ${primaries === 0 ? "is none" : `are ${primaries}`}`,
          });
        }
      }),
    failover: FailoverPolicy.prefault({}),
    media: VoicePolicy.extend({ iceServers: z.array(IceServer).max(8).default([]) }).prefault({}),
    dialing: DialRules.extend({
      /** Whether --dial may dial by itself instead of filling the field. */
      dialFromCommandLine: z.boolean().default(false),
      /** A number that answers by itself, such as an echo test: `--diagnostics` dials it on every server, and nobody else does. */
      testNumber: z
        .string()
        .regex(/^[0-9*#+]{2,32}$/, "2 to 32 of 0-9 * # +")
        .optional(),
      /** What is dialled before a number outside the house; callers come in with it or without. */
      outsidePrefix: z
        .string()
        .regex(/^[0-9*#]{0,4}$/, "at most 4 of 0-9 * #")
        .default(""),
      /** Where the seat is, so that the two spellings of a number are known for one. */
      country: DialCountry.optional(),
    }).prefault({}),
    history: HistoryPolicy.prefault({}),
    recording: RecordingPolicy.prefault({}),
    /** The company's directory of people; without it there is none. */
    directory: DirectoryPolicy.optional(),
    /** Whose lines are watched on every server. */
    colleagues: z
      .array(ColleagueEntry)
      .max(mostColleagues, `at most ${mostColleagues}: each of them is a subscription on every server`)
      .superRefine((colleagues, context) => refuseTwice(colleagues, "extension", "is listed twice", context))
      .default([]),
    /** Present: every server is asked for waiting messages. */
    voicemail: VoicemailDocument.optional(),
    queues: z
      .array(QueueEntry.extend({ codes: QueueCodes.optional() }))
      .max(mostQueues, `at most ${mostQueues}: each of them is two subscriptions on every server`)
      .superRefine((queues, context) => refuseTwice(queues, "id", "is listed twice", context))
      .default([]),
    pauseReasons: z.array(PauseReason).max(16).default([]),
    featureCodes: FeatureCodes.prefault({}),
    /** The places of the parking lot that are watched on every server. */
    parkingSlots: z
      .array(ParkingSlot)
      .max(mostParkingSlots, `at most ${mostParkingSlots}: each of them is a subscription on every server`)
      .refine((slots) => new Set(slots).size === slots.length, "every place must differ")
      .default([]),
    /** Work after a call; without it there is none. */
    wrapUp: WrapUpPolicy.optional(),
    window: WindowPolicy.prefault({}),
    localApi: z
      .strictObject({
        enabled: z.boolean().default(false),
        /** 0: any free port. */
        port: z.number().int().min(0).max(65_535).default(0),
        /** Web origins that may call it, besides programs that send no Origin. */
        origins: z
          .array(z.string().regex(/^https?:\/\/[^\s/]+$/, "an origin such as https://crm.example.com, without a path"))
          .max(16)
          .default([]),
        commandsPerMinute: z.number().int().min(1).max(6_000).default(600),
        dialsPerMinute: z.number().int().min(1).max(600).default(30),
      })
      .prefault({}),
    provisioning: ProvisioningPolicy.prefault({}),
    fleet: z.strictObject({ url: text, site: text }).optional(),
    locked: z
      .array(
        z.enum([
          "account",
          "servers",
          "failover",
          "media",
          "dialing",
          "history",
          "recording",
          "window",
          "directory",
          "colleagues",
          "voicemail",
          "queues",
          "pauseReasons",
          "featureCodes",
          "parkingSlots",
          "wrapUp",
          "localApi",
          "fleet",
        ]),
      )
      .default([]),
  })
  .superRefine(({ account, servers, queues, featureCodes }, context) => {
    servers.forEach((server, index) => {
      const message = findSecretProblem(account, server);
      if (message !== null) context.addIssue({ code: "custom", path: ["servers", index, "ha1"], message });
    });
    const complain = (path: (string | number)[], codes: FeatureCodes): void => {
      const lonely = findLonelyCode(codes);
      if (lonely === null) return;
      const message = `needs ${lonely.missing} beside it: who cannot go back must not go in`;
      context.addIssue({ code: "custom", path: [...path, lonely.code], message });
    };
    complain(["featureCodes"], featureCodes);
    servers.forEach((server, index) => {
      complain(["servers", index, "featureCodes"], { ...featureCodes, ...server.featureCodes });
    });
    queues.forEach(({ codes }, index) => complain(["queues", index, "codes"], { ...featureCodes, ...codes }));
  });
export type PolicyDocument = z.infer<typeof PolicyDocument>;

type AccountDocument = z.infer<typeof AccountDocument>;

/** The first entry that says the same as one before it. */
function refuseTwice<Field extends string>(
  entries: readonly Readonly<Record<Field, string>>[],
  field: Field,
  why: string,
  context: z.RefinementCtx,
): void {
  const said = entries.map((entry) => entry[field]);
  const twice = said.findIndex((one, index) => said.indexOf(one) !== index);
  if (twice === -1) return;
  context.addIssue({ code: "custom", path: [twice, field], message: `"${said[twice] ?? ""}" ${why}` });
}

/** An HA1 = MD5(user:realm:password) holds for its own user and realm alone (RFC 7616 §3.4.2). */
function findSecretProblem(account: AccountDocument, server: ServerDocument): string | null {
  if (server.password !== undefined) return null;
  if (server.ha1 !== undefined) {
    return server.realm === undefined && account.realm === undefined ? "needs the realm it was made for" : null;
  }
  const isOtherUser = server.user !== undefined && server.user !== account.user;
  const isOtherRealm = server.realm !== undefined && server.realm !== account.realm;
  if (account.ha1 === undefined || (!isOtherUser && !isOtherRealm)) return null;
  return "is missing: the account's ha1 is for another user or realm; give this server its own";
}

const webSocketUrl = /^(wss?):\/\/(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?(?:\/[^\s#]*)?$/i;

function isWebSocketUrl(address: string): boolean {
  const [matched, , , port = "443"] = webSocketUrl.exec(address) ?? [];
  return matched !== undefined && Number(port) <= 65_535;
}

/** Passwords go in the clear to this computer only. */
export function isSecureOrLoopback(address: string): boolean {
  const [, scheme, host] = webSocketUrl.exec(address) ?? [];
  if (scheme?.toLowerCase() !== "ws" || host === undefined) return true;
  return /^localhost$/i.test(host) || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}
