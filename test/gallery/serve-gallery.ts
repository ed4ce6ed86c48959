/** Serves the gallery on loopback under the app's own content policy. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { buildGallery, watchGallery } from "./build-gallery.ts";
import { toGalleryHeaders } from "./content-policy.ts";

export type ServedGallery = {
  /** The page with every fixture. */
  readonly address: string;
  /** @param fixture a fixture's name. */
  readonly addressOf: (fixture: string, language?: string) => string;
  readonly close: () => Promise<void>;
};

export type ServeOptions = {
  /** Build anew when a source changes. */
  readonly isWatching?: boolean;
};

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};

export async function serveGallery({ isWatching = false }: ServeOptions = {}): Promise<ServedGallery> {
  const folder = await mkdtemp(join(tmpdir(), "tandem-gallery-"));
  const dropFolder = () => rm(folder, { recursive: true, force: true });
  const stopWatching = await (isWatching ? watchGallery : buildGallery)(folder).catch(async (error: unknown) => {
    await dropFolder();
    throw error;
  });
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://gallery").pathname);
    const file = path === "/" ? "index.html" : path;
    const headers = {
      ...toGalleryHeaders(),
      "Content-Type": types[extname(file)] ?? "application/octet-stream",
      // The name of everything but the page itself holds a digest of its content.
      "Cache-Control": file === "index.html" ? "no-store" : "max-age=86400, immutable",
    };
    readFile(join(folder, file)).then(
      (content) => response.writeHead(200, headers).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The gallery's server has no port.");
  const home = `http://127.0.0.1:${address.port}/`;
  return {
    address: home,
    addressOf: (fixture, language = "en") => `${home}?fixture=${fixture}&language=${language}`,
    async close() {
      await stopWatching();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await dropFolder();
    },
  };
}
