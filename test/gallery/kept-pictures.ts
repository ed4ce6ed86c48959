/** Holds drawn pictures against those kept in baselines/, and takes in what a person accepts. */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { comparePictures } from "./compare-pictures.ts";

export type KeptPictures = {
  /**
   * Draws again before it complains; then leaves what was drawn, and how it differs, in .cache/pictures.
   * @returns null when it looks as it did, else what differs and what to do, for a person.
   */
  readonly describeChange: (name: string, draw: () => Promise<Buffer>) => Promise<string | null>;
  readonly keep: (name: string, drawn: Buffer) => Promise<void>;
  readonly list: () => Promise<string[]>;
  readonly drop: (name: string) => Promise<void>;
};

/** @param root the project's folder. */
export function createKeptPictures(root = join(import.meta.dirname, "../..")): KeptPictures {
  const folder = "test/gallery/baselines";
  const toFile = (name: string) => `${folder}/${name}.png`;
  const save = async (file: string, content: Buffer) => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), content);
  };
  return {
    async describeChange(name, draw) {
      const actual = `.cache/pictures/${name}-actual.png`;
      const difference = `.cache/pictures/${name}-difference.png`;
      await Promise.all([actual, difference].map((file) => rm(join(root, file), { force: true })));
      const accept = `If this is how it should look: npm run pictures -- --accept ${name}`;
      const kept = await readFile(join(root, toFile(name))).catch(() => null);
      let drawn = await draw();
      if (kept === null) {
        await save(actual, drawn);
        return `${toFile(name)} is not there yet.\n  Look at ${actual}\n  ${accept}`;
      }
      if (comparePictures(kept, drawn).kind === "same") return null;
      drawn = await draw();
      const comparison = comparePictures(kept, drawn);
      if (comparison.kind === "same") return null;
      await save(actual, drawn);
      if (comparison.kind === "resized") {
        return `${toFile(name)} was ${comparison.was} and is ${comparison.is}.\n  Look at ${actual}\n  ${accept}`;
      }
      await save(difference, comparison.difference);
      const { pixels, allowed } = comparison;
      return `${toFile(name)}: ${pixels} pixels differ, ${allowed} may.\n  Look at ${actual}\n  and ${difference}\n  ${accept}`;
    },
    keep: (name, drawn) => save(toFile(name), drawn),
    async list() {
      const files = await readdir(join(root, folder));
      return files.map((file) => file.replace(/\.png$/u, "")).sort();
    },
    drop: (name) => rm(join(root, toFile(name))),
  };
}
