/** docs/features.md keeps its word: every row stands there once, and every test it names is where it says. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const document = readFileSync(join(root, "docs/features.md"), "utf8");

const lastOf = { A: 15, B: 27, C: 12, D: 5, E: 24 };
const ids = Object.entries(lastOf).flatMap(([letter, last]) =>
  Array.from({ length: last }, (_, index) => `${letter}${index + 1}`),
);
const states = ["done", "partly", "not yet"];

/** Where a test drives the built app, against real servers. */
const endToEnd = /^test\/(e2e|bench)\//u;

/** A title without a path stands before any file was named. */
type Proof = { readonly path: string | null; readonly title: string | null };
type Row = {
  readonly id: string;
  readonly state: string;
  readonly missing: string;
  readonly proofs: readonly Proof[];
};

const readRepositoryFile = (path: string): string | null => {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
};

function parseRows(markdown: string): Row[] {
  return markdown.split("\n").flatMap((line) => {
    if (!/^\| *[A-Z]\d+ *\|/u.test(line)) return [];
    const [id = "", , state = "", missing = "", proof = ""] = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    return [{ id, state, missing, proofs: parseProofs(proof) }];
  });
}

/** A path in backticks, and behind it the titles of its tests, each in backticks. */
function parseProofs(cell: string): Proof[] {
  const proofs: Proof[] = [];
  let path: string | null = null;
  for (const [, span = ""] of cell.matchAll(/`([^`]+)`/gu)) {
    if (/\.test\.tsx?$/u.test(span)) {
      path = span;
      proofs.push({ path, title: null });
    } else {
      const last = proofs.at(-1);
      if (last !== undefined && last.title === null) proofs.pop();
      proofs.push({ path, title: span });
    }
  }
  return proofs;
}

/** @returns one line for each thing that is wrong. */
function findBreaches(markdown: string, readFile = readRepositoryFile): string[] {
  const rows = parseRows(markdown);
  const missing = ids.filter((id) => !rows.some((row) => row.id === id)).map((id) => `${id}: no row`);
  const double = ids
    .filter((id) => rows.filter((row) => row.id === id).length > 1)
    .map((id) => `${id}: more than one row`);
  const unknown = rows.filter(({ id }) => !ids.includes(id)).map(({ id }) => `${id}: not in the list`);
  return [...missing, ...double, ...unknown, ...rows.flatMap((row) => findBreachesOfRow(row, readFile))];
}

function findBreachesOfRow({ id, state, missing, proofs }: Row, readFile: typeof readRepositoryFile): string[] {
  const breaches: string[] = [];
  if (!states.includes(state)) breaches.push(`${id}: "${state}" is no state`);
  if (state === "done" && proofs.length === 0) breaches.push(`${id}: done, and names no test`);
  else if (state === "done" && !proofs.some(({ path }) => endToEnd.test(path ?? ""))) {
    breaches.push(`${id}: done, and names no test that drives the app`);
  }
  if (state === "partly" && missing === "") breaches.push(`${id}: partly, and does not say what is missing`);
  if (state === "not yet" && proofs.length > 0) breaches.push(`${id}: not yet, and names a test`);
  return [...breaches, ...proofs.flatMap((proof) => findBreachesOfProof(id, proof, readFile))];
}

function findBreachesOfProof(id: string, { path, title }: Proof, readFile: typeof readRepositoryFile): string[] {
  if (path === null) return [`${id}: no file is named for "${title ?? ""}"`];
  const text = readFile(path);
  if (text === null) return [`${id}: there is no ${path}`];
  if (title === null) return [`${id}: ${path} without a title`];
  const times = text.split(title).length - 1;
  if (times === 0) return [`${id}: ${path} has no "${title}"`];
  return times === 1 ? [] : [`${id}: "${title}" stands ${times} times in ${path}`];
}

describe("docs/features.md", () => {
  it("has every row of the list once, and names tests that are there", () => {
    expect(findBreaches(document)).toEqual([]);
  });
});

describe("what is wrong is found", () => {
  const files: Readonly<Record<string, string>> = {
    "test/e2e/a.test.ts": 'it("rings", …); it("is answered", …); it("is answered again", …)',
    "test/scenarios/b.test.ts": 'it("moves on", …)',
  };
  const rowOf = (state: string, missing: string, proof: string) => `| B2 | answer | ${state} | ${missing} | ${proof} |`;
  /** The document with another row in the place of B2. */
  const breachesWith = (row: string) => {
    const text = document.replace(/^\| B2 \|.*$/mu, () => row);
    return findBreaches(text, (path) => files[path] ?? readRepositoryFile(path)).filter((line) =>
      line.startsWith("B2:"),
    );
  };
  const rings = "`test/e2e/a.test.ts` `rings`";

  it("knows a sound row", () => {
    expect(breachesWith(rowOf("done", "", `${rings} · \`is answered again\``))).toEqual([]);
    expect(breachesWith(rowOf("partly", "all but one", "`test/scenarios/b.test.ts` `moves on`"))).toEqual([]);
    expect(breachesWith(rowOf("not yet", "", ""))).toEqual([]);
  });

  it.each([
    ["a row that is missing", "", "B2: no row"],
    ["a row that is double", `${rowOf("done", "", rings)}\n${rowOf("done", "", rings)}`, "B2: more than one row"],
    ["a state that is none", rowOf("nearly", "", rings), 'B2: "nearly" is no state'],
    ["done without a test", rowOf("done", "", ""), "B2: done, and names no test"],
    [
      "done by a scripted test alone",
      rowOf("done", "", "`test/scenarios/b.test.ts` `moves on`"),
      "B2: done, and names no test that drives the app",
    ],
    ["partly without words", rowOf("partly", "", rings), "B2: partly, and does not say what is missing"],
    ["not yet with a test", rowOf("not yet", "", rings), "B2: not yet, and names a test"],
    [
      "a file that is not there",
      rowOf("done", "", "`test/e2e/gone.test.ts` `rings`"),
      "B2: there is no test/e2e/gone.test.ts",
    ],
    ["a title without a file", rowOf("done", "", "`rings`"), 'B2: no file is named for "rings"'],
    ["a file without a title", rowOf("done", "", `\`test/scenarios/b.test.ts\` ${rings}`), "b.test.ts without a title"],
    ["a title that is not there", rowOf("done", "", `${rings} · \`sings\``), 'B2: test/e2e/a.test.ts has no "sings"'],
    ["a title that is not distinct", rowOf("done", "", `${rings} · \`is answered\``), "stands 2 times"],
  ])("finds %s", (_what, row, breach) => {
    expect(breachesWith(row)).toContainEqual(expect.stringContaining(breach));
  });

  it("finds a row that the list does not have", () => {
    expect(findBreaches(`${document}\n| A16 | more | not yet | | |\n`)).toContain("A16: not in the list");
  });
});
