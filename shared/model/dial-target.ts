/** Turns what a person typed or pasted into what may stand in a request URI, or says why it cannot. */
import { fail, succeed, type Result } from "../lib/result.ts";
import type { DialRules } from "./dial-rules.ts";

/** The user part of the request URI: digits, + * # or a name of RFC 3261 §25.1 unreserved characters. */
export type DialTarget = string;

const longest = 64;
const separators = /[\s().\-‐-―/]/gu;
const fullWidth = /[０-９＋＊＃]/gu;
const nameTarget = /^[A-Za-z0-9][A-Za-z0-9_.!~'-]{0,63}$/u;
const numberTarget = /^\+?[0-9*#]{1,40}$/u;

/**
 * Cleans spaces, dashes, brackets, full-width digits, `tel:`, `callto:` and `sip:` forms. A `sip:` host is dropped:
 * the call goes to the operator's own servers.
 * @returns the target, or one sentence saying what cannot be dialled and why.
 */
export function cleanDialTarget(raw: string): Result<DialTarget, string> {
  const text = raw.trim().replace(fullWidth, toHalfWidth);
  if (text === "") return fail("There is nothing to dial.");
  if (text.length > 256) return fail("That is too long to be a number.");
  if (hasControl(text)) return fail("That holds characters that cannot be dialled.");
  const scheme = /^(tel|callto|sips?):(?:\/\/)?/iu.exec(text);
  const body = scheme === null ? text : text.slice(scheme[0].length);
  const decoded = decodePercent(body);
  if (decoded === null || hasControl(decoded)) return fail(`"${shorten(text)}" is not a well-formed address.`);
  const user = decoded.split(/[;?]/u)[0]?.split("@")[0]?.split(":")[0] ?? "";
  const compact = user.replace(separators, "");
  if (numberTarget.test(compact)) return succeed(compact);
  if (nameTarget.test(user.trim()) && user.trim().length <= longest) return succeed(user.trim());
  return fail(`"${shorten(text)}" is neither a number nor a name that can be dialled.`);
}

export function isEmergency(target: DialTarget, rules: DialRules): boolean {
  return rules.emergency.includes(target);
}

/** Feature codes act on the server they reach; they are never redialled by rescue. */
export function isFeatureCode(target: DialTarget): boolean {
  return /^[*#]/u.test(target);
}

/** @returns the sentence that forbids this target, or null. Emergency numbers are never forbidden. */
export function findForbiddance(target: DialTarget, rules: DialRules): string | null {
  if (isEmergency(target, rules)) return null;
  const hit = rules.forbidden.find((source) => new RegExp(source, "u").test(target));
  return hit === undefined ? null : `Your administrator's dial rules do not allow calls to ${target}.`;
}

function toHalfWidth(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}

function hasControl(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control and bidirectional characters are exactly what is looked for
  return /[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text);
}

function decodePercent(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
