/** Runs electron-builder on what is built, with nothing in it that would have to be downloaded but Electron itself. */
import { join } from "node:path";
import { runProgram, type ProgramEnd } from "../run-program.ts";

export type BuilderWish = {
  readonly root: string;
  readonly system: "linux" | "win" | "mac";
  /** electron-builder's targets; `dir` makes the folder alone. */
  readonly targets: readonly string[];
  /** Electron's folder for that system; null: electron-builder downloads it. */
  readonly electron: string | null;
  readonly out: string;
  /** Another version than package.json's. */
  readonly version?: string;
  readonly isShown?: boolean;
};

export function runBuilder(wish: BuilderWish): Promise<ProgramEnd> {
  const { root, system, targets, electron, out, version, isShown = false } = wish;
  const settings = {
    "directories.output": out,
    ...(electron === null ? {} : { electronDist: electron }),
    ...(version === undefined ? {} : { "extraMetadata.version": version }),
  };
  const args = [
    `--${system}`,
    ...targets,
    "--publish=never",
    ...Object.entries(settings).map(([name, value]) => `-c.${name}=${value}`),
  ];
  const env = { CUSTOM_FPM_PATH: join(root, "scripts/packages/fpm"), USE_SYSTEM_OSSLSIGNCODE: "true" };
  return runProgram(root, "electron-builder", args, { isShown, env });
}
