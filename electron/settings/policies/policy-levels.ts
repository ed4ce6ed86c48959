/** What the policies of this computer say: a level that holds and a level that recommends, each setting by its key. */
import { z } from "zod";
import { fail, succeed, type Result } from "../../../shared/lib/result.ts";
import { listPolicySettings } from "../../../shared/model/policy-settings.ts";
import { ComputerProvisioning } from "../../../shared/model/provisioning-policy.ts";
import { Offer, type OfferWhere } from "../../../shared/model/resolve-setting.ts";
import { toLine, withoutUnknownKeys } from "../document-line.ts";

const PolicyLevel = z.record(z.string(), Offer);
export type PolicyLevel = z.infer<typeof PolicyLevel>;

export const PolicyLevels = z.strictObject({ managed: PolicyLevel, recommended: PolicyLevel });
export type PolicyLevels = z.infer<typeof PolicyLevels>;

export const noPolicies: PolicyLevels = { managed: {}, recommended: {} };

/** An administrator says whose phone this is. */
export function isDecidedBy({ managed }: PolicyLevels): boolean {
  return managed["account"] !== undefined || managed["servers"] !== undefined;
}

/** Which documents behind a link are taken; without a word of theirs any. */
export function toComputerProvisioning({ managed }: PolicyLevels): ComputerProvisioning {
  const said = listPolicySettings().flatMap(({ key, name, isOfComputer }): [string, unknown][] => {
    const offer = managed[key];
    return isOfComputer && name !== null && offer !== undefined ? [[name, offer.value]] : [];
  });
  return ComputerProvisioning.parse(Object.fromEntries(said));
}

export type PoliciesRead = {
  readonly levels: PolicyLevels;
  /** One line for each key that nobody knows; the rest counts. */
  readonly unknownKeys: readonly string[];
};

export type PolicySource = {
  /** @returns what they say now, or the line that says what is wrong with them. */
  readonly read: () => Result<PoliciesRead, string>;
  /** Called when they may say something else; a second listener replaces the first. */
  readonly follow: (onChanged: () => void) => void;
  readonly stop: () => void;
};

/** One file, or one key of the registry. */
export type PolicyPiece = {
  readonly where: OfferWhere;
  /** By the setting's key. */
  readonly values: Readonly<Record<string, unknown>>;
};

/** Of each level the weaker piece first. */
export type PolicyPieces = { readonly managed: readonly PolicyPiece[]; readonly recommended: readonly PolicyPiece[] };

export function toLevels({ managed, recommended }: PolicyPieces): Result<PoliciesRead, string> {
  const held = toLevel(managed, "managed");
  if (!held.ok) return held;
  const advised = toLevel(recommended, "recommended");
  if (!advised.ok) return advised;
  return succeed({
    levels: { managed: held.value.level, recommended: advised.value.level },
    unknownKeys: [...held.value.unknownKeys, ...advised.value.unknownKeys],
  });
}

type LevelRead = { readonly level: PolicyLevel; readonly unknownKeys: readonly string[] };

function toLevel(pieces: readonly PolicyPiece[], of: keyof PolicyLevels): Result<LevelRead, string> {
  const settings = new Map(listPolicySettings().map((setting) => [setting.key, setting]));
  const sections = listParted();
  const level: PolicyLevel = {};
  const unknownKeys: string[] = [];
  for (const { where, values } of pieces) {
    for (const [key, raw] of Object.entries(values)) {
      const setting = settings.get(key);
      if (sections.has(key)) return fail(`${where.name}: ${key}: must be an object in { }. Correct this value.`);
      if (setting === undefined) {
        unknownKeys.push(`${where.name}: ${key}: no policy has this key. Remove it, or correct its spelling.`);
        continue;
      }
      if (setting.isOfComputer && (of === "recommended" || where.kind === "userPolicy")) {
        unknownKeys.push(
          `${where.name}: ${key}: counts only in a policy that holds for the whole computer. Move it there.`,
        );
        continue;
      }
      const place = { name: where.name, path: [key] };
      const known = withoutUnknownKeys(place, setting.schema, raw);
      const parsed = z.safeParse(setting.schema, known.value);
      if (!parsed.success) return fail(toLine(place, parsed.error, known.value));
      unknownKeys.push(...known.unknownKeys);
      level[key] = { value: known.value, where };
    }
  }
  return succeed({ level, unknownKeys });
}

/** @returns by the setting's key what a tree says that is formed like a document, what it should not say included. */
export function toPieceValues(tree: object): Readonly<Record<string, unknown>> {
  const parted = listParted();
  return Object.fromEntries(
    Object.entries(tree).flatMap(([section, value]: [string, unknown]) => {
      if (section === "version") return [];
      if (!parted.has(section) || !isTree(value)) return [[section, value]];
      return Object.entries(value).map(([name, part]) => [`${section}.${name}`, part]);
    }),
  );
}

/** Sections that are set key by key. */
function listParted(): ReadonlySet<string> {
  return new Set(listPolicySettings().flatMap(({ section, name }) => (name === null ? [] : [section])));
}

export function isTree(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
