/** What the demo needs before it can begin: a browser, and a build that is not older than the sources. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findChromium } from "../../test/host/find-chromium.ts";
import { runProgram } from "../run-program.ts";
import { isBuildCurrent } from "../start/build-age.ts";

export type Preparation = {
  /** False keeps standard output for the story's own lines; what fails is said all the same. */
  readonly isShown: boolean;
  readonly needsBrowser: boolean;
};

/** @returns null when all is there, or one sentence on what is missing. */
export async function prepareMachine(root: string, { isShown, needsBrowser }: Preparation): Promise<string | null> {
  const setup = await runProgram(root, "node", ["scripts/setup.ts", "--browser"], { isShown });
  if (needsBrowser && findChromium() === null) {
    if (!isShown) process.stderr.write(setup.output);
    return "There is no Chrome, Chromium or Edge here: install one of them and start the demo again.";
  }
  if (isBuildCurrent(root)) return null;
  if (isShown) console.log("Building the app.");
  const build = await runProgram(root, "electron-vite", ["build", "--logLevel", "warn"]);
  if (build.code === 0 && existsSync(join(root, "out/main/main.js"))) return null;
  process.stderr.write(build.output);
  return "The build failed, so nothing was started.";
}
