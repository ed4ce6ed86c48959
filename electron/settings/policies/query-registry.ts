/** Asks Windows' own `reg` for a key and all below it. */
import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { QueryRegistry } from "./registry-policies.ts";

const run = promisify(execFile);
const options = { encoding: "utf8", windowsHide: true, timeout: 10_000 } as const;

/** `reg` prints in the code page of its console: 65001 is UTF-8. It ends with 1 where there is no such key. */
export function createQueryRegistry(systemRoot: string): QueryRegistry {
  const shell = join(systemRoot, "System32", "cmd.exe");
  const toArguments = (key: string) => ["/d", "/c", `chcp 65001>nul & reg query ${key} /s /reg:64`];
  return {
    now(key) {
      try {
        return execFileSync(shell, toArguments(key), { ...options, stdio: ["ignore", "pipe", "ignore"] });
      } catch {
        return null;
      }
    },
    async later(key) {
      try {
        return (await run(shell, toArguments(key), options)).stdout;
      } catch {
        return null;
      }
    },
  };
}
