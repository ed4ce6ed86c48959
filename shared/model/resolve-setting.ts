/**
 * Who decides a setting. From strong to weak: a policy the administrator holds, a document that locks it, the person at
 * the seat, a document that only presets it, a policy that recommends it, what Tandem does by itself.
 */
import { z } from "zod";

export const SettingSource = z.enum([
  "managedPolicy",
  "lockedDocument",
  "operator",
  "document",
  "recommendedPolicy",
  "builtIn",
]);
export type SettingSource = z.infer<typeof SettingSource>;

export const OfferWhere = z.strictObject({
  kind: z.enum(["computerPolicy", "userPolicy", "document", "link", "operator"]),
  /** The file, the key of the registry, or the origin of the link, for whoever looks for it. */
  name: z.string(),
});
/** Where a value was said. */
export type OfferWhere = z.infer<typeof OfferWhere>;

/** A value that somebody wants, and where that is said. */
export const Offer = z.strictObject({ value: z.unknown(), where: OfferWhere });
export type Offer = z.infer<typeof Offer>;

export const Offers = z.strictObject({
  managedPolicy: Offer.optional(),
  /** Whether its document locks it decides where it stands. */
  document: Offer.extend({ isLocked: z.boolean() }).optional(),
  operator: Offer.optional(),
  recommendedPolicy: Offer.optional(),
});
/** Everything that was said of one setting. */
export type Offers = z.infer<typeof Offers>;

export type EffectiveSetting = {
  readonly value: unknown;
  readonly source: SettingSource;
  /** Nobody at the seat may change it. */
  readonly locked: boolean;
  /** Null: built in. */
  readonly where: OfferWhere | null;
};

/** @param builtIn counts where nobody said anything. */
export function resolveSetting(offers: Offers, builtIn: unknown): EffectiveSetting {
  const { managedPolicy, document, operator, recommendedPolicy } = offers;
  if (managedPolicy !== undefined) return toEffective("managedPolicy", managedPolicy, true);
  if (document?.isLocked === true) return toEffective("lockedDocument", document, true);
  if (operator !== undefined) return toEffective("operator", operator, false);
  if (document !== undefined) return toEffective("document", document, false);
  if (recommendedPolicy !== undefined) return toEffective("recommendedPolicy", recommendedPolicy, false);
  return { value: builtIn, source: "builtIn", locked: false, where: null };
}

function toEffective(source: SettingSource, { value, where }: Offer, locked: boolean): EffectiveSetting {
  return { value, source, locked, where };
}
