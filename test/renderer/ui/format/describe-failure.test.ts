/** A refused Command is told in the operator's language. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeFailure } from "../../../../renderer/ui/format/describe-failure.ts";
import { createTranslator } from "../../../../renderer/ui/i18n/translator.ts";
import { catalogues } from "../../../../shared/i18n/catalogues.ts";

const known = { kind: "notNow", message: "This call is being called back already." } as const;
const unknown = { kind: "notNow", message: "The call is still ringing." } as const;

test("in English the phone's own sentence says most", () => {
  expect(describeFailure(createTranslator("en"), unknown)).toBe("The call is still ringing.");
});

test("in another language the same sentence is said where the catalogue has it", () => {
  expect(describeFailure(createTranslator("de"), known)).toBe("Dieser Anruf wird bereits zurückgerufen.");
  expect(describeFailure(createTranslator("ja"), known)).toBe("この通話はすでにかけ直しています。");
});

test("in another language the sentence of its kind is said where it has not", () => {
  expect(describeFailure(createTranslator("ru"), unknown)).toBe("Сейчас это сделать нельзя.");
});

test("every refusal of the catalogue is one that the phone still gives, word for word", () => {
  const root = join(import.meta.dirname, "../../../..");
  const sources = [
    "renderer/engine/core",
    "electron/switchboard",
    "electron/provisioning",
    "electron/settings",
    "electron/people",
    "electron/recordings",
    "electron/records",
    "shared/contract",
    "shared/model",
  ].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(root, folder, file), "utf8")),
  );
  const refusals = Object.entries(catalogues.en).filter(([key]) => key.startsWith("refusal."));
  expect(refusals.length).toBeGreaterThan(0);
  expect(refusals.filter(([, text]) => !sources.some((source) => source.includes(text)))).toEqual([]);
});
