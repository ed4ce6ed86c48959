/** Every file says in its first line what it is, and no comment silences a tool or puts work off. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Breach, Check } from "./check.ts";
import { isCode, listSourceFiles } from "./source-files.ts";

const excuse = /(?:\/\/|\/\*|\*).*?((?:eslint|oxlint)-disable|@ts-(?:ignore|expect-error|nocheck)|\bTODO\b|\bFIXME\b)/;

export const manners: Check = {
  name: "manners",
  run: async (root) =>
    listSourceFiles(root)
      .filter(isCode)
      .flatMap((file) => findBreaches(root, file)),
};

function findBreaches(root: string, file: string): Breach[] {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  const excuses = lines.flatMap((line, index) => {
    const said = excuse.exec(line)?.[1];
    if (said === undefined) return [];
    const problem = `says "${said}".`;
    return [
      { where: `${file}:${index + 1}`, problem, remedy: "Mend what it excuses, or write it where work is planned." },
    ];
  });
  const isTest = /\.test\.tsx?$/.test(file);
  if (isTest || /^(\/\*\*|\/\/)/.test(lines[0] ?? "")) return excuses;
  const problem = "does not say in its first line what it is.";
  return [{ where: file, problem, remedy: "Begin it with one sentence: what it is and why it exists." }, ...excuses];
}
