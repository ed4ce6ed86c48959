/** app:// instead of file://: a real origin for each page, with its headers, served from the built files alone. */
import { readFile } from "node:fs/promises";
import { protocol } from "electron";
import type { Log } from "../../shared/lib/log.ts";
import { toAppFile } from "./app-files.ts";
import { toSecurityHeaders } from "./security-headers.ts";

/** Before the app is ready, once: Chromium fixes a scheme's rights when it starts. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

export function serveAppFiles(root: string, log: Log): void {
  protocol.handle("app", async (request) => {
    const file = toAppFile(root, request.url);
    if (file === null || request.method !== "GET") {
      log.warn(`refused ${request.method} ${request.url}`);
      return new Response(null, { status: 404 });
    }
    try {
      const body = new Uint8Array(await readFile(file.path));
      return new Response(body, { headers: { ...toSecurityHeaders(file.role), "Content-Type": file.contentType } });
    } catch (error) {
      log.error(`${request.url} could not be read: ${String(error)}`);
      return new Response(null, { status: 404 });
    }
  });
}
