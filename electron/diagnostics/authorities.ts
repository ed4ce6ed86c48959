/** Whose word this computer takes for a certificate: what Node brings, what it was given beside that, and what the system trusts. */
import { getCACertificates } from "node:tls";

/** Offices have authorities of their own, and put them into the system's store. */
export function listAuthorities(): string[] {
  return [...getCACertificates("default"), ...getCACertificates("system")];
}
