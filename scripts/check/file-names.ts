/** File names say the one thing inside: kebab-case, and none of the words that mean nothing. */
import type { Breach, Check } from "./check.ts";
import { isCode, listSourceFiles } from "./source-files.ts";

const emptyWords = ["util", "utils", "helper", "helpers", "manager", "misc", "common", "base"];
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

export const fileNames: Check = {
  name: "file names",
  run: async (root) => listSourceFiles(root).filter(isCode).flatMap(findBreach),
};

function findBreach(file: string): Breach[] {
  const name = file.split("/").at(-1) ?? file;
  if (!kebabCase.test(name)) {
    return [{ where: file, problem: "is not in kebab-case.", remedy: "Name it after what it exports, in kebab-case." }];
  }
  const empty = name.split(/[-.]/).find((word) => emptyWords.includes(word));
  if (empty === undefined) return [];
  const problem = `says "${empty}", which tells nobody what is inside.`;
  return [{ where: file, problem, remedy: "Name it after the one thing it exports; split it if there are two." }];
}
