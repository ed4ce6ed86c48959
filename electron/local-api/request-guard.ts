/** Who may call the local API: this computer, by its exact name, from a listed origin, with the token. */
import { createHash, timingSafeEqual } from "node:crypto";

export type RequestFacts = {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly authorization: string | undefined;
};

export type GuardRules = {
  readonly port: number;
  readonly token: string;
  /** Web origins that may call; programs send none. */
  readonly origins: readonly string[];
};

export type Refusal = { readonly status: 401 | 403; readonly message: string };

/** Host and Origin come first: a page that rebinds a name to 127.0.0.1 learns nothing of the token. */
export function findRefusal(request: RequestFacts, rules: GuardRules): Refusal | null {
  return findForeignness(request, rules) ?? findTokenRefusal(request, rules);
}

/** The part a preflight passes too, which carries no token. */
export function findForeignness({ host, origin }: RequestFacts, { port, origins }: GuardRules): Refusal | null {
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return { status: 403, message: `Host must be 127.0.0.1:${port} or localhost:${port}.` };
  }
  if (origin !== undefined && !origins.includes(origin)) {
    return { status: 403, message: `The origin ${origin} is not in localApi.origins of the policy document.` };
  }
  return null;
}

function findTokenRefusal({ authorization }: RequestFacts, { token }: GuardRules): Refusal | null {
  const given = /^Bearer ([\w-]{1,128})$/u.exec(authorization ?? "")?.[1] ?? "";
  if (isSameSecret(given, token)) return null;
  return { status: 401, message: "Send Authorization: Bearer with the token of local-api.json." };
}

/** Hashed first, so that neither the content nor the length shows in the time it takes. */
function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
