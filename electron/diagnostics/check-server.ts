/**
 * Knocks at a server's WebSocket and says what came of it, without signing in: name, port, certificate, and whether SIP is
 * spoken there (RFC 7118 §3). A browser's WebSocket tells none of this, only that it failed.
 */
import { randomBytes } from "node:crypto";
import type { ClientRequest, IncomingMessage } from "node:http";
import { request as requestOpen } from "node:http";
import { request as requestSealed } from "node:https";
import { TLSSocket } from "node:tls";
import { toServerUrl } from "../../shared/model/own-setup.ts";
import { toCertificateDoubt, type ServerCheck } from "../../shared/model/server-check.ts";
import { listAuthorities } from "./authorities.ts";

export type ServerCheckNeeds = {
  /** @returns base64 SHA-256 of the certificate's SubjectPublicKeyInfo. */
  readonly toPin: (pem: string) => string | null;
  readonly monotonicNow: () => number;
};

export type WantedCheck = { readonly address: string; readonly trustedKey: string | null };

/** Longer than a first connection across an ocean takes; a person waits for it, ms. */
const patienceMs = 5_000;

export async function checkServer(needs: ServerCheckNeeds, { address, trustedKey }: WantedCheck): Promise<ServerCheck> {
  const url = URL.parse(toServerUrl(address) ?? "");
  if (url === null) return { kind: "badAddress" };
  const atStart = needs.monotonicNow();
  const request = knock(url);
  return new Promise((resolve) => {
    const settle = (check: ServerCheck) => {
      resolve(check);
      request.destroy();
    };
    request.setTimeout(patienceMs, () => settle({ kind: "silent" }));
    const deadline = setTimeout(() => settle({ kind: "silent" }), patienceMs);
    request.on("close", () => clearTimeout(deadline));
    request.on("error", (error) => settle(toProblem(error)));
    request.on("socket", (socket) => {
      if (!(socket instanceof TLSSocket)) return;
      socket.on("secureConnect", () => {
        const doubt = findDoubt(needs, socket, trustedKey);
        if (doubt !== null) settle(doubt);
      });
    });
    request.on("response", ({ statusCode }) => settle({ kind: "notAPhoneServer", status: statusCode ?? null }));
    request.on("upgrade", (response: IncomingMessage) => {
      const speaksSip = response.headers["sec-websocket-protocol"]?.toLowerCase() === "sip";
      const ms = Math.max(0, Math.round(needs.monotonicNow() - atStart));
      settle(speaksSip ? { kind: "answers", ms } : { kind: "notAPhoneServer", status: 101 });
    });
    request.end();
  });
}

function knock(url: URL): ClientRequest {
  const isOpen = url.protocol === "ws:";
  const options = {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (isOpen ? 80 : 443) : Number(url.port),
    path: url.pathname + url.search,
    agent: false,
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": randomBytes(16).toString("base64"),
      "sec-websocket-protocol": "sip",
    },
  } as const;
  // What is wrong with a certificate is told; nothing is sent to its server then.
  return isOpen
    ? requestOpen(options)
    : requestSealed({ ...options, ca: listAuthorities(), rejectUnauthorized: false });
}

function findDoubt(needs: ServerCheckNeeds, socket: TLSSocket, trustedKey: string | null): ServerCheck | null {
  if (socket.authorized) return null;
  const certificate = socket.getPeerX509Certificate();
  const key = certificate === undefined ? null : needs.toPin(certificate.toString());
  if (key !== null && key === trustedKey) return null;
  // Node's types call it an Error; it is the code alone.
  return { kind: "untrusted", doubt: toCertificateDoubt(String(socket.authorizationError)), key: key ?? "" };
}

function toProblem(error: Error): ServerCheck {
  const code = "code" in error ? String(error.code) : "";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "ENODATA") return { kind: "unknownName" };
  if (code === "ECONNREFUSED") return { kind: "refused" };
  if (code === "ETIMEDOUT") return { kind: "silent" };
  if (["ENETUNREACH", "EHOSTUNREACH", "ENETDOWN", "EADDRNOTAVAIL"].includes(code)) return { kind: "noRoute" };
  return { kind: "notAPhoneServer", status: null };
}
