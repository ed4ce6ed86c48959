/** A caller chooses the name that is shown, so it is shown without what could deceive. */
import { expect, test } from "vitest";
import { describeRemote } from "../../../../renderer/ui/format/describe-remote.ts";

const unknown = { company: null, said: null, isFromDirectory: false };

test("a name stands above its number", () => {
  expect(describeRemote({ name: "Tanaka Yuki", number: "0312345678" })).toEqual({
    title: "Tanaka Yuki",
    number: "0312345678",
    ...unknown,
  });
});

test("a number alone, or a name that repeats it, stands once", () => {
  const alone = { title: "0312345678", number: null, ...unknown };
  expect(describeRemote({ name: null, number: "0312345678" })).toEqual(alone);
  expect(describeRemote({ name: "0312345678", number: "0312345678" })).toEqual(alone);
});

test("a caller who withholds both has no title", () => {
  expect(describeRemote({ name: " ", number: null })).toEqual({ title: null, number: null, ...unknown });
});

test("control characters, line breaks and direction overrides are taken out", () => {
  const name = "Bank\u0000 \u202eknaB\u202c\n\u2066Police\u2069\u200b\ufeff";
  expect(describeRemote({ name, number: null }).title).toBe("Bank knaBPolice");
});

test("the joiners of a Persian name stay, and markup is only text", () => {
  expect(describeRemote({ name: "علی\u200cرضا", number: null }).title).toBe("علی\u200cرضا");
  expect(describeRemote({ name: "<b>Anna</b>", number: null }).title).toBe("<b>Anna</b>");
});

test("a name longer than 80 characters is cut with a mark", () => {
  const title = describeRemote({ name: "x".repeat(500), number: null }).title ?? "";
  expect(title).toBe(`${"x".repeat(79)}…`);
});
