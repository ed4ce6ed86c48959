/** Everything a page could reach outside itself, guarded in one go: files, permissions and certificates. */
import { session } from "electron";
import type { Log } from "../../shared/lib/log.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { TrustedSenders } from "../ipc/trusted-senders.ts";
import { serveAppFiles } from "./app-protocol.ts";
import { guardCertificates, toPins } from "./certificate-pins.ts";
import { guardPermissions } from "./permission-guard.ts";

export type SessionGuardNeeds = {
  /** The built renderer folder: the only files any page is served. */
  readonly root: string;
  readonly senders: TrustedSenders;
  /** Hears when each certificate that a connection shows ends, epoch ms. */
  readonly onCertificate: (hostname: string, atEnd: number) => void;
  readonly log: Log;
};

export type SessionGuard = {
  /** Trusts the keys pinned in this document, each for its server's host, and no others any more. */
  readonly trustPinsOf: (document: PolicyDocument | null) => void;
};

export function guardSession({ root, senders, onCertificate, log }: SessionGuardNeeds): SessionGuard {
  serveAppFiles(root, log);
  guardPermissions(session.defaultSession, senders, log);
  return {
    trustPinsOf: (document) =>
      guardCertificates(session.defaultSession, toPins(document?.servers ?? []), { onSeen: onCertificate }),
  };
}
