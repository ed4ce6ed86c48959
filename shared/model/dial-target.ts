/** Turns what a person typed or pasted into what may stand in a request URI, or says why it cannot. */
import { fail, succeed, type Result } from "../lib/result.ts";
import type { DialRules } from "./dial-rules.ts";

/** The user part of the request URI: digits, + * # or a name of RFC 3261 §25.1 unreserved characters. */
export type DialTarget = string;

const longestTyped = 256;
const separators = /[\s().\-‐-―−－ー[\]/（）．／]/gu;
const fullWidth = /[０-９＋＊＃]/gu;
const nameTarget = /^[A-Za-z0-9][A-Za-z0-9_.!~'-]{0,63}$/u;
const numberTarget = /^\+?[0-9*#]{1,40}$/u;
/** Left-to-right marks that contact lists put around a copied number; they reorder nothing. */
const copiedMarks = /^[\u200e\u202a\u202d\u2066\u2068]+|[\u200e\u202c\u2069]+$/gu;
const control = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
/** "+49 (0)30": the trunk prefix of the country itself, not dialled after its code. */
const trunkPrefix = /^(\+\s?\d{1,3}\s?)\(0\)/u;

/**
 * Cleans spaces, dashes, brackets, full-width digits, `tel:`, `callto:` and `sip:` forms. A `sip:` host is dropped:
 * the call goes to the operator's own servers.
 * @returns the target, or one sentence saying what cannot be dialled and why.
 */
export function cleanDialTarget(raw: string): Result<DialTarget, string> {
  const text = raw.trim().replace(copiedMarks, "").trim().replace(fullWidth, toHalfWidth);
  if (text === "") return fail("There is nothing to dial.");
  if (text.length > longestTyped) return fail("That is too long to be a number.");
  if (control.test(text))
    return fail("That holds invisible characters that cannot be dialled. Type the number instead.");
  const user = decodePercent(userPartOf(text))?.trim();
  if (user === undefined || control.test(user)) return fail(`"${shorten(text)}" is not a well-formed address.`);
  const number = user.replace(fullWidth, toHalfWidth).replace(trunkPrefix, "$1").replace(separators, "");
  if (numberTarget.test(number)) return succeed(number);
  if (nameTarget.test(user)) return succeed(user);
  return fail(`"${shorten(text)}" is neither a number nor a name that can be dialled.`);
}

/** The part that names the party: without scheme, host, password and parameters (RFC 3261 §19.1.1, RFC 3966 §3). */
function userPartOf(text: string): string {
  const scheme = /^(tel|callto|sips?):(?:\/\/)?/iu.exec(text);
  const address = text.slice(scheme?.[0].length ?? 0);
  const atHost = address.indexOf("@");
  if (scheme === null && atHost === -1) return address;
  const user = atHost === -1 ? address : address.slice(0, atHost).replace(/:.*$/u, "");
  return user.replace(/[;?].*$/u, "");
}

export function isEmergency(target: DialTarget, rules: DialRules): boolean {
  return rules.emergency.includes(target);
}

/** Feature codes act on the server they reach; they are never redialled by rescue. */
export function isFeatureCode(target: DialTarget): boolean {
  return /^[*#]/u.test(target);
}

const withheldNumbers = /^(?:anonymous|anon|unknown|unavailable|restricted|withheld|private)$/iu;

/** What stands where a number should, when the caller shows none (RFC 3323 §4.1.1.3 and what servers make of it). */
export function isWithheld(target: DialTarget): boolean {
  return withheldNumbers.test(target);
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

/** @returns null where it is not well-formed. */
export function decodePercent(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
