/** What a roster remembers from run to run: everybody's secret, so that nobody has to be given a new one. */
import { z } from "zod";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import { parseJson } from "../files/parse-json.ts";
import type { Operator } from "./operator.ts";

const Kept = z.strictObject({
  name: z.string(),
  /** Of the account, on every server. */
  secret: z.string().regex(/^[A-Za-z0-9_-]{32,64}$/u),
  /** Of the mailbox, for who does not call it from the own phone. */
  pin: z.string().regex(/^[0-9]{8}$/u),
});
export type Kept = z.infer<typeof Kept>;

export const RosterState = z.strictObject({
  version: z.literal(1),
  operators: z.record(z.string(), Kept),
  /** Every file of the last run, so that what is no more can be taken away. */
  files: z.array(z.string()),
});
export type RosterState = z.infer<typeof RosterState>;

/** Chance for secrets: only what no one can guess will do. */
export type SecretDice = { readonly bytes: (count: number) => Uint8Array };

/** 192 bits; 128 are asked for (RFC 4086 §8.2.2), and 32 letters of base64 are a round number. */
const secretBytes = 24;
const pinDigits = 8;

export const emptyState: RosterState = { version: 1, operators: {}, files: [] };

/** @param file stands where the file's name would. */
export function readState(file: string, text: string): Result<RosterState, string> {
  const json = parseJson(file, text);
  const read = json.ok ? RosterState.safeParse(json.value) : null;
  if (read?.success === true) return succeed(read.data);
  const remedy = `Put back ${file}, or the older one beside it: without it every operator would need a new secret.`;
  return fail(`${file}: it is damaged. ${remedy}`);
}

export function writeState(state: RosterState): string {
  return `${JSON.stringify(state, null, 1)}\n`;
}

/** Who was there keeps what they had; who is new gets a secret. */
export function keepSecrets(
  state: RosterState,
  operators: readonly Operator[],
  dice: SecretDice,
): ReadonlyMap<string, Kept> {
  const known = new Map(Object.entries(state.operators));
  return new Map(
    operators.map(({ extension, name }) => {
      const { secret, pin } = known.get(extension) ?? { secret: drawSecret(dice), pin: drawPin(dice) };
      return [extension, { name, secret, pin }];
    }),
  );
}

function drawSecret(dice: SecretDice): string {
  return Buffer.from(dice.bytes(secretBytes)).toString("base64url");
}

function drawPin(dice: SecretDice): string {
  const drawn = BigInt(`0x${Buffer.from(dice.bytes(pinDigits)).toString("hex")}`) % 10n ** BigInt(pinDigits);
  return drawn.toString().padStart(pinDigits, "0");
}
