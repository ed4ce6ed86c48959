/** What was found at a server's address, in words with the remedy. */
import type { ServerCheck } from "../../../../shared/model/server-check.ts";
import type { Sentence } from "../../i18n/sentence.ts";

export function describeCheck(check: ServerCheck): Sentence {
  if (check.kind === "answers") return { key: "setup.check.answers", params: { ms: check.ms } };
  return { key: `setup.check.${check.kind === "untrusted" ? check.doubt : check.kind}` };
}

export function toCheckTone({ kind }: ServerCheck): "good" | "bad" {
  return kind === "answers" ? "good" : "bad";
}
