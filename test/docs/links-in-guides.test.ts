/** Every link of the documents leads somewhere: to a file that is there, and to a heading that it has. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const documents = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith(".md"),
);

const withoutCode = (text: string): string => text.replaceAll(/^```[^]*?^```/gmu, "");

const known = new Map<string, ReadonlySet<string>>();

function anchorsOf(path: string): ReadonlySet<string> {
  const anchors = known.get(path) ?? readAnchors(path);
  known.set(path, anchors);
  return anchors;
}

/** As GitHub names a heading; the second of one name has -1 behind it. */
function readAnchors(path: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const headings = withoutCode(readFileSync(path, "utf8")).matchAll(/^#+ +(.+)$/gmu);
  return new Set(
    [...headings].map(([, heading = ""]) => {
      const shown = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, "$1");
      const slug = shown
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .trim()
        .replaceAll(" ", "-");
      const before = seen.get(slug) ?? 0;
      seen.set(slug, before + 1);
      return before === 0 ? slug : `${slug}-${before}`;
    }),
  );
}

function whatIsWrong(document: string): string[] {
  const text = withoutCode(readFileSync(join(root, document), "utf8")).replaceAll(/`[^`\n]*`/gu, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/gu)].flatMap(([, link = ""]) => {
    if (/^[a-z]+:/u.test(link)) return [];
    const [path = "", anchor = ""] = link.split("#");
    const target = path === "" ? join(root, document) : join(root, dirname(document), path);
    if (!existsSync(target)) return [`${document}: ${link}: there is no ${relative(root, target)}`];
    if (anchor === "" || !target.endsWith(".md") || anchorsOf(target).has(anchor)) return [];
    return [`${document}: ${link}: there is no such heading`];
  });
}

it("Every link in the documents leads to a file, and to a heading of it", () => {
  expect(documents.flatMap(whatIsWrong)).toEqual([]);
});
