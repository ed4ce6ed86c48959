/** The HTTP server of the local API: on 127.0.0.1 alone, with every request checked before a route sees it. */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Log } from "../../shared/lib/log.ts";
import { findForeignness, findRefusal, type GuardRules, type RequestFacts } from "./request-guard.ts";
import { sendFailure, type Route } from "./routes.ts";

export type LocalApiServer = {
  readonly port: number;
  readonly token: string;
  readonly close: () => Promise<void>;
};

export type ServerNeeds = {
  /** 0: any free port. */
  readonly port: number;
  readonly origins: () => readonly string[];
  readonly routes: readonly Route[];
  readonly log: Log;
};

/** Rejects when the port is taken. */
export async function startLocalApiServer({ port, origins, routes, log }: ServerNeeds): Promise<LocalApiServer> {
  const token = randomBytes(32).toString("base64url");
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 10_000, headersTimeout: 5_000 });
  server.maxConnections = 64;

  const rules = (): GuardRules => ({ port: boundPort(), token, origins: origins() });

  function boundPort(): number {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : port;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const facts = toFacts(request);
    for (const [name, value] of Object.entries(toHeaders(facts.origin, origins()))) response.setHeader(name, value);
    if (request.method === "OPTIONS" && findForeignness(facts, rules()) === null) {
      response.writeHead(204).end();
      return;
    }
    const refusal = findRefusal(facts, rules());
    if (refusal !== null) {
      log.warn(`refused ${request.method ?? "?"} ${request.url ?? "?"}: ${refusal.message}`);
      return sendFailure(response, refusal.status, "notAllowed", refusal.message);
    }
    const path = (request.url ?? "").split("?")[0] ?? "";
    const onPath = routes.filter((route) => route.path === path);
    const route = onPath.find(({ method }) => method === request.method);
    if (route !== undefined) return route.answer(request, response);
    if (onPath.length === 0) return sendFailure(response, 404, "malformed", `There is no ${path}.`);
    response.setHeader("Allow", onPath.map(({ method }) => method).join(", "));
    sendFailure(response, 405, "malformed", `${path} does not take ${request.method ?? "that"}.`);
  }

  server.on("request", (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error(`${request.method ?? "?"} ${request.url ?? "?"} failed: ${String(error)}`);
      response.destroy();
    });
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      server.off("error", reject);
      server.on("error", (error) => log.error(`the server failed: ${error.message}`));
      resolve();
    });
  });

  return {
    port: boundPort(),
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function toFacts({ headers }: IncomingMessage): RequestFacts {
  return { host: headers.host, origin: headers.origin, authorization: headers.authorization };
}

function toHeaders(origin: string | undefined, origins: readonly string[]): Record<string, string> {
  const always = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", Vary: "Origin" };
  if (origin === undefined || !origins.includes(origin)) return always;
  return {
    ...always,
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID",
    "Access-Control-Expose-Headers": "Retry-After",
    "Access-Control-Max-Age": "600",
  };
}
