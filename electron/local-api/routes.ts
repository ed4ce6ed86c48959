/** The routes of the local API as a table: a method and a path, and what answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { CommandReply } from "../../shared/contract/command.ts";
import type { Clock } from "../../shared/lib/clock.ts";
import type { CommandFailureKind } from "../../shared/model/failure.ts";
import type { Incident } from "../../shared/model/incident.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { PhoneLine } from "../switchboard/outlet.ts";
import { checkDial } from "./dial-check.ts";
import type { EventStreams } from "./event-streams.ts";
import { readJsonBody } from "./read-body.ts";
import { createFullBucket, takeToken, type TokenBucket } from "./token-bucket.ts";

export type RouteNeeds = {
  readonly line: PhoneLine;
  /** Newest first. */
  readonly incidents: () => readonly Incident[];
  readonly document: () => PolicyDocument | null;
  readonly streams: EventStreams;
  readonly clock: Pick<Clock, "now">;
};

export type Route = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
};

const statusOf: Record<CommandFailureKind, number> = {
  malformed: 400,
  badTarget: 400,
  notAllowed: 403,
  noSuchCall: 404,
  noSuchServer: 404,
  noSuchQueue: 404,
  notNow: 409,
  engineLost: 409,
  notSaved: 500,
  noHistory: 500,
  noContacts: 500,
  noRecording: 404,
  badFile: 400,
  rateLimited: 429,
};

export function createRoutes({ line, incidents, document, streams, clock }: RouteNeeds): readonly Route[] {
  const limits = createLimits(document, clock);
  return [
    {
      method: "GET",
      path: "/v1/snapshot",
      answer: async (_request, response) => sendJson(response, 200, line.snapshot()),
    },
    {
      method: "GET",
      path: "/v1/incidents",
      answer: async (_request, response) => sendJson(response, 200, { version: 1, incidents: incidents() }),
    },
    {
      method: "GET",
      path: "/v1/events",
      answer: async (request, response) => {
        const lastEventId = request.headers["last-event-id"];
        if (streams.open(response, typeof lastEventId === "string" ? lastEventId : undefined)) return;
        sendFailure(response, 429, "rateLimited", "Too many event streams are open; close one first.");
      },
    },
    {
      method: "POST",
      path: "/v1/commands",
      answer: async (request, response) => {
        const body = await readJsonBody(request);
        if (!body.ok) return sendFailure(response, body.failure.status, "malformed", body.failure.message);
        const dial = checkDial(body.value, document());
        if (dial.kind === "refused")
          return sendFailure(response, statusOf[dial.failure.kind], dial.failure.kind, dial.failure.message);
        const waitMs = dial.kind === "emergency" ? 0 : limits.findWaitMs(dial.kind === "allowed");
        if (waitMs > 0) {
          const seconds = Math.ceil(waitMs / 1_000);
          response.setHeader("Retry-After", String(seconds));
          return sendFailure(response, 429, "rateLimited", `Too many Commands in a minute. Try again in ${seconds} s.`);
        }
        const reply = await line.ask("api", body.value);
        sendJson(response, reply.ok ? 202 : statusOf[reply.failure.kind], reply);
      },
    },
  ];
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}

export function sendFailure(response: ServerResponse, status: number, kind: CommandFailureKind, message: string): void {
  const reply: CommandReply = { ok: false, failure: { kind, message } };
  sendJson(response, status, reply);
}

type Limits = {
  /** @returns 0 when the Command may go now, else ms to wait. */
  readonly findWaitMs: (isDial: boolean) => number;
};

function createLimits(document: () => PolicyDocument | null, clock: Pick<Clock, "now">): Limits {
  let commands: TokenBucket | null = null;
  let dials: TokenBucket | null = null;
  return {
    findWaitMs(isDial) {
      const policy = document()?.localApi;
      if (policy === undefined) return 0;
      const at = clock.now();
      const command = takeToken(
        commands ?? createFullBucket(policy.commandsPerMinute, at),
        policy.commandsPerMinute,
        at,
      );
      commands = command.bucket;
      if (!command.isTaken) return command.waitMs;
      if (!isDial) return 0;
      const dial = takeToken(dials ?? createFullBucket(policy.dialsPerMinute, at), policy.dialsPerMinute, at);
      dials = dial.bucket;
      return dial.isTaken ? 0 : dial.waitMs;
    },
  };
}
