/** A refused Command is told in the operator's language. */
import { expect, test } from "vitest";
import { describeFailure } from "../../../../renderer/ui/format/describe-failure.ts";
import { createTranslator } from "../../../../renderer/ui/i18n/translator.ts";

const failure = { kind: "notNow", message: "The call is still ringing." } as const;

test("in English the phone's own sentence says most", () => {
  expect(describeFailure(createTranslator("en"), failure)).toBe("The call is still ringing.");
});

test("in another language the sentence of its kind is said", () => {
  expect(describeFailure(createTranslator("ru"), failure)).toBe("Сейчас это сделать нельзя.");
});
