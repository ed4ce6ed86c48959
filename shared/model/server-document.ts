/** The account and the servers of a policy document: who signs in, where, and by which secret. */
import { z } from "zod";
import { DialRules } from "./dial-rules.ts";
import { FeatureCodes } from "./feature-codes.ts";
import { ServerId } from "./ids.ts";
import { ServerRole } from "./server.ts";
import { textLine } from "./text-line.ts";

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
export const VoicemailDocument = z.strictObject({
  number: z
    .string()
    .regex(/^\+?[0-9*#]{1,40}$/, "a number that can be dialled, such as *97")
    .optional(),
});

export const AccountDocument = z
  .strictObject({
    user: accountFields.user.describe("The SIP user"),
    displayName: accountFields.displayName.default("").describe("Sent with calls, shown in the settings"),
    password: accountFields.password.optional().describe("The password; either it or an HA1"),
    ha1: accountFields.ha1.optional().describe("MD5 of user:realm:password, instead of the password"),
    realm: accountFields.realm.optional().describe("The realm whose challenges are answered"),
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
    id: ServerId.describe("The name programs use"),
    name: text.describe("The name on the screen"),
    role: ServerRole.describe("Which server is preferred while both are well"),
    url: z
      .string()
      .refine(isWebSocketUrl, "must be a wss:// address, for example wss://pbx1.example.com:8089/ws")
      .refine(
        isSecureOrLoopback,
        "must be wss://; ws:// carries passwords in the clear and is allowed to this computer only",
      )
      .describe("Where it listens for SIP over WebSocket"),
    domain: host.describe("Stands in SIP addresses"),
    /** Base64 SHA-256 of a SubjectPublicKeyInfo in DER, trusted for this server alone. */
    pinnedSpki: z
      .array(z.string().regex(/^[A-Za-z0-9+/]{43}=$/, "44 characters of base64, the SHA-256 of a public key"))
      .default([])
      .describe("Public keys trusted for this server alone: base64 SHA-256 of each"),
    user: accountFields.user.optional().describe("Where it differs from the account's"),
    displayName: accountFields.displayName.optional().describe("Where it differs from the account's"),
    password: accountFields.password.optional().describe("Where it differs from the account's"),
    ha1: accountFields.ha1.optional().describe("Where it differs from the account's"),
    realm: accountFields.realm.optional().describe("Where it differs from the account's"),
    callerId: text.optional().describe("Sent as P-Preferred-Identity with calls through this server"),
    dialing: DialRules.optional().describe("Rules of this server beside the document's"),
    voicemail: VoicemailDocument.optional().describe("Where listening has another number here"),
    /** Where codes differ here. */
    featureCodes: FeatureCodes.optional().describe("Codes that differ here"),
  })
  .refine((server) => server.password === undefined || server.ha1 === undefined, {
    message: "takes either a password or an ha1, not both",
  });
export type ServerDocument = z.infer<typeof ServerDocument>;

type AccountDocument = z.infer<typeof AccountDocument>;

/** An HA1 = MD5(user:realm:password) holds for its own user and realm alone (RFC 7616 §3.4.2). */
export function findSecretProblem(account: AccountDocument, server: ServerDocument): string | null {
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
