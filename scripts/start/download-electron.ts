/** Lets the electron package fetch its binary, as its own first run would; where the network is closed that fails soon. */
import { spawn } from "node:child_process";
import { join } from "node:path";

/** A slow line needs minutes for 120 MB; a closed one fails in less than a second, a black hole must not hold us up. */
const longestMs = 300_000;

export function downloadElectron(root: string): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, "node_modules/electron/install.js")], {
      stdio: ["ignore", "inherit", "ignore"],
      timeout: longestMs,
    });
    child.on("error", () => resolve());
    child.on("close", () => resolve());
  });
}
