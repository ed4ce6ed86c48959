/** Asks Windows' own `reg` for a key and all below it. */
import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import type { QueryRegistry, RegistryAnswer } from "./registry-policies.ts";

const options = { encoding: "utf8", windowsHide: true, timeout: 10_000 } as const;

export function createQueryRegistry(systemRoot: string): QueryRegistry {
  const shell = join(systemRoot, "System32", "cmd.exe");
  /** `reg` prints in the code page of its console: 65001 is UTF-8. */
  const toArguments = (key: string) => ["/d", "/c", `chcp 65001>nul & reg query ${key} /s /reg:64`];
  return {
    now(key) {
      const { status, stdout } = spawnSync(shell, toArguments(key), options);
      return toAnswer(status, stdout);
    },
    later: (key) =>
      new Promise((resolve) => {
        execFile(shell, toArguments(key), options, (error, stdout) => {
          resolve(toAnswer(error === null ? 0 : error.code, stdout));
        });
      }),
  };
}

/** @param code as `reg` ended: 1 where there is no such key; anything else: it never came to that. */
function toAnswer(code: string | number | null | undefined, text: string): RegistryAnswer {
  if (code === 0) return { kind: "printed", text };
  return { kind: code === 1 ? "noSuchKey" : "failed" };
}
