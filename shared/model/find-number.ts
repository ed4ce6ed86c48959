/** Finds the one number in copied text: what somebody marked in a letter, a web page or a table, to dial it. */
import { cleanDialTarget, type DialTarget } from "./dial-target.ts";

export type FoundNumber =
  | { readonly kind: "found"; readonly target: DialTarget }
  /** Nothing in it, or in its first part, looks like a number to call. */
  | { readonly kind: "none" }
  | { readonly kind: "several" };

/** Nobody copies more to dial one number; the rest is not looked at. */
const mostLooked = 5_000;
/** In the middle of text, fewer digits are a year, a house or an amount. */
const fewestDigits = 6;

const scheme = /^(?:tel|callto|sips?):/iu;
/** Digits with what people write between them, and a plus only before; not a piece of a word, a time or an amount. */
const candidate =
  /(?<![\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{N}.,/+-])[+＋]?[(（]?[0-9０-９](?:[\s().\-‐-―−－ー/（）．]{0,3}[0-9０-９])*(?![\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{N}]|[:,][0-9])/gu;
/** Dates in three orders, and addresses of computers. */
const noNumber = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{1,3}(?:\.\d{1,3}){3})$/u;
const number = /^\+?[0-9*#]+$/u;

export function findNumber(copied: string): FoundNumber {
  const text = copied.slice(0, mostLooked).trim();
  const whole = cleanDialTarget(text);
  if (whole.ok && (scheme.test(text) || (number.test(whole.value) && !noNumber.test(text)))) {
    return { kind: "found", target: whole.value };
  }
  const targets = new Set([...text.matchAll(candidate)].flatMap(([match]) => toTarget(match)));
  if (targets.size === 0) return { kind: "none" };
  // A number to call begins with a plus or a zero where others stand beside it.
  const likely = [...targets].filter((target) => /^[+0]/u.test(target));
  const only = targets.size === 1 ? [...targets][0] : likely.length === 1 ? likely[0] : undefined;
  return only === undefined ? { kind: "several" } : { kind: "found", target: only };
}

function toTarget(match: string): readonly DialTarget[] {
  const trimmed = match.trim();
  if (noNumber.test(trimmed)) return [];
  const cleaned = cleanDialTarget(trimmed);
  if (!cleaned.ok || !number.test(cleaned.value)) return [];
  return cleaned.value.replace(/\D/gu, "").length < fewestDigits ? [] : [cleaned.value];
}
