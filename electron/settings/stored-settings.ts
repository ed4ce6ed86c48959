/** What Tandem writes down for itself between starts: the shape of settings.json, and how older shapes become it. */
import { z } from "zod";
import { Extension } from "../../shared/model/colleague.ts";
import { ChosenChords } from "../../shared/model/keys.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import { defaultSettings, OwnSettings } from "../../shared/model/settings.ts";
import { EpochMs } from "../../shared/model/time.ts";

const Bounds = z.strictObject({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});

const AcceptedAccount = z.strictObject({
  url: z.string(),
  user: z.string(),
  /** The first digits of a hash over the secret. */
  check: z.string(),
});
export type AcceptedAccount = z.infer<typeof AcceptedAccount>;

const TakenDesk = z.strictObject({ url: z.string(), user: z.string(), extension: Extension });
export type TakenDesk = z.infer<typeof TakenDesk>;

/** What was good last, without its secrets, which are encrypted beside it. */
const LastGood = z
  .strictObject({ path: z.string(), document: z.unknown(), sealedSecrets: z.string().nullable() })
  .nullable();

export const StoredSettings = z.strictObject({
  /** Number of the last migration that was applied. */
  version: z.literal(6),
  windowBounds: Bounds.nullable(),
  /** The policy document. */
  lastGood: LastGood,
  /** What the policies of this computer said. */
  lastGoodPolicies: LastGood.default(null),
  /** Accounts a server said yes to. */
  acceptedAccounts: z.array(AcceptedAccount),
  /** What an account took over, until every server says that it is given back. */
  takenDesks: z.array(TakenDesk).default([]),
  /** What the operator chose himself. Keys that are not even texts are as good as none; their action has its usual ones. */
  operator: OwnSettings.extend({
    chords: ChosenChords.optional().catch(undefined),
    globalChords: ChosenChords.optional().catch(undefined),
  }),
  /** The account somebody entered here, where no administrator's document is; its password is encrypted beside it. */
  own: z
    .strictObject({
      document: z.unknown(),
      sealedSecrets: z.string().nullable(),
      /** Where a link brought it; the link itself is a secret. */
      enrolment: z
        .strictObject({
          origin: z.string(),
          etag: z.string().nullable(),
          atConfirmed: EpochMs,
          sealedLink: z.string().nullable(),
          /** The document as it was signed, with its secrets. */
          sealedText: z.string().nullable().optional(),
          isSignedIn: z.literal(true).optional(),
        })
        .optional(),
    })
    .nullable()
    .default(null),
  /** What an account entered here looked like that could not be read when another took its place; nobody reads it but people. */
  ownUnreadable: z.unknown().optional(),
  /** Somebody signed out, and not all of his is known to be erased. */
  isWipeDue: z.boolean().default(false),
});
export type StoredSettings = z.infer<typeof StoredSettings>;

export const freshSettings: StoredSettings = {
  version: 6,
  windowBounds: null,
  lastGood: null,
  lastGoodPolicies: null,
  acceptedAccounts: [],
  takenDesks: [],
  operator: {},
  own: null,
  isWipeDue: false,
};

type Migration = (settings: Record<string, unknown>) => Record<string, unknown>;

/** Step n turns version n into n + 1; a file without a version is an empty version 0. Steps are never edited. */
const migrations: readonly Migration[] = [
  () => ({ version: 1, windowBounds: null, lastGood: null, acceptedAccounts: [] }),
  (settings) => ({ ...settings, version: 2, operator: defaultSettings }),
  ({ operator, ...settings }) => ({ ...settings, version: 3, operator: withDefaults(operator) }),
  ({ operator, ...settings }) => ({ ...settings, version: 4, operator: withDefaults(operator) }),
  ({ operator, ...settings }) => ({ ...settings, version: 5, operator: withDefaults(operator) }),
  ({ operator, ...settings }) => ({ ...settings, version: 6, operator: withoutDefaults(operator) }),
];

/** Until version 5 everything was kept, chosen or not. */
function withoutDefaults(operator: unknown): unknown {
  if (typeof operator !== "object" || operator === null) return operator;
  const usual = new Map(Object.entries(defaultSettings));
  return Object.fromEntries(Object.entries(operator).filter(([key, value]) => !isSameValue(value, usual.get(key))));
}

/** Choices that came later have their defaults. */
function withDefaults(operator: unknown): unknown {
  return typeof operator === "object" ? { ...defaultSettings, ...operator } : operator;
}

/** @returns null when no number of steps makes it valid. */
export function migrateSettings(raw: unknown): StoredSettings | null {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return null;
  let settings: Record<string, unknown> = { ...raw };
  const version = settings["version"] ?? 0;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 0) return null;
  for (const migrate of migrations.slice(version)) settings = migrate(settings);
  const parsed = StoredSettings.safeParse(settings);
  return parsed.success ? parsed.data : null;
}
