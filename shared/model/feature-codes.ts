/** Numbers that a server obeys instead of ringing somebody, as templates of the policy document; each may be missing. */
import { z } from "zod";

const placeholder = /\{([a-z]*)\}/gu;

/** What stands for whom: `queue` its id, `extension` the own or a colleague's, `reason` that of a pause, `slot` a place of the parking lot. */
export type CodeWords = {
  readonly queue?: string;
  readonly extension?: string;
  readonly reason?: string;
  readonly slot?: string;
};

const code = (...allowed: readonly (keyof CodeWords)[]) =>
  z
    .string()
    .min(1)
    .max(64)
    .regex(/^(?:[A-Za-z0-9*#_.!~'()+-]|\{[a-z]+\})+$/u, "a number that can be dialled, such as *45{queue}")
    .superRefine((text, context) => {
      const unknown = [...text.matchAll(placeholder)].find(([, name = ""]) => !allowed.some((one) => one === name));
      if (unknown === undefined) return;
      const message = `${unknown[0]} is not known here; ${allowed.map((name) => `{${name}}`).join(" and ")} may stand in it`;
      context.addIssue({ code: "custom", message });
    });

/** Of a queue: two pairs, and two extensions whose hints tell whether the account is a member and paused. */
const queueCodes = {
  login: code("queue", "extension").optional(),
  logout: code("queue", "extension").optional(),
  pause: code("queue", "extension", "reason").optional(),
  unpause: code("queue", "extension").optional(),
  memberHint: code("queue", "extension").optional(),
  pauseHint: code("queue", "extension").optional(),
};

export const QueueCodes = z.strictObject(queueCodes);
export type QueueCodes = z.infer<typeof QueueCodes>;

export const FeatureCodes = z.strictObject({
  ...queueCodes,
  /** {extension} of these three is a colleague's. */
  pickUp: code("extension").optional(),
  listen: code("extension").optional(),
  whisper: code("extension").optional(),
  /** {extension} of these two is the one that is taken over, of the hint the own. */
  takeOver: code("extension").optional(),
  releaseDesk: code("extension").optional(),
  deskHint: code("extension").optional(),
  /** To where a call is handed that shall wait; what takes it back; and an extension whose hint tells that one waits there. */
  park: code().optional(),
  retrieve: code("slot").optional(),
  parkHint: code("slot").optional(),
});
export type FeatureCodes = z.infer<typeof FeatureCodes>;

/** Who cannot go back is not let in: a code without its opposite is a mistake. */
const pairs = [
  ["login", "logout"],
  ["logout", "login"],
  ["pause", "unpause"],
  ["unpause", "pause"],
  ["takeOver", "releaseDesk"],
  ["releaseDesk", "takeOver"],
] as const;

/** @returns the first code whose opposite is missing. */
export function findLonelyCode(
  codes: FeatureCodes,
): { readonly code: keyof FeatureCodes; readonly missing: string } | null {
  const lonely = pairs.find(([one, other]) => codes[one] !== undefined && codes[other] === undefined);
  return lonely === undefined ? null : { code: lonely[0], missing: lonely[1] };
}

/** @returns the number to dial; what is not given stays as it is. */
export function fillCode(template: string, words: CodeWords): string {
  return template.replaceAll(placeholder, (whole, name: keyof CodeWords) => words[name] ?? whole);
}
