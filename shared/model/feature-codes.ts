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
  login: code("queue", "extension").optional().describe("Makes the seat a member of a queue"),
  logout: code("queue", "extension").optional().describe("Takes the seat out of a queue"),
  pause: code("queue", "extension", "reason").optional().describe("No calls of a queue for now"),
  unpause: code("queue", "extension").optional().describe("Calls of a queue again"),
  memberHint: code("queue", "extension")
    .optional()
    .describe("An extension whose hint is in use while the seat is a member of the queue"),
  pauseHint: code("queue", "extension")
    .optional()
    .describe("An extension whose hint is in use while the seat is paused in the queue"),
};

export const QueueCodes = z.strictObject(queueCodes);
export type QueueCodes = z.infer<typeof QueueCodes>;

export const FeatureCodes = z.strictObject({
  ...queueCodes,
  /** {extension} of these three is a colleague's. */
  pickUp: code("extension").optional().describe("Takes a call that rings at a colleague's"),
  listen: code("extension").optional().describe("Listens to a colleague's call"),
  whisper: code("extension").optional().describe("Speaks to a colleague alone in his call"),
  /** {extension} of these two is the one that is taken over, of the hint the own. */
  takeOver: code("extension").optional().describe("What rings at another desk rings at this seat from now on"),
  releaseDesk: code("extension").optional().describe("Gives a desk that was taken over back"),
  deskHint: code("extension")
    .optional()
    .describe("An extension whose hint is in use while the seat has taken a desk over"),
  dndOn: code("extension").optional().describe("The server turns calls of the seat away"),
  dndOff: code("extension").optional().describe("The server lets calls of the seat through again"),
  dndHint: code("extension")
    .optional()
    .describe("An extension whose hint is in use while the server turns calls of the seat away"),
  /** To where a call is handed that shall wait; what takes it back; and an extension whose hint tells that one waits there. */
  park: code().optional().describe("Where a call is handed that shall wait"),
  retrieve: code("slot").optional().describe("Takes a waiting call back from its place"),
  parkHint: code("slot").optional().describe("An extension whose hint is in use while a call waits at that place"),
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
  ["dndOn", "dndOff"],
  ["dndOff", "dndOn"],
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
