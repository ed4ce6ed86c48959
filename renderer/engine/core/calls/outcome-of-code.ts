/** What a final SIP code means for a dial: whether another server may be asked, and the ending in our words. */
import type { CallEnd } from "../../../../shared/model/call.ts";

/** The server itself failed, not the callee: another server may know better (RFC 3261 §16.7, §21.5.4; RFC 5626 §11.6). */
const codesOfServerTrouble: ReadonlySet<number> = new Set([408, 430, 500, 502, 503, 504]);

export function isServerTrouble(code: number): boolean {
  return codesOfServerTrouble.has(code);
}

/** Somebody or something at the callee's end said it; an emergency call takes nothing else for an answer. */
const codesOfCallee: ReadonlySet<number> = new Set([486, 487, 600, 603, 607, 608]);

export function isCalleesWord(code: number): boolean {
  return codesOfCallee.has(code);
}

/**
 * What the telephone network says is nearer the callee than a code that stands for many of them. Asterisk's 480 is that
 * nobody answers (19) or can be reached (20), its 403 that somebody declined (21), and its 404 also that no phone of a known
 * number is signed in (3) [lab].
 */
const reasonOfCause: Readonly<Record<number, CallEnd["reason"]>> = {
  1: "notFound",
  3: "notReachable",
  17: "busy",
  18: "noAnswer",
  19: "noAnswer",
  20: "notReachable",
  21: "declined",
  22: "notFound",
  27: "notReachable",
  28: "notFound",
};

/** @param cause of ITU-T Q.850 table 1, where the server told one. Where the server itself is in trouble it says nothing. */
export function toCallEnd(code: number, cause: number | null = null): CallEnd {
  const told = cause === null || isServerTrouble(code) ? undefined : reasonOfCause[cause];
  if (told !== undefined) return { by: "remote", reason: told, code };
  return { by: byWhom(code), reason: reasonOf(code), code };
}

function byWhom(code: number): CallEnd["by"] {
  return isServerTrouble(code) || code === 401 || code === 403 || code === 407 ? "server" : "remote";
}

function reasonOf(code: number): CallEnd["reason"] {
  switch (code) {
    case 486:
    case 600:
      return "busy";
    case 480:
      return "noAnswer";
    case 404:
    case 410:
    case 484:
    case 485:
    case 604:
      return "notFound";
    case 401:
    case 403:
    case 407:
      return "notPermitted";
    case 487:
      return "cancelled";
    case 603:
    case 607:
    case 608:
      return "declined";
    default:
      return isServerTrouble(code) ? "serverUnavailable" : "rejected";
  }
}
