/** The answer to a digest challenge as the phone itself gives it: MD5, with and without qop (RFC 2617, RFC 3261 §22). */
import { createHash } from "node:crypto";
import type { Secret } from "../../shared/model/phone-config.ts";

export type Challenge = {
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: string;
  readonly opaque: string | null;
  readonly hasQop: boolean;
};

export type DigestRequest = {
  readonly method: string;
  readonly uri: string;
  readonly user: string;
  readonly secret: Secret;
  readonly cnonce: string;
};

const parameter = /([\w-]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g;

/** @returns null for another scheme, or one without realm or nonce. */
export function readChallenge(header: string): Challenge | null {
  if (!/^[ \t]*digest[ \t]/i.test(header)) return null;
  const values = new Map<string, string>();
  for (const [, name = "", quoted, bare] of header.matchAll(parameter)) {
    values.set(name.toLowerCase(), quoted ?? bare ?? "");
  }
  const [realm, nonce] = [values.get("realm"), values.get("nonce")];
  if (realm === undefined || nonce === undefined) return null;
  const hasQop = (values.get("qop") ?? "").split(",").some((one) => one.trim().toLowerCase() === "auth");
  const algorithm = (values.get("algorithm") ?? "MD5").toUpperCase();
  return { realm, nonce, algorithm, opaque: values.get("opaque") ?? null, hasQop };
}

export function writeCredentials(challenge: Challenge, { method, uri, user, secret, cnonce }: DigestRequest): string {
  const { realm, nonce, opaque, hasQop } = challenge;
  const ha1 = secret.kind === "ha1" ? secret.ha1.toLowerCase() : md5(`${user}:${realm}:${secret.password}`);
  const ha2 = md5(`${method}:${uri}`);
  const response = hasQop ? md5(`${ha1}:${nonce}:00000001:${cnonce}:auth:${ha2}`) : md5(`${ha1}:${nonce}:${ha2}`);
  return [
    `Digest username="${user}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${uri}"`,
    `response="${response}"`,
    "algorithm=MD5",
    ...(opaque === null ? [] : [`opaque="${opaque}"`]),
    ...(hasQop ? [`qop=auth`, `nc=00000001`, `cnonce="${cnonce}"`] : []),
  ].join(", ");
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
