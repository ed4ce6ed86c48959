import { describe, expect, test } from "vitest";
import { resolveSetting, type Offers, type SettingSource } from "../../../shared/model/resolve-setting.ts";

const where = { kind: "document", name: "here" } as const;
const offer = (value: string) => ({ value, where });

const held = offer("held");
const preset = { ...offer("document"), isLocked: false };
const locked = { ...offer("document"), isLocked: true };
const own = offer("own");
const advised = offer("advised");

/** Every combination of a policy that holds, a document that presets or locks, the operator, a policy that recommends. */
const table: readonly (readonly [Offers, SettingSource])[] = [
  [{}, "builtIn"],
  [{ recommendedPolicy: advised }, "recommendedPolicy"],
  [{ document: preset }, "document"],
  [{ document: preset, recommendedPolicy: advised }, "document"],
  [{ operator: own }, "operator"],
  [{ operator: own, recommendedPolicy: advised }, "operator"],
  [{ operator: own, document: preset }, "operator"],
  [{ operator: own, document: preset, recommendedPolicy: advised }, "operator"],
  [{ document: locked }, "lockedDocument"],
  [{ document: locked, recommendedPolicy: advised }, "lockedDocument"],
  [{ document: locked, operator: own }, "lockedDocument"],
  [{ document: locked, operator: own, recommendedPolicy: advised }, "lockedDocument"],
  [{ managedPolicy: held }, "managedPolicy"],
  [{ managedPolicy: held, recommendedPolicy: advised }, "managedPolicy"],
  [{ managedPolicy: held, document: preset }, "managedPolicy"],
  [{ managedPolicy: held, document: preset, recommendedPolicy: advised }, "managedPolicy"],
  [{ managedPolicy: held, operator: own }, "managedPolicy"],
  [{ managedPolicy: held, operator: own, recommendedPolicy: advised }, "managedPolicy"],
  [{ managedPolicy: held, operator: own, document: preset }, "managedPolicy"],
  [{ managedPolicy: held, operator: own, document: preset, recommendedPolicy: advised }, "managedPolicy"],
  [{ managedPolicy: held, document: locked }, "managedPolicy"],
  [{ managedPolicy: held, document: locked, recommendedPolicy: advised }, "managedPolicy"],
  [{ managedPolicy: held, document: locked, operator: own }, "managedPolicy"],
  [{ managedPolicy: held, document: locked, operator: own, recommendedPolicy: advised }, "managedPolicy"],
];

const valueOf: Readonly<Record<SettingSource, string>> = {
  managedPolicy: "held",
  lockedDocument: "document",
  operator: "own",
  document: "document",
  recommendedPolicy: "advised",
  builtIn: "built in",
};

describe("who decides a setting", () => {
  test("is written down for every combination", () => {
    expect(new Set(table.map(([offers]) => JSON.stringify(offers))).size).toBe(2 * 3 * 2 * 2);
  });

  test.each(table.map(([offers, source]) => ({ said: Object.keys(offers).join(" + ") || "nothing", offers, source })))(
    "with $said it is $source",
    ({ offers, source }) => {
      expect(resolveSetting(offers, "built in")).toEqual({
        value: valueOf[source],
        source,
        locked: source === "managedPolicy" || source === "lockedDocument",
        where: source === "builtIn" ? null : where,
      });
    },
  );
});
