/** Where and on what the figures were measured: date, processor, and the versions that decide them. */
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { runProgram } from "../run-program.ts";
import type { Circumstances } from "./measured-figure.ts";

export async function readCircumstances(
  root: string,
  { chromium, asteriskVersion }: { readonly chromium: string; readonly asteriskVersion: string },
): Promise<Circumstances> {
  const processors = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${processors.length} × ${processors[0]?.model ?? "unknown processor"}`,
    versions: {
      Asterisk: asteriskVersion,
      Chromium: await chromiumVersion(root, chromium),
      Node: process.versions.node,
      "SIP.js": versionOf(root, "sip.js"),
    },
  };
}

function versionOf(root: string, name: string): string {
  const manifest = JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")) as {
    version: string;
  };
  return manifest.version;
}

async function chromiumVersion(root: string, path: string): Promise<string> {
  const { output } = await runProgram(root, path, ["--version", "--no-sandbox"]);
  return /\d+(\.\d+)+/.exec(output)?.[0] ?? "unknown";
}
