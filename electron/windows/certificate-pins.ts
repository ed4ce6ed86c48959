/** Certificates: the system decides, except that a server's pinned public keys are trusted for that server's host. */
import { createHash, X509Certificate } from "node:crypto";
import type { Session } from "electron";
import type { ServerDocument } from "../../shared/model/server-document.ts";

/** host name → base64 SHA-256 of public keys (SubjectPublicKeyInfo, DER). */
export type Pins = ReadonlyMap<string, ReadonlySet<string>>;

export function toPins(servers: readonly Pick<ServerDocument, "url" | "pinnedSpki">[]): Pins {
  const pins = new Map<string, Set<string>>();
  for (const { url, pinnedSpki } of servers) {
    const host = URL.parse(url)?.hostname;
    if (host === undefined || pinnedSpki.length === 0) continue;
    pins.set(host, new Set([...(pins.get(host) ?? []), ...pinnedSpki]));
  }
  return pins;
}

/** @returns base64 SHA-256 of the certificate's SubjectPublicKeyInfo, or null when the PEM cannot be read. */
export function toSpkiPin(pem: string): string | null {
  try {
    const spki = new X509Certificate(pem).publicKey.export({ type: "spki", format: "der" });
    return createHash("sha256").update(spki).digest("base64");
  } catch {
    return null;
  }
}

export function isPinned(pins: Pins, hostname: string, pem: string): boolean {
  const pinsOfHost = pins.get(hostname);
  if (pinsOfHost === undefined) return false;
  const pin = toSpkiPin(pem);
  return pin !== null && pinsOfHost.has(pin);
}

/** The codes of Session.setCertificateVerifyProc: trusted, and "use Chromium's own verdict". */
const verdict = { trusted: 0, bySystem: -3 } as const;

export type SeenCertificate = {
  /** Of every certificate a connection shows: when it ends, epoch ms. */
  readonly onSeen: (hostname: string, atEnd: number) => void;
};

/** Setting it again also drops the verdicts Chromium has cached, so a changed pin counts at once. */
export function guardCertificates(session: Session, pins: Pins, { onSeen }: SeenCertificate): void {
  session.setCertificateVerifyProc(({ hostname, certificate, errorCode }, answer) => {
    onSeen(hostname, certificate.validExpiry * 1_000);
    const isTrustedByPin = errorCode !== 0 && isPinned(pins, hostname, certificate.data);
    answer(isTrustedByPin ? verdict.trusted : verdict.bySystem);
  });
}
