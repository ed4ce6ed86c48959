/** Digest credentials that go only to the server's own realms, only as MD5, only when asked (RFC 3261 §22). */
import { Core } from "sip.js";
import type { ServerConfig } from "../../../../shared/model/phone-config.ts";
import { isMd5 } from "./choose-challenge.ts";

export type DigestHooks = {
  /** False keeps the credentials back: the request behind this Call-ID is no longer wanted. */
  readonly mayAnswer: (request: Core.OutgoingRequestMessage) => boolean;
  readonly onAnswering: (request: Core.OutgoingRequestMessage) => void;
  readonly onForeignRealm: (realm: string) => void;
};

export class RealmDigest extends Core.DigestAuthentication {
  readonly #server: ServerConfig;
  readonly #hooks: DigestHooks;

  constructor(loggerFactory: Core.LoggerFactory, server: ServerConfig, hooks: DigestHooks) {
    const { secret } = server;
    const password = secret.kind === "password" ? secret.password : undefined;
    super(loggerFactory, secret.kind === "ha1" ? secret.ha1.toLowerCase() : undefined, server.user, password);
    this.#server = server;
    this.#hooks = hooks;
  }

  override authenticate(request: Core.OutgoingRequestMessage, challenge: unknown, body?: string): boolean {
    const realm = readRealm(challenge);
    if (realm === null || !this.#isOwn(realm)) {
      this.#hooks.onForeignRealm(realm ?? "none");
      return false;
    }
    if (!this.#hooks.mayAnswer(request)) return false;
    const isAnswered = super.authenticate(request, withMd5(challenge), body);
    if (isAnswered) this.#hooks.onAnswering(request);
    return isAnswered;
  }

  #isOwn(realm: string): boolean {
    const { realms, secret } = this.#server;
    return realms.includes(realm) && (secret.kind === "password" || secret.realm === realm);
  }
}

/** SIP.js knows the name of the algorithm in capitals only. */
function withMd5(challenge: unknown): unknown {
  if (typeof challenge !== "object" || challenge === null || !("algorithm" in challenge)) return challenge;
  const { algorithm } = challenge;
  return typeof algorithm === "string" && isMd5(algorithm) ? { ...challenge, algorithm: "MD5" } : challenge;
}

function readRealm(challenge: unknown): string | null {
  if (typeof challenge !== "object" || challenge === null || !("realm" in challenge)) return null;
  return typeof challenge.realm === "string" ? challenge.realm : null;
}
