/** `npm run pictures [-- --accept] [name …]`: holds the gallery's pictures against the kept ones, or keeps them anew. */
import { createKeptPictures } from "../test/gallery/kept-pictures.ts";
import { openGallery } from "../test/gallery/open-gallery.ts";
import { openPainter, type Painter } from "../test/gallery/open-painter.ts";
import { pictureList } from "../test/gallery/picture-list.ts";

const words = process.argv.slice(2);
const isAccepting = words.includes("--accept");
const beginnings = words.filter((word) => word !== "--accept");
const wanted = pictureList.filter(
  ({ name }) => beginnings.length === 0 || beginnings.some((beginning) => name.startsWith(beginning)),
);
if (wanted.length === 0) {
  console.error(`No picture's name begins with ${beginnings.join(" or ")}; test/gallery/picture-list.ts has them all.`);
  process.exit(2);
}

const kept = createKeptPictures();
const gallery = await openGallery();
let changes = 0;
try {
  const painters = new Map<string, Painter>();
  for (const picture of wanted) {
    const painter = painters.get(picture.language) ?? (await openPainter(gallery, picture.language));
    painters.set(picture.language, painter);
    let drawn: Buffer = Buffer.alloc(0);
    const change = await kept.describeChange(picture.name, async () => (drawn = await painter.draw(picture)));
    if (change === null) continue;
    changes += 1;
    console.log(isAccepting ? `kept anew: ${picture.name}` : change);
    if (isAccepting) await kept.keep(picture.name, drawn);
  }
} finally {
  await gallery.close();
}
if (isAccepting && beginnings.length === 0) await dropUnlisted();
console.log(`${isAccepting ? "Kept anew" : "Changed"}: ${changes} of ${wanted.length}.`);
process.exitCode = changes > 0 && !isAccepting ? 1 : 0;

/** Removes the pictures that nobody asks for any more. */
async function dropUnlisted(): Promise<void> {
  const listed = new Set(pictureList.map(({ name }) => name));
  for (const name of await kept.list()) {
    if (listed.has(name)) continue;
    console.log(`removed: ${name}`);
    await kept.drop(name);
  }
}
