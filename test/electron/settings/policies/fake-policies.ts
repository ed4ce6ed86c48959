/** The policies of a pretended computer, which a test changes as it likes. */
import type { OfferWhere } from "../../../../shared/model/resolve-setting.ts";
import { toLevels, toPieceValues, type PolicySource } from "../../../../electron/settings/policies/policy-levels.ts";

export type SaidByPolicies = { readonly managed?: object; readonly recommended?: object };

const where: OfferWhere = { kind: "computerPolicy", name: "/policies/managed/a.json" };
const whereAdvised: OfferWhere = { kind: "computerPolicy", name: "/policies/recommended/a.json" };

export type FakePolicies = PolicySource & {
  /** @param said a line: they cannot be used. */
  readonly say: (said: SaidByPolicies | string) => void;
};

/** @param first each level formed like a document. */
export function fakePolicies(first: SaidByPolicies): FakePolicies {
  let said: SaidByPolicies | string = first;
  let onChanged: () => void = () => undefined;
  return {
    say(next) {
      said = next;
      onChanged();
    },
    read() {
      if (typeof said === "string") return { ok: false, failure: said };
      return toLevels({
        managed: [{ where, values: toPieceValues(said.managed ?? {}) }],
        recommended: [{ where: whereAdvised, values: toPieceValues(said.recommended ?? {}) }],
      });
    },
    follow(listener) {
      onChanged = listener;
    },
    stop: () => undefined,
  };
}
