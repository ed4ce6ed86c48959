/** Where a document names a file or a folder of ours, it is there: of the map, of every README and of every decision. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const rooms = ["electron", "renderer", "shared", "assets", "test", "docs", "scripts"];
const room = new RegExp(`^(?:${rooms.join("|")})/`, "u");

const inRooms = rooms.flatMap((name) =>
  readdirSync(join(root, name), { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name)
      .slice(root.length + 1)
      .replaceAll("\\", "/");
    return entry.isDirectory() ? `${path}/` : path;
  }),
);
const atRoot = readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));
/** Every path from a slash on, so that a name is found at its end. */
const known = [...rooms.map((name) => `${name}/`), ...atRoot, ...inRooms].map((path) => `/${path}`).join("\n");

const documents = [...inRooms, ...atRoot].filter(
  (path) =>
    path === "docs/map.md" ||
    path === "docs/architecture.md" ||
    /(?:^|\/)README\.md$/u.test(path) ||
    /^docs\/decisions\/.+\.md$/u.test(path),
);

/** `{a,b}.ts` → `a.ts`, `b.ts`. */
function expand(path: string): readonly string[] {
  const [, before = "", choices, after = ""] = /^([^{]*)\{([^}]*)\}(.*)$/u.exec(path) ?? [];
  return choices === undefined ? [path] : choices.split(",").flatMap((choice) => expand(`${before}${choice}${after}`));
}

/** Names of sources are ours wherever they stand; any other only behind a room of ours, for a phone writes files too. */
function isOurs(span: string): boolean {
  if (!/^[\w.@/{},*<>-]+$/u.test(span) || span.startsWith(".") || span.endsWith(".d.ts")) return false;
  return room.test(span) ? /\.\w+$|\/$|\*/u.test(span) : /[\w*>}-]\.(?:tsx?|css)$/u.test(span);
}

function isThere(path: string): boolean {
  const pattern = path
    .replace(/^\.\//u, "")
    .replaceAll(/[.+^$()|[\]\\]/gu, String.raw`\$&`)
    .replaceAll(/\*+|<[^>]*>/gu, String.raw`[^\n]*`);
  return new RegExp(String.raw`/${pattern}$`, "mu").test(known);
}

function findMissing(markdown: string): readonly string[] {
  const spans = [...markdown.matchAll(/`([^`\n]+)`/gu)].flatMap(([, span = ""]) => (isOurs(span) ? expand(span) : []));
  return [...new Set(spans)].filter((path) => !isThere(path));
}

describe("every path in", () => {
  it.each(documents)("%s is there", (document) => {
    expect(findMissing(readFileSync(join(root, document), "utf8"))).toEqual([]);
  });
});

it("a path that is not there is found, in braces and behind a star too", () => {
  const text =
    "`docs/map.md` `test/docs/{paths,gone}.test.ts` `gone-*.tsx` `paths.test.ts` `electron/gone/` `incidents.json`";
  expect(findMissing(text)).toEqual(["test/docs/gone.test.ts", "gone-*.tsx", "electron/gone/"]);
});
