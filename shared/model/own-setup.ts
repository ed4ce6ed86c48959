/** What a person enters who has no administrator's document: one account, and one or two servers that know it. */
import { z } from "zod";
import { PolicyDocument } from "./policy-document.ts";
import { isSecureOrLoopback } from "./server-document.ts";

/** As far as it is typed; what becomes of it is checked as any document is. */
export const OwnServer = z.strictObject({
  name: z.string().min(1).max(64),
  /** `pbx.example.com`, `pbx.example.com:7443` or a whole wss:// address. */
  address: z.string().min(1).max(256),
  /** A public key that the person trusts for this server: base64 SHA-256 of the SubjectPublicKeyInfo. */
  trustedKey: z.string().max(64).nullable(),
});
export type OwnServer = z.infer<typeof OwnServer>;

export const OwnSetup = z.strictObject({
  user: z.string().min(1).max(64),
  displayName: z.string().max(128),
  password: z.string().min(1).max(256),
  /** The primary first. */
  servers: z.array(OwnServer).min(1).max(2),
});
export type OwnSetup = z.infer<typeof OwnSetup>;

/** What is told of it again: everything but the password. */
export const KeptSetup = OwnSetup.omit({ password: true });
export type KeptSetup = z.infer<typeof KeptSetup>;

/** Where Asterisk listens for WebSocket over TLS, and its path (http.conf, res_http_websocket). */
const usualPort = 8089;
const usualPath = "/ws";

const serverAddress = /^(?:(wss?|https):\/\/)?(\[[0-9a-f:]+\]|[a-z0-9][a-z0-9.-]*)(?::(\d{1,5}))?(\/[^\s#@]*)?$/i;

/** @returns null when no address of a server can be read from it. */
export function toServerUrl(typed: string): string | null {
  const [matched, scheme, host, port, path] = serverAddress.exec(typed.trim()) ?? [];
  if (matched === undefined || host === undefined || Number(port) > 65_535) return null;
  const isWhole = /^wss?$/i.test(scheme ?? "");
  const there = port ?? (isWhole ? null : String(usualPort));
  const end = path === undefined || path === "/" ? (isWhole ? "/" : usualPath) : path;
  const secure = scheme?.toLowerCase() === "ws" ? "ws" : "wss";
  const url = `${secure}://${host.toLowerCase()}${there === null ? "" : `:${there}`}${end}`;
  return isSecureOrLoopback(url) ? url : null;
}

export type OwnDocument =
  | { readonly ok: true; readonly document: PolicyDocument }
  | { readonly ok: false; readonly field: "user" | "address" };

/** @returns the document, or which of the fields cannot be used. */
export function toOwnDocument({ user, displayName, password, servers }: OwnSetup): OwnDocument {
  const urls = servers.map(({ address }) => toServerUrl(address));
  const read = PolicyDocument.safeParse({
    version: 1,
    account: { user, displayName, password },
    servers: servers.map(({ name, trustedKey }, place) => ({
      id: place === 0 ? "main" : "backup",
      name,
      role: place === 0 ? "primary" : "backup",
      url: urls[place] ?? "",
      domain: hostOf(urls[place] ?? ""),
      pinnedSpki: trustedKey === null ? [] : [trustedKey],
    })),
  });
  if (read.success) return { ok: true, document: read.data };
  const isOfAccount = read.error.issues.every(({ path }) => path[0] === "account");
  return { ok: false, field: isOfAccount ? "user" : "address" };
}

/** @returns what was entered, as far as a document shows it. */
export function toKeptSetup({ account, servers }: PolicyDocument): KeptSetup {
  return {
    user: account.user,
    displayName: account.displayName,
    servers: servers
      .toSorted((a, b) => Number(b.role === "primary") - Number(a.role === "primary"))
      .slice(0, 2)
      .map(({ name, url, pinnedSpki }) => ({ name, address: url, trustedKey: pinnedSpki[0] ?? null })),
  };
}

function hostOf(url: string): string {
  return /^wss?:\/\/(\[[^\]]*\]|[^/:]*)/.exec(url)?.[1] ?? "";
}
