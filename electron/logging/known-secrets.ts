/** The secrets of the account in force by their very letters: they are taken out of every text, however they got there. */
import { mask } from "../../shared/lib/redact-sip.ts";

export type KnownSecrets = {
  /** These from now on, and those before them still: a line about the last password may come late. */
  readonly learn: (secrets: readonly string[]) => void;
  readonly hide: (text: string) => string;
};

/** Shorter ones are part of every second word; nobody should have them. */
const shortestSecret = 4;

export function createKnownSecrets(): KnownSecrets {
  /** Of all secrets, the longest first: one may begin with another, as a new password with the old one. */
  let forms: readonly string[] = [];
  return {
    learn(secrets) {
      const added = secrets.filter((secret) => secret.length >= shortestSecret).flatMap(toForms);
      forms = [...new Set([...forms, ...added])].toSorted((a, b) => b.length - a.length);
    },
    hide: (text) => forms.reduce((rest, form) => rest.replaceAll(form, mask), text),
  };
}

/** As it is, in JSON, in JSON in JSON, in an address, and in base64. */
function toForms(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const encoded = Buffer.from(secret).toString("base64").replace(/=+$/u, "");
  return [secret, json, JSON.stringify(json).slice(1, -1), encodeURIComponent(secret), encoded];
}
