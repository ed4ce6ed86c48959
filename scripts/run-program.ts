/** Runs one program of node_modules/.bin, or Node itself, to its end, always under the project's own Node. */
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

export type ProgramEnd = {
  /** 127 when it could not be started, 1 when it was killed. */
  readonly code: number;
  /** What it printed; empty when it was shown. */
  readonly output: string;
};

export type ProgramOptions = {
  /** Print as it goes, instead of handing the output back. */
  readonly isShown?: boolean;
  readonly env?: Readonly<Record<string, string>>;
};

export function runProgram(
  root: string,
  program: string,
  args: readonly string[],
  { isShown = false, env = {} }: ProgramOptions = {},
): Promise<ProgramEnd> {
  const tools = join(root, "node_modules/.bin");
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, PATH: `${tools}${delimiter}${process.env["PATH"] ?? ""}`, ...env },
      stdio: isShown ? "inherit" : ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
