/** Where the policy document lies, and whether the file named on the command line may be believed. */
import { statSync } from "node:fs";
import { join, posix, win32 } from "node:path";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";

export type Computer = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
};

export type PolicyLocationNeeds = {
  readonly isPackaged: boolean;
  readonly policyFlag: string | null;
};

/** @returns the path, or the line that says why the one on the command line is not taken. */
export function findPolicyFile(
  { isPackaged, policyFlag }: PolicyLocationNeeds,
  computer: Computer = process,
): Result<string, string> {
  if (policyFlag === null) return succeed(toSystemPath(computer));
  if (!isPackaged || isOwnedByAdministrator(policyFlag, computer)) return succeed(policyFlag);
  return fail(
    `${policyFlag}: an installed Tandem takes --policy only from a file that an administrator owns and nobody else can write. Change its owner, or put it at ${toSystemPath(computer)}.`,
  );
}

export function toSystemPath({ platform, env }: Computer): string {
  switch (platform) {
    case "win32":
      return join(env["ProgramData"] ?? "C:\\ProgramData", "Tandem", "policy.json");
    case "darwin":
      return "/Library/Application Support/Tandem/policy.json";
    default:
      return "/etc/tandem/policy.json";
  }
}

/**
 * Windows does not tell a file's owner through stat, so there only the program folders, which ordinary users cannot
 * write, are believed.
 */
function isOwnedByAdministrator(path: string, { platform, env }: Computer): boolean {
  if (platform === "win32") {
    const folders = [env["ProgramFiles"] ?? "C:\\Program Files", env["SystemRoot"] ?? "C:\\Windows"];
    const real = win32.resolve(path).toLowerCase();
    return folders.some((folder) => real.startsWith(`${win32.resolve(folder).toLowerCase()}\\`));
  }
  try {
    return isRootOwned(path) && isRootOwned(posix.dirname(posix.resolve(path)));
  } catch {
    return false;
  }
}

const writableByOthers = 0o022;

function isRootOwned(path: string): boolean {
  const { uid, mode } = statSync(path);
  return uid === 0 && (mode & writableByOthers) === 0;
}
