/** The link by which a phone is set up: where its document lies, and the token that opens it (docs/decisions/0025). */
import { z } from "zod";
import { fail, succeed, type Result } from "../lib/result.ts";
import { decodePercent } from "./dial-target.ts";

export type EnrolmentLink = {
  /** What is asked for, without the token. It may be a secret itself, so only the origin is ever told. */
  readonly url: string;
  /** `https://it.example.com`, with its port where that is not the usual one. */
  readonly origin: string;
  /** What stood behind the `#`; sent as a bearer token (RFC 6750 §2.1), null where there was none. */
  readonly token: string | null;
};

export const LinkTrouble = z.enum(["badLink", "openLink"]);
export type LinkTrouble = z.infer<typeof LinkTrouble>;

export const longestLink = 2_048;

const form =
  /^(?:(https?):\/\/)?(\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?((?:\/[^\s#?]*)?(?:\?[^\s#]*)?)(?:#(.*))?$/i;
/** b64token, RFC 6750 §2.1. */
const tokenForm = /^[A-Za-z0-9._~+/-]{1,1024}=*$/;
const usualPort = 443;

/** Over TLS alone: what is fetched holds a password. */
export function readEnrolmentLink(typed: string): Result<EnrolmentLink, LinkTrouble> {
  const text = typed.trim();
  const [matched, scheme = "https", host = "", port, path = "", fragment = ""] = form.exec(text) ?? [];
  if (matched === undefined || /[^!-~]/u.test(text) || text.length > longestLink || !isPort(port))
    return fail("badLink");
  if (scheme.toLowerCase() !== "https") return fail("openLink");
  if (fragment !== "" && !tokenForm.test(fragment)) return fail("badLink");
  const there = port === undefined || Number(port) === usualPort ? "" : `:${Number(port)}`;
  const origin = `https://${host.toLowerCase()}${there}`;
  const url = `${origin}${path.startsWith("/") ? "" : "/"}${path}`;
  return succeed({ url, origin, token: fragment === "" ? null : fragment });
}

function isPort(port: string | undefined): boolean {
  return port === undefined || (Number(port) >= 1 && Number(port) <= 65_535);
}

const setUpLink = /^tandem:(?:\/\/)?enrol\/?(?:\?(.*))?$/is;

/** @returns what a `tandem:enrol?url=…` link wants in the wizard's field; null where it is no such link. */
export function readSetUpLink(link: string): string | null {
  if (link.length > 2 * longestLink) return null;
  const [matched, query = ""] = setUpLink.exec(link.trim()) ?? [];
  if (matched === undefined) return null;
  const url = query.split("&").find((part) => part.startsWith("url=")) ?? "url=";
  const decoded = decodePercent(url.slice("url=".length)) ?? "";
  return decoded.length > longestLink || /[^!-~]/u.test(decoded) ? "" : decoded;
}
