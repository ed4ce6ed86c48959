/** A check that is a tool's own: content when it exits with 0, and else its words are the breach. */
import { runProgram } from "../run-program.ts";
import type { Breach } from "./check.ts";

export async function runTool(
  root: string,
  tool: string,
  args: readonly string[],
  remedy: string | null,
): Promise<readonly Breach[]> {
  const { code, output } = await runProgram(root, tool, args);
  if (code === 0) return [];
  return [{ where: [tool, ...args].join(" "), problem: `ended with ${code}:\n${output.trim()}`, remedy }];
}
