/** Every secret of a document, and what proves the account as well as its password does: for whoever has to hide them. */
import { createHash } from "node:crypto";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import { toPhoneConfig } from "../../shared/model/to-phone-config.ts";
import { partSecrets } from "./document-secrets.ts";

export function listSecrets(document: PolicyDocument | null): readonly string[] {
  if (document === null) return [];
  const written = Object.values(partSecrets(document).secrets);
  const proofs = toPhoneConfig(document).servers.flatMap(({ user, realms, secret }) =>
    secret.kind === "password" ? realms.map((realm) => toHa1(user, realm, secret.password)) : [],
  );
  return [...new Set([...written, ...proofs])];
}

/** RFC 2617 §3.2.2.2. */
function toHa1(user: string, realm: string, password: string): string {
  return createHash("md5").update(`${user}:${realm}:${password}`).digest("hex");
}
