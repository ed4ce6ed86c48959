// Stands in for `net`: fetch goes through Node (file: included), without Chromium's proxy settings.
import { readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { guardMembers } from "./guard-members.ts";

const mimeTypes: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".wav": "audio/wav",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
};

function isOnline(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal) ?? false);
}

async function fetchFile(url: string): Promise<Response> {
  const path = fileURLToPath(url);
  const type = mimeTypes[extname(path)] ?? "application/octet-stream";
  return new Response(await readFile(path), { headers: { "content-type": type } });
}

export const net = guardMembers("net", {
  fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    const url = typeof input === "string" ? input : input.url;
    return url.startsWith("file:") ? fetchFile(url) : fetch(input, init);
  },
  isOnline,
  get online(): boolean {
    return isOnline();
  },
});
