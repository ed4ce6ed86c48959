/**
 * The control panel as a page on 127.0.0.1: behind a path nobody can guess, for this exact Host, and taking orders from
 * its own Origin alone, so that no other page of the same browser can reach it.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Desk } from "./desk.ts";
import { DeskOrder } from "./desk-order.ts";

export type Panel = {
  /** With the token: whoever has it may give orders. */
  readonly address: string;
  readonly close: () => Promise<void>;
};

const folder = join(import.meta.dirname, "../panel");
const pages: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  "": { file: "panel.html", type: "text/html; charset=utf-8" },
  "panel.css": { file: "panel.css", type: "text/css; charset=utf-8" },
  "panel.js": { file: "panel.js", type: "text/javascript; charset=utf-8" },
};
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const longestOrder = 1_000;
const viewEveryMs = 200;

/** @param onDone hears each order's sentence. */
export async function servePanel(desk: Desk, onDone: (sentence: string) => void): Promise<Panel> {
  const token = randomBytes(24).toString("base64url");
  const server = createServer((request, response) => {
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Content-Type-Options", "nosniff");
    receive(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin } = request.headers;
    if (request.headers.host !== host) return end(response, 421);
    if (origin !== undefined && origin !== `http://${host}`) return end(response, 403);
    const [, given = "", name = ""] = /^\/([^/?]*)\/([^?]*)$/.exec(request.url ?? "") ?? [];
    if (!isEqual(given, token)) return end(response, 404);
    if (request.method === "POST" && name === "orders") return takeOrder(request, response);
    if (request.method !== "GET") return end(response, 405);
    if (name === "view") return showViews(response);
    const page = pages[name];
    if (page === undefined) return end(response, 404);
    response.writeHead(200, { "Content-Type": page.type }).end(readFileSync(join(folder, page.file)));
  }

  async function takeOrder(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.origin === undefined) return end(response, 403);
    const order = DeskOrder.safeParse(await readJson(request));
    if (!order.success) return end(response, 400);
    const sentence = await desk.obey(order.data);
    onDone(sentence);
    response.writeHead(200, { "Content-Type": "text/plain; charset=utf-8" }).end(sentence);
  }

  /** Server-sent events: the whole view, whenever it has changed. */
  function showViews(response: ServerResponse): void {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    let last = "";
    const show = (): void => {
      const view = JSON.stringify(desk.view());
      if (view === last) return;
      last = view;
      response.write(`data: ${view}\n\n`);
    };
    const timer = setInterval(show, viewEveryMs);
    response.once("close", () => clearInterval(timer));
    show();
  }

  return {
    address: `http://${host}/${token}/`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function end(response: ServerResponse, code: number): void {
  response.writeHead(code).end();
}

function isEqual(given: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

/** @returns null for what is too long or no JSON. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > longestOrder) return null;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
