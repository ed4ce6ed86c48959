// Entry of the host (`node --import`): makes `electron` mean the stand-in and starts Chromium once main is evaluated.
import { readFileSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { app, hostApp } from "./app.ts";
import { argumentValue, packedExecutable } from "./host-paths.ts";
import { installTestHook } from "./test-hook.ts";

const standIn = new URL("./electron.ts", import.meta.url).href;
const parentCheckMs = 1_000;
const mainLoaded = "__tandemHostMainLoaded";
const electronNames = new Set(["electron", "electron/main", "electron/common"]);

function findMain(): string | null {
  const script = process.argv[1];
  if (script === undefined) return null;
  try {
    return pathToFileURL(createRequire(import.meta.url).resolve(resolve(script))).href;
  } catch {
    return null;
  }
}

function electronVersion(): string {
  try {
    const file = createRequire(import.meta.url).resolve("electron/package.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  } catch {
    return "0.0.0";
  }
}

const main = findMain();

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    electronNames.has(specifier)
      ? { url: standIn, format: "module-typescript", shortCircuit: true }
      : nextResolve(specifier, context),
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (url !== main || loaded.source === undefined || loaded.source === null) return loaded;
    const source =
      typeof loaded.source === "string" ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString();
    return { ...loaded, source: `${source}\n;globalThis.${mainLoaded}();` };
  },
});

Object.defineProperty(globalThis, mainLoaded, { value: () => setImmediate(() => void hostApp.start()) });

Object.defineProperty(process, "type", { value: "browser" });
if (packedExecutable === null) {
  Object.defineProperty(process, "defaultApp", { value: true });
  Object.defineProperty(process, "resourcesPath", { value: app.getAppPath() });
} else {
  // A packed app's argv names no script.
  process.argv.splice(0, 2, packedExecutable);
  Object.defineProperty(process, "resourcesPath", { value: join(dirname(packedExecutable), "resources") });
}
Object.defineProperty(process, "versions", {
  value: { ...process.versions, electron: `${electronVersion()}-chromium-host` },
});

if (argumentValue("remote-debugging-port") !== undefined) {
  const attached = Promise.withResolvers<void>();
  Object.defineProperty(globalThis, "__playwright_run", { value: () => attached.resolve() });
  hostApp.holdReady(attached.promise);
}

// As in Electron, a listener of main's own takes the signal over.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) hostApp.quit();
  });
}

if (process.env["TANDEM_HOST_EXIT_WITH_STDIN"] === "1") {
  process.stdin.on("end", () => hostApp.exit(0));
  process.stdin.on("error", () => hostApp.exit(0));
  process.stdin.resume();
}

if (process.env["TANDEM_HOST_EXIT_WITH_PARENT"] === "1") {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) hostApp.exit(0);
  }, parentCheckMs).unref();
}

installTestHook();
