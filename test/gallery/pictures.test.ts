/** The window looks as it did: each picture of the list beside the one that is kept. Taken on Linux; see README.md. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languages } from "../../shared/i18n/catalogues.ts";
import { createKeptPictures } from "./kept-pictures.ts";
import { type OpenGallery, openGallery } from "./open-gallery.ts";
import { openPainter, type Painter } from "./open-painter.ts";
import { pictureList } from "./picture-list.ts";

const kept = createKeptPictures();
let gallery: OpenGallery;
const painters = new Map<string, Painter>();
beforeAll(async () => {
  gallery = await openGallery();
  for (const language of languages) painters.set(language, await openPainter(gallery, language));
}, 60_000);
afterAll(() => gallery.close());

describe.skipIf(process.platform !== "linux")("looks as it did, in the gallery's own letters:", () => {
  test.each(pictureList)("$name", async (picture) => {
    const painter = painters.get(picture.language);
    if (painter === undefined) throw new Error(`Nobody draws in ${picture.language}.`);
    const change = await kept.describeChange(picture.name, () => painter.draw(picture));
    if (change !== null) expect.fail(change);
    expect(await painter.findStrangeFonts()).toEqual([]);
  });
});

test("every kept picture stands in the list", async () => {
  expect(await kept.list()).toEqual(pictureList.map(({ name }) => name).sort());
});
