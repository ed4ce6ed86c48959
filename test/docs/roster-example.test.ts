/** The list and the site file that the administrator's guide shows make a roster, just as they stand there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeRoster } from "../../electron/roster/make-roster.ts";
import { emptyState } from "../../electron/roster/roster-state.ts";
import { createSeededSecrets } from "../electron/roster/seeded-secrets.ts";

const guide = readFileSync(join(import.meta.dirname, "../../docs/administrator-guide.md"), "utf8");

function exampleUnder(title: string): string {
  const [, text] = new RegExp(`^### ${title}\n+\`\`\`\\w+\n([^]*?)^\`\`\``, "mu").exec(guide) ?? [];
  if (text === undefined) throw new Error(`no example under ${title}`);
  return text;
}

it("The examples of the guide make a roster", () => {
  const made = makeRoster({
    list: { name: "operators.csv", text: exampleUnder("The list") },
    site: { name: "site.json", text: exampleUnder("The site file") },
    state: emptyState,
    dice: createSeededSecrets(),
  });
  expect(made.ok ? [made.value.joined, made.value.remarks] : made.failure).toEqual([
    ["1001 Anna Müller", "1002 田中 優希"],
    [],
  ]);
});
