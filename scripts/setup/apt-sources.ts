// Reads the system's own package sources, so that another suite can be asked of the same archive with the same keys.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type AptArchive = { uri: string; signedBy: string | null };

/** The archive the system takes `codename` itself from (not its updates or security suites), or null. */
export function findArchive(codename: string, aptFolder = "/etc/apt"): AptArchive | null {
  const parts = join(aptFolder, "sources.list.d");
  const files = [join(aptFolder, "sources.list"), ...listFolder(parts).map((name) => join(parts, name))];
  const archives = files.flatMap((file) => {
    const text = readText(file);
    if (file.endsWith(".sources")) return readDeb822(text, codename);
    return file.endsWith(".list") ? readOneLine(text, codename) : [];
  });
  return archives[0] ?? null;
}

function readDeb822(text: string, codename: string): AptArchive[] {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const lines = stanza.split("\n").filter((line) => !line.startsWith("#"));
    const field = (name: string): string[] => {
      const line = lines.find((line) => line.toLowerCase().startsWith(`${name}:`));
      return line === undefined
        ? []
        : line
            .slice(name.length + 1)
            .trim()
            .split(/\s+/);
    };
    const uri = field("uris")[0];
    const isOff = field("enabled")[0] === "no";
    if (uri === undefined || isOff || !field("types").includes("deb") || !field("suites").includes(codename)) return [];
    return [{ uri, signedBy: field("signed-by")[0] ?? null }];
  });
}

function readOneLine(text: string, codename: string): AptArchive[] {
  return text.split("\n").flatMap((line) => {
    const match = /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s/.exec(line.trim());
    if (match === null || match[2] === undefined || match[3] !== codename) return [];
    const signedBy = /signed-by=(\S+)/.exec(match[1] ?? "")?.[1] ?? null;
    return [{ uri: match[2], signedBy }];
  });
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
