// Assembles the two scripts Chromium evaluates before every document: one for the page's world, one for the preload's.
import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import { createCloneCodec } from "./clone-codec.ts";
import { startPageWorld } from "./page-world.ts";
import { hostBinding, hostReceiver } from "./preload-messages.ts";
import type { PreloadWorldSettings } from "./preload-messages.ts";
import { startPreloadWorld } from "./preload-world.ts";
import { createWorldLine } from "./world-line.ts";

export interface PreloadScripts {
  pageWorld: string;
  preloadWorld: string;
  /** Set when the preload could not be read or parsed; the page then runs without it, as in Electron. */
  failure: Error | null;
}

const handshake = "tandem-host-handshake";

function preloadProcess(additionalArguments: readonly string[]): Record<string, unknown> {
  return {
    type: "renderer",
    platform: process.platform,
    arch: process.arch,
    versions: { ...process.versions },
    argv: [process.execPath, "--type=renderer", ...additionalArguments],
    env: {},
    sandboxed: true,
    contextIsolated: true,
  };
}

function readPreload(path: string | undefined): { body: string; failure: Error | null } {
  if (path === undefined) return { body: "null", failure: null };
  try {
    const body = `function (exports, require, module, process, global) {\n${readFileSync(path, "utf8")}\n}`;
    void new Script(`(${body})`, { filename: path });
    return { body, failure: null };
  } catch (error) {
    return { body: "null", failure: error instanceof Error ? error : new Error(String(error)) };
  }
}

export function preloadScripts(path: string | undefined, additionalArguments: readonly string[]): PreloadScripts {
  const settings: PreloadWorldSettings = {
    binding: hostBinding,
    receiver: hostReceiver,
    handshake,
    process: preloadProcess(additionalArguments),
  };
  const { body, failure } = readPreload(path);
  return {
    pageWorld: `(${startPageWorld.toString()})(${JSON.stringify(handshake)}, ${createWorldLine.toString()});`,
    preloadWorld: `(${startPreloadWorld.toString()})(${JSON.stringify(settings)}, (${createCloneCodec.toString()})(), ${createWorldLine.toString()}, ${body});`,
    failure,
  };
}
