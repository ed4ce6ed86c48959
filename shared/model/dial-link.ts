/** What a tel:, sip: or callto: link asks to be put into the dial field (RFC 3966, RFC 3261 §19.1), or why nothing can be. */
import { z } from "zod";
import { fail, succeed, type Result } from "../lib/result.ts";
import { cleanDialTarget, decodePercent, type DialTarget } from "./dial-target.ts";

export type DialLink = {
  readonly target: DialTarget;
  /** To be keyed in once connected (RFC 3966 §5.3); nothing sends it by itself. */
  readonly extension: string | null;
};

const LinkProblem = z.enum(["linkEmpty", "linkTooLong", "linkSeveral", "linkNotDialable"]);
export type LinkProblem = z.infer<typeof LinkProblem>;

/** Why the field was not filled, by a link or from what was copied; or why a link that sets a phone up was not taken. */
export const DialRefusal = z.enum([
  ...LinkProblem.options,
  "clipboardNone",
  "clipboardSeveral",
  "setUpManaged",
  "setUpInCall",
]);
export type DialRefusal = z.infer<typeof DialRefusal>;

/** As long as what may be typed; longer links carry headers and bodies, which nobody asked for. */
const longestLink = 1_024;
const form = /^(tel|sips?|callto):(?:\/\/)?(.*)$/isu;

/** Headers, parameters and hosts never reach the field: only the number, cleaned as one that was typed. */
export function readDialLink(link: string): Result<DialLink, LinkProblem> {
  if (link.length > longestLink) return fail("linkTooLong");
  const [, scheme, rest = ""] = form.exec(link.trim()) ?? [];
  if (scheme === undefined) return fail("linkNotDialable");
  const [address = ""] = rest.split("?");
  const [subscriber = "", ...parameters] = address.split(";");
  if (subscriber.replace(/@.*$/su, "").trim() === "") return fail("linkEmpty");
  if (/,/u.test(decodePercent(subscriber) ?? "") || isList(parameters)) return fail("linkSeveral");
  const cleaned = cleanDialTarget(`${scheme}:${subscriber}`);
  if (!cleaned.ok) return fail(subscriber.length > 256 ? "linkTooLong" : "linkNotDialable");
  return succeed({ target: cleaned.value, extension: toExtension(parameters) });
}

/** `tel:1;2` and `sip:a@h;b@h`, as some programs write lists: what follows is no parameter but another number. */
function isList(parameters: readonly string[]): boolean {
  return parameters.some((part) => part.trim() !== "" && /^(?:\+?[\d\s().-]+|[^=]*@.*)$/u.test(part));
}

function toExtension(parameters: readonly string[]): string | null {
  const extension = parameters
    .find((parameter) => /^ext=/iu.test(parameter))
    ?.replace(/@.*$/su, "")
    .slice(4);
  const digits = (decodePercent(extension ?? "") ?? "").replace(/[\s().-]/gu, "");
  return /^[0-9*#]{1,20}$/u.test(digits) ? digits : null;
}
