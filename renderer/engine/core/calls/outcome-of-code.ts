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

export function toCallEnd(code: number): CallEnd {
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
