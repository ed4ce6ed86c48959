/** What the pkg puts on a Mac beside the app: the agent has the app's own id, and what puts it there and takes it away mean the same place. */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

const root = join(import.meta.dirname, "../..");
const agentName = "app.tandem.phone.plist";
const agent = readFileSync(join(root, "assets/macos", agentName), "utf8");

describe("A Mac's pkg", () => {
  it("has an agent of the app's id that starts the installed app hidden, once", () => {
    expect(agent).toContain("<key>Label</key>\n    <string>app.tandem.phone</string>");
    expect(agent).toContain(
      "<string>/Applications/Tandem.app/Contents/MacOS/Tandem</string>\n      <string>--hidden</string>",
    );
    expect(agent).not.toContain("KeepAlive");
    expect(readFileSync(join(root, "assets/macos/uninstall.sh"), "utf8")).toContain(
      "/Library/LaunchAgents/$label.plist",
    );
  });

  it.skipIf(process.platform === "win32")("puts the agent in place, unless the administrator wants none", () => {
    const volume = mkdtempSync(join(tmpdir(), "tandem-volume-"));
    onTestFinished(() => rmSync(volume, { recursive: true, force: true }));
    const resources = join(volume, "Applications/Tandem.app/Contents/Resources/macos");
    const support = join(volume, "Library/Application Support/Tandem");
    for (const folder of [resources, support, join(volume, "Library/LaunchAgents"), join(volume, "bin")]) {
      mkdirSync(folder, { recursive: true });
    }
    writeFileSync(join(resources, agentName), agent);
    // Only a Mac has the group that the file is given.
    writeFileSync(join(volume, "bin/install"), '#!/bin/sh\ncp "$7" "$8"\n');
    chmodSync(join(volume, "bin/install"), 0o755);
    const env = { ...process.env, PATH: [join(volume, "bin"), process.env["PATH"]].join(delimiter) };
    const placed = join(volume, "Library/LaunchAgents", agentName);
    const install = () => {
      execFileSync(join(root, "assets/build/pkg-scripts/postinstall"), ["p.pkg", "/", volume, "/"], { env });
      return existsSync(placed) && readFileSync(placed, "utf8") === agent;
    };
    expect(install()).toBe(true);
    writeFileSync(join(support, "no-autostart"), "");
    expect(install()).toBe(false);
  });
});
