// What kind of machine this is, as far as setup has to know: its distribution, its user, whether it is a CI run.
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

export type System = {
  /** Debian, Ubuntu, or anything that gets nothing installed. */
  distribution: "debian" | "ubuntu" | "other";
  codename: string;
  isRoot: boolean;
  isCi: boolean;
};

export function readSystem(): System {
  const release = readRelease();
  const id = release.get("ID") ?? "";
  return {
    distribution: id === "debian" || id === "ubuntu" ? id : "other",
    codename: release.get("VERSION_CODENAME") ?? "",
    isRoot: process.getuid?.() === 0,
    isCi: process.env["CI"] === "true",
  };
}

/** The absolute path of the first of these programs that is installed, or null. */
export function findProgram(...names: string[]): string | null {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (folder !== "" && existsSync(path)) return path;
    }
  }
  return null;
}

function readRelease(): Map<string, string> {
  try {
    const lines = readFileSync("/etc/os-release", "utf8").split("\n");
    return new Map(
      lines.flatMap((line) => {
        const at = line.indexOf("=");
        return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1).replaceAll('"', "")] as const];
      }),
    );
  } catch {
    return new Map();
  }
}
