/** The pictures of a guide are the kept ones of the gallery, so they show the window as it is; each is there, with words. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const docs = join(import.meta.dirname, "../../docs");
const picture = /<img src="([^"]*)"(?: alt="([^"]*)")?/gu;

const pictures = readdirSync(docs)
  .filter((name) => name.endsWith(".md"))
  .flatMap((name) =>
    [...readFileSync(join(docs, name), "utf8").matchAll(picture)].map(([, file = "", words = ""]) => ({
      name,
      file,
      words,
    })),
  );

test("the operator's guide shows the window of the kept pictures, and says what each shows", () => {
  expect(pictures.filter(({ name }) => name === "operator-guide.md").length).toBeGreaterThan(20);
  const amiss = pictures.filter(
    ({ file, words }) =>
      words === "" || !file.startsWith("../test/gallery/baselines/") || !existsSync(join(docs, file)),
  );
  expect(amiss).toEqual([]);
});
