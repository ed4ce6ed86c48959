import { expect, test } from "vitest";
import { answerMedia, looks } from "./pretend-look.ts";

const always = "(width >= 0px)";
const never = "(width < 0px)";

test("a style's question about the colour scheme is answered for the system", () => {
  expect(answerMedia("(prefers-color-scheme: dark)", looks.dark)).toBe(always);
  expect(answerMedia("(prefers-color-scheme: dark)", looks.light)).toBe(never);
});

test("a question about contrast is answered, with or without a value", () => {
  expect(answerMedia("(prefers-contrast: more)", looks["more-contrast"])).toBe(always);
  expect(answerMedia("(prefers-contrast)", looks["more-contrast"])).toBe(always);
  expect(answerMedia("(prefers-contrast)", looks.dark)).toBe(never);
});

test("both questions in one query are answered and every other one is left alone", () => {
  expect(
    answerMedia("(prefers-contrast: more) and (prefers-color-scheme: dark) and (width >= 760px)", looks.dark),
  ).toBe(`${never} and ${always} and (width >= 760px)`);
  expect(answerMedia("(forced-colors: active)", looks.dark)).toBe("(forced-colors: active)");
});
