/** `npm run demo`: both servers, the app, the control panel and the keys, until the app is closed or somebody quits. */
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPair } from "../start-pair.ts";
import { createDesk, type Desk } from "./desk.ts";
import { followApp } from "./follow-app.ts";
import { keyHelp, readKey } from "./key-orders.ts";
import { hasDisplay, openApp, openPanel } from "./open-windows.ts";
import { servePanel } from "./serve-panel.ts";

/** Long enough to see that calls go through Backup meanwhile; the product's default is 30 s. */
const failbackAfterMs = 5_000;
const closeWithinMs = 8_000;

/** @param stopped resolves when somebody wants it to end. @returns the exit code. */
export async function runDesk(root: string, appFlags: readonly string[], stopped: Promise<void>): Promise<number> {
  const pair = await startPair();
  const folder = mkdtempSync(join(tmpdir(), "tandem-demo-"));
  const userDataDir = join(folder, "user-data");
  const policyFile = join(folder, "policy.json");
  writeFileSync(policyFile, JSON.stringify(pair.policyDocument(failbackAfterMs), null, 2), { mode: 0o600 });
  const follower = followApp(userDataDir);
  const desk = createDesk(pair, follower.snapshot);
  const panel = await servePanel(desk, (sentence) => console.log(sentence));
  const children: ChildProcess[] = [];
  const keys = listenToKeys(desk);
  try {
    console.log(`Main is ${pair.main.url}, Backup is ${pair.backup.url}; both are in this process.`);
    if (hasDisplay()) console.log(`Control panel: ${panel.address}`);
    else {
      console.log(
        `There is no display, so no window opens: \`npm run demo -- --script\` plays the story without one, or open the control panel at ${panel.address}`,
      );
    }
    const app = await openApp(root, [`--policy=${policyFile}`, `--user-data-dir=${userDataDir}`, ...appFlags]);
    if (typeof app === "string") {
      console.error(app);
      return 1;
    }
    children.push(app.child);
    for (const note of app.notes) console.log(note);
    let trouble = "";
    app.child.stderr?.on("data", (chunk: Buffer) => (trouble = `${trouble}${chunk.toString()}`.slice(-4_000)));
    const panelWindow = hasDisplay() ? openPanel(panel.address, join(folder, "panel-profile")) : null;
    if (panelWindow !== null) children.push(panelWindow);
    console.log("Dial 600 for an echo, 603 rings first, 604 a tone, 602 busy, 601 nobody answers.");
    if (keys.areThere) console.log(keyHelp);
    const ended = once(app.child, "exit").then(([code]) => (typeof code === "number" ? code : 1));
    const code = await Promise.race([ended, stopped.then(() => 0), keys.quit.then(() => 0)]);
    if (code !== 0) console.error(trouble);
    return code;
  } finally {
    keys.close();
    follower.close();
    await Promise.all(children.map(endChild));
    await panel.close();
    await pair.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const isLate = await Promise.race([gone.then(() => false), sleep(closeWithinMs, true, { ref: false })]);
  if (isLate) child.kill("SIGKILL");
}

type Keys = { readonly areThere: boolean; readonly quit: Promise<void>; readonly close: () => void };

/** Every key is taken at once where standard input is a terminal. */
function listenToKeys(desk: Desk): Keys {
  const { stdin } = process;
  if (!stdin.isTTY) return { areThere: false, quit: new Promise(() => undefined), close: () => undefined };
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  let onKey = (_text: string): void => undefined;
  const quit = new Promise<void>((resolve) => {
    onKey = (text) => {
      for (const key of text) {
        const wish = readKey(key);
        if (wish.kind === "quit") return resolve();
        if (wish.kind === "help") console.log(keyHelp);
        if (wish.kind === "order") void desk.obey(wish.order).then((sentence) => console.log(sentence));
      }
    };
  });
  stdin.on("data", onKey);
  return {
    areThere: true,
    quit,
    close() {
      stdin.off("data", onKey);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
