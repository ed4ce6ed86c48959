/** `npm start [-- flags]`: builds what is out of date and opens the app, in Electron, or in Chromium where it must. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isBuildCurrent } from "./start/build-age.ts";
import { chooseHost } from "./start/choose-host.ts";
import { findElectron } from "./start/find-electron.ts";
import { downloadElectron } from "./start/download-electron.ts";
import { findChromium } from "../test/host/find-chromium.ts";
import { runProgram } from "./run-program.ts";

const root = join(import.meta.dirname, "..");
const main = join(root, "out/main/main.js");
const flags = process.argv.slice(2);

if (!isBuildCurrent(root)) {
  const build = await runProgram(root, "electron-vite", ["build", "--logLevel", "warn"]);
  if (build.code !== 0 || !existsSync(main)) {
    console.error(`The build failed, so nothing was started:\n${build.output}`);
    process.exit(1);
  }
}

if (findElectron(root) === null && !flags.includes("--host=chromium")) await downloadElectron(root);
const choice = chooseHost(flags, { electron: findElectron(root), chromium: findChromium() });
if (choice.note !== null) console.error(choice.note);
if (choice.kind === "none") process.exit(1);

const child =
  choice.kind === "electron"
    ? spawn(choice.path, [root, ...flags], { stdio: "inherit" })
    : spawn(process.execPath, ["--import", join(root, "test/host/register.ts"), main, ...flags], { stdio: "inherit" });

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => {
  console.error(`The app could not be started: ${error.message}`);
  process.exitCode = 1;
});
child.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 128);
});
