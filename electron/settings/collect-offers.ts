/** Everything that is said of every setting: by the policies of this computer, and by a document or the person at the seat. */
import { z } from "zod";
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { OwnAccount } from "../../shared/model/own-account.ts";
import { listDocumentSettings, listPolicySettings, toSettingValues } from "../../shared/model/policy-settings.ts";
import type { Offers, OfferWhere } from "../../shared/model/resolve-setting.ts";
import type { PolicyLevels } from "./policies/policy-levels.ts";

/** A document as it was written, and whose it is. */
export type RawDocument = { readonly raw: unknown; readonly where: OfferWhere };

/** By the setting's key. */
export type AllOffers = Readonly<Record<string, Offers>>;

export function collectOffers({ managed, recommended }: PolicyLevels, document: RawDocument | null): AllOffers {
  const said = document === null ? {} : toSettingValues(document.raw);
  const locked = new Set(readLocked(document?.raw));
  return Object.fromEntries(
    listPolicySettings().map(({ key, section, isOfComputer }): [string, Offers] => {
      const offers: Offers = {};
      if (managed[key] !== undefined) offers.managedPolicy = managed[key];
      if (recommended[key] !== undefined) offers.recommendedPolicy = recommended[key];
      if (document !== null && !isOfComputer && key in said) {
        const offer = { value: said[key], where: document.where };
        if (document.where.kind === "operator") offers.operator = offer;
        else offers.document = { ...offer, isLocked: locked.has(key) || locked.has(section) };
      }
      return [key, offers];
    }),
  );
}

function readLocked(raw: unknown): readonly string[] {
  const locked = z.looseObject({ locked: z.array(z.string()) }).safeParse(raw);
  return locked.success ? locked.data.locked : [];
}

/**
 * What was typed says who and where, and nothing of the rest. What came by a link is kept with every default filled in:
 * a value that is the built-in one counts as not said.
 */
export function toRawDocument({ document, enrolment }: OwnAccount): RawDocument {
  if (enrolment === null) {
    const { version, account, servers } = document;
    return { raw: { version, account, servers }, where: { kind: "operator", name: "entered at this computer" } };
  }
  // Whoever made somebody take a link must not say which program runs here.
  const { updates: _updates, ...rest } = document;
  const raw: Record<string, unknown> = structuredClone(rest);
  for (const { section, name, schema } of listDocumentSettings()) {
    const usual = z.safeParse(schema, undefined);
    if (!usual.success) continue;
    const holder = name === null ? raw : raw[section];
    const key = name ?? section;
    if (typeof holder !== "object" || holder === null) continue;
    if (isSameValue(Reflect.get(holder, key), usual.data)) Reflect.deleteProperty(holder, key);
  }
  return { raw, where: { kind: "link", name: enrolment.origin } };
}
