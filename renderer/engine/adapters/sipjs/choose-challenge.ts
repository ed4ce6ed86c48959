/** SIP.js reads only the last challenge of a 401 or 407: where there are several, the one that can be answered is left. */
import type { SipHead } from "./sip-head.ts";

const challengeLine = /^(?:www|proxy)-authenticate[ \t]*:[^\r\n]*\r?\n(?![ \t])/gim;

/** @returns the message with one challenge, or as it was when there is nothing to choose. */
export function chooseChallenge(text: string, head: SipHead, realms: readonly string[]): string {
  if (head.kind !== "response" || (head.code !== 401 && head.code !== 407)) return text;
  const challenges = text.match(challengeLine) ?? [];
  const chosen = challenges.find((challenge) => isAnswerable(challenge, realms));
  if (challenges.length < 2 || chosen === undefined) return text;
  let isKept = false;
  return text.replace(challengeLine, (challenge) => {
    if (isKept || challenge !== chosen) return "";
    isKept = true;
    return challenge;
  });
}

/** Tokens are compared without regard to case (RFC 3261 §7.3.1). */
export function isMd5(algorithm: string): boolean {
  return algorithm.toUpperCase() === "MD5";
}

function isAnswerable(challenge: string, realms: readonly string[]): boolean {
  const realm = /\brealm[ \t]*=[ \t]*"([^"]*)"/i.exec(challenge)?.[1];
  const algorithm = /\balgorithm[ \t]*=[ \t]*"?([\w-]+)/i.exec(challenge)?.[1] ?? "MD5";
  return realm !== undefined && realms.includes(realm) && isMd5(algorithm);
}
