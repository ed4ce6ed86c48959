/** `npm run dev [-- flags]`: two real servers and the app registered on both, for looking by hand. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestbed } from "../test/testbed/start-testbed.ts";
import { runProgram } from "./run-program.ts";

const root = join(import.meta.dirname, "..");
const testbed = await startTestbed();
const folder = mkdtempSync(join(tmpdir(), "tandem-dev-"));
const policyFile = join(folder, "policy.json");

/** Ctrl+C ends the app, which shares the terminal; this waits for it and then ends the servers. */
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);

try {
  const policy = { ...testbed.policyDocument("1001"), localApi: { enabled: true } };
  writeFileSync(policyFile, JSON.stringify(policy, null, 2), { mode: 0o600 });
  console.log(
    `Operator 1001 on ${testbed.main.wssUrl} and ${testbed.backup.wssUrl}. Dial 600 for an echo, 603 to ring.`,
  );
  console.log(`Policy document and user data: ${folder}`);
  const flags = [`--policy=${policyFile}`, `--user-data-dir=${join(folder, "user-data")}`, ...process.argv.slice(2)];
  const { code } = await runProgram(root, "node", ["scripts/start.ts", ...flags], { isShown: true });
  process.exitCode = code;
} finally {
  await testbed.stop();
  rmSync(folder, { recursive: true, force: true });
}
