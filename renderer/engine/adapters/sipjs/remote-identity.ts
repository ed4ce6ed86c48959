/** Who calls, out of an INVITE's headers, cleaned: what a stranger may write there is shown to a person. */
import { isWithheld } from "../../../../shared/model/dial-target.ts";
import type { Remote } from "../../../../shared/model/remote.ts";

/** Header values in order; [] when absent. */
export type ReadHeaders = (name: string) => readonly string[];

const longestName = 80;
const longestNumber = 64;
const longestKey = 256;

/** P-Asserted-Identity (RFC 3325) before Remote-Party-ID before From. Withheld: number null. */
export function readRemote(headers: ReadHeaders): Remote {
  const party = [...headers("P-Asserted-Identity"), ...headers("Remote-Party-ID"), ...headers("From")]
    .map(parseParty)
    .find((one) => one !== null);
  if (party === undefined || party === null) return { number: null, name: null };
  const isPrivate = headers("Privacy").some((value) => /\b(?:id|user|header)\b/i.test(value)) || party.isPrivate;
  const user = cleanText(party.user, longestNumber).replaceAll(" ", "");
  const isHidden = isPrivate || user === "" || isWithheld(user) || /(?:^|\.)invalid$/i.test(party.host);
  if (isHidden) return { number: null, name: null };
  const name = cleanText(party.name, longestName);
  return { number: user, name: name === "" ? null : name };
}

/** The first of `names` that is present and not empty. */
export function readStrongKey(headers: ReadHeaders, names: readonly string[]): string | null {
  for (const name of names) {
    for (const value of headers(name)) {
      const key = value.replace(/[^\x21-\x7e]/g, "").slice(0, longestKey);
      if (key !== "") return key;
    }
  }
  return null;
}

/** The queue that sends the call, as the server writes it; null: none says so, or nothing is asked for. */
export function readQueue(headers: ReadHeaders, name: string | null): string | null {
  const [value = ""] = name === null ? [] : headers(name);
  const queue = cleanText(value.replace(/^\s*"(.*)"\s*$/s, "$1"), longestName);
  return queue === "" ? null : queue;
}

/** RFC 3326: another phone took the call. */
export function isElsewhere(headers: ReadHeaders): boolean {
  return headers("Reason").some((value) => /(?:^|,)\s*SIP\s*;(?:[^,"]|"[^"]*")*\bcause\s*=\s*200\b/i.test(value));
}

type Party = {
  readonly name: string;
  readonly user: string;
  readonly host: string;
  readonly isPrivate: boolean;
};

function parseParty(value: string): Party | null {
  const parts =
    /^\s*(?:"((?:[^"\\]|\\.)*)"|([^"<]*))\s*<\s*(sips?|tel):([^>]*)>(.*)$/is.exec(value) ??
    /^\s*()()(sips?|tel):([^\s,]*)(.*)$/is.exec(value);
  if (parts === null) return null;
  const [, quoted, bare, scheme = "", address = "", rest = ""] = parts;
  const name = (quoted === undefined ? (bare ?? "") : quoted.replace(/\\(.)/gs, "$1")).trim();
  const at = address.lastIndexOf("@");
  const isTel = scheme.toLowerCase() === "tel";
  const user = isTel ? address : at === -1 ? "" : address.slice(0, at);
  const host = isTel || at === -1 ? "" : (/^[^;:?]*/.exec(address.slice(at + 1))?.[0] ?? "");
  return {
    name: /^anonymous$/i.test(name) ? "" : name,
    user: decode(user.split(/[;:]/)[0] ?? ""),
    host,
    isPrivate: /;\s*privacy\s*=\s*"?(?!off)(?:full|uri|name)/i.test(rest),
  };
}

/** No control, bidirectional or invisible characters; one space between words. */
function cleanText(text: string, longest: number): string {
  const clean = text
    .toWellFormed()
    .replace(/\p{Z}+|[\t\r\n]+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\uFFFD]/gu, "");
  return Array.from(clean.trim()).slice(0, longest).join("").trim();
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
