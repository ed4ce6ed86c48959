/** Opens a packed app as Electron's binary would, in the Chromium host: what the stand-in for that binary starts. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unpackAsar } from "./unpack-asar.ts";

const [executable = "", ...flags] = process.argv.slice(2);
const opened = mkdtempSync(join(tmpdir(), "tandem-packed-"));
const register = join(import.meta.dirname, "register.ts");

process.on("exit", () => rmSync(opened, { recursive: true, force: true }));
unpackAsar(join(dirname(executable), "resources/app.asar"), opened);
const { main } = JSON.parse(readFileSync(join(opened, "package.json"), "utf8")) as { main: string };
const child = spawn(process.execPath, ["--import", register, join(opened, main), ...flags], {
  stdio: "inherit",
  env: { ...process.env, TANDEM_HOST_PACKED: executable, TANDEM_HOST_EXIT_WITH_PARENT: "1" },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on("exit", (code) => process.exit(code ?? 1));
