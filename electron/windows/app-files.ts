/** Which file an app:// address means: only files under the built renderer folder, whatever the address tries. */
import { extname, join, resolve, sep } from "node:path";
import type { Role } from "../ipc/trusted-senders.ts";

export type AppFile = { readonly role: Role; readonly path: string; readonly contentType: string };

const contentTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".wav": "audio/wav",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".wasm": "application/wasm",
};

/**
 * app://ui/index.html is `<root>/ui/index.html`; app://ui/assets/x.js is `<root>/assets/x.js`, which both pages share.
 * @returns null for another host, an unknown kind of file, or a path that leaves the folder.
 */
export function toAppFile(root: string, url: string): AppFile | null {
  const address = URL.parse(url);
  if (address === null || address.protocol !== "app:") return null;
  const role = address.hostname;
  if (role !== "engine" && role !== "ui") return null;
  const pathname = decodePath(address.pathname === "" ? "/" : address.pathname);
  if (pathname === null || /[\0\\]/u.test(pathname) || pathname.split("/").includes("..")) return null;
  const folder = resolve(root, pathname.startsWith("/assets/") ? "." : role);
  const path = resolve(folder, join(".", pathname === "/" ? "index.html" : pathname));
  if (!path.startsWith(folder + sep)) return null;
  const contentType = contentTypes[extname(path).toLowerCase()];
  return contentType === undefined ? null : { role, path, contentType };
}

function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
