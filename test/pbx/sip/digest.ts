/** Digest access authentication as the server side sees it (RFC 2617, MD5, qop auth or none), with nonces that age. */
import { createHash } from "node:crypto";
import { makeToken } from "./sip-fields.ts";

export type Verdict =
  | { readonly kind: "accepted"; readonly user: string }
  /** The secret is right, the nonce is too old or unknown: RFC 2617 §3.2.1 asks again with `stale`. */
  | { readonly kind: "stale" }
  | { readonly kind: "refused" };

export type Digest = {
  /** A WWW-Authenticate value with a fresh nonce. */
  readonly challenge: (isStale: boolean, at: number) => string;
  /** @param authorization the Authorization value, "" when there was none. */
  readonly judge: (authorization: string, method: string, at: number) => Verdict;
};

/** As long as Asterisk's, ms. */
export const nonceLifeMs = 32_000;

/** @param passwordOf null for a user nobody knows. */
export function createDigest(realm: string, passwordOf: (user: string) => string | null): Digest {
  const nonces = new Map<string, number>();

  function forgetOld(at: number): void {
    for (const [nonce, atMade] of nonces) if (at - atMade > nonceLifeMs) nonces.delete(nonce);
  }

  return {
    challenge(isStale, at) {
      forgetOld(at);
      const nonce = makeToken();
      nonces.set(nonce, at);
      const stale = isStale ? ", stale=true" : "";
      return `Digest realm="${realm}", nonce="${nonce}", algorithm=MD5, qop="auth"${stale}`;
    },
    judge(authorization, method, at) {
      const given = readCredentials(authorization);
      const field = (name: string): string => given.get(name) ?? "";
      const password = passwordOf(field("username"));
      if (password === null || field("realm") !== realm) return { kind: "refused" };
      const ha1 = md5(`${field("username")}:${realm}:${password}`);
      const ha2 = md5(`${method}:${field("uri")}`);
      const middle = given.has("qop") ? `${field("nc")}:${field("cnonce")}:${field("qop")}:` : "";
      if (field("response") !== md5(`${ha1}:${field("nonce")}:${middle}${ha2}`)) return { kind: "refused" };
      forgetOld(at);
      return nonces.has(field("nonce")) ? { kind: "accepted", user: field("username") } : { kind: "stale" };
    },
  };
}

function readCredentials(value: string): Map<string, string> {
  const pairs = value.matchAll(/(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g);
  return new Map(Array.from(pairs, ([, name = "", quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? ""]));
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
