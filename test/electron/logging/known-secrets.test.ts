import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createKnownSecrets } from "../../../electron/logging/known-secrets.ts";

function hide(learnt: readonly (readonly string[])[], text: string): string {
  const known = createKnownSecrets();
  for (const secrets of learnt) known.learn(secrets);
  return known.hide(text);
}

const forms = [
  (secret: string) => secret,
  (secret: string) => JSON.stringify(secret).slice(1, -1),
  (secret: string) => encodeURIComponent(secret),
  (secret: string) => Buffer.from(secret).toString("base64").replace(/=+$/u, ""),
];

describe("the account's own secrets", () => {
  test.each([
    ["the old one first", [["tandem"], ["tandem2026"]]],
    ["the new one first", [["tandem2026"], ["tandem"]]],
    ["both at once", [["tandem", "tandem2026"]]],
  ])("are hidden whole where one begins with another: %s", (_order, learnt) => {
    expect(hide(learnt, "login tandem2026, before that tandem.")).toBe("login •••, before that •••.");
  });

  test("leave nothing of themselves in any form, whichever came before them", () => {
    const stem = fc.stringMatching(/^[a-zA-Z0-9"/+]{4,12}$/u);
    const grown = fc.tuple(stem, fc.array(fc.stringMatching(/^[0-9!]{1,6}$/u), { maxLength: 3 }));
    fc.assert(
      fc.property(grown, fc.constantFrom(...forms), ([first, tails], toForm) => {
        const secrets = tails.reduce<readonly string[]>((all, tail) => [...all, `${all.at(-1) ?? ""}${tail}`], [first]);
        const learnt = secrets.map((secret) => [secret]);
        for (const secret of secrets) expect(hide(learnt, `<${toForm(secret)}>`)).toBe("<•••>");
      }),
    );
  });

  test("are no shorter than four letters: such a one is part of every second word", () => {
    expect(hide([["tan"]], "tandem")).toBe("tandem");
  });
});
