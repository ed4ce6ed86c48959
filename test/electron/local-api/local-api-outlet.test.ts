import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Command, CommandReply } from "../../../shared/contract/command.ts";
import type { Event } from "../../../shared/contract/event.ts";
import type { CommandFailureKind } from "../../../shared/model/failure.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { createLocalApiOutlet, type LocalApiOutlet } from "../../../electron/local-api/local-api-outlet.ts";
import { anIncident } from "../../builders/an-incident.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { createFakeLog, type FakeLog } from "../fake-log.ts";
import { createFakeMainClock, type FakeMainClock } from "../fake-main-clock.ts";
import { aPolicy } from "../settings/a-policy.ts";

type Answer = { readonly status: number; readonly body: unknown; readonly headers: Headers };

let folder = "";
let outlet: LocalApiOutlet;
let clock: FakeMainClock;
let log: FakeLog;
let asked: unknown[] = [];
let reply: CommandReply = { ok: true };
const snapshot = aSnapshot({ seq: 100 });

const policy = (localApi: object = {}, dialing: object = {}) =>
  PolicyDocument.parse({ ...aPolicy(), localApi: { enabled: true, ...localApi }, dialing });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tandem-api-"));
  asked = [];
  reply = { ok: true };
  clock = createFakeMainClock();
  log = createFakeLog();
  const line = {
    snapshot: () => snapshot,
    ask: async (asker: string, command: unknown) => {
      asked.push({ asker, command });
      return reply;
    },
  };
  outlet = createLocalApiOutlet({ line, incidents: () => [anIncident()], folder, clock, log });
  await outlet.configure(policy());
});

afterEach(async () => {
  await outlet.stop();
  rmSync(folder, { recursive: true });
});

function readDiscovery(): { readonly port: number; readonly token: string } {
  return JSON.parse(readFileSync(join(folder, "local-api.json"), "utf8"));
}

type Request = Omit<RequestInit, "headers"> & { readonly headers?: Readonly<Record<string, string>> };

async function call(path: string, init: Request = {}): Promise<Answer> {
  const { port, token } = readDiscovery();
  const headers = { Authorization: `Bearer ${token}`, ...init.headers };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { ...init, headers });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text), headers: response.headers };
}

test("GET /v1/incidents gives the incidents as they are kept, callers and all", async () => {
  const answer = await call("/v1/incidents");
  expect([answer.status, answer.body]).toEqual([200, { version: 1, incidents: [anIncident()] }]);
  const { port } = readDiscovery();
  expect((await fetch(`http://127.0.0.1:${port}/v1/incidents`)).status).toBe(401);
});

const post = (command: unknown) =>
  call("/v1/commands", { method: "POST", body: typeof command === "string" ? command : JSON.stringify(command) });

const dial = (target: string): Command => ({ type: "call.dial", target });
const dnd = (seq: number): Event => ({ type: "presence.dndChanged", at: 1, dnd: true, seq });

/** Reads a stream until the text holds as many messages as wanted. */
async function readEvents(count: number, headers: Record<string, string> = {}, onOpen = (): void => undefined) {
  const { port, token } = readDiscovery();
  const abort = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}/v1/events`, {
    headers: { Authorization: `Bearer ${token}`, ...headers },
    signal: abort.signal,
  });
  onOpen();
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.split("\n\n").filter((message) => message.startsWith("id:")).length >= count) break;
  }
  abort.abort();
  return text
    .split("\n\n")
    .filter((message) => message.startsWith("id:"))
    .map((message) => {
      const [, id, type, data] = /^id: (\d+)\nevent: (\S+)\ndata: (.*)$/u.exec(message) ?? [];
      const value: unknown = JSON.parse(data ?? "null");
      return { id: Number(id), type, data: value };
    });
}

describe("local-api.json", () => {
  test("tells the port and a fresh token, to the owner alone", async () => {
    const first = readDiscovery();
    expect(Object.keys(first)).toEqual(["port", "token"]);
    expect(first.token).toMatch(/^[\w-]{43}$/u);
    expect(statSync(join(folder, "local-api.json")).mode & 0o777).toBe(0o600);
    await outlet.configure(null);
    await outlet.configure(policy());
    expect(readDiscovery().token).not.toBe(first.token);
  });

  test("goes when the API does, also one that a crash left behind", async () => {
    await outlet.configure(policy({ enabled: false }));
    expect(existsSync(join(folder, "local-api.json"))).toBe(false);
    writeFileSync(join(folder, "local-api.json"), "{}");
    await outlet.configure(null);
    expect(existsSync(join(folder, "local-api.json"))).toBe(false);
  });

  test("that cannot be written leaves no door open, and the log says which file it is", async () => {
    await outlet.configure(null);
    mkdirSync(join(folder, "local-api.json", "in its place"), { recursive: true });
    await outlet.configure(policy());
    expect(log.lines.at(-1)).toMatch(/^error local-api\.json could not be written: .*No program finds the API/u);
    rmSync(join(folder, "local-api.json"), { recursive: true });
    await outlet.configure(policy());
    expect((await call("/v1/snapshot")).status).toBe(200);
  });

  test("keeps no door open where it cannot be removed, and none shut that is wanted later", async () => {
    const { port } = readDiscovery();
    const path = join(folder, "local-api.json");
    rmSync(path);
    // Not to be removed as a file, by root neither.
    mkdirSync(path);
    await outlet.configure(null);
    await expect(fetch(`http://127.0.0.1:${port}/v1/snapshot`)).rejects.toThrow("fetch failed");
    expect(log.lines.at(-1)).toMatch(/^error local-api\.json could not be removed: /u);
    rmdirSync(path);
    await outlet.configure(policy());
    expect((await call("/v1/snapshot")).status).toBe(200);
  });

  test("is not there when the port is taken, and the log says what to do", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await outlet.configure(policy({ port }));
    expect(existsSync(join(folder, "local-api.json"))).toBe(false);
    expect(log.lines.at(-1)).toBe(
      `error port ${port} could not be opened: Error: listen EADDRINUSE: address already in use 127.0.0.1:${port}. Choose another localApi.port, or 0 for any.`,
    );
    other.close();
  });
});

describe("the door", () => {
  test("gives the bare Snapshot to whoever has the token", async () => {
    expect(await call("/v1/snapshot")).toMatchObject({ status: 200, body: snapshot });
  });

  test("is closed without the token", async () => {
    const answer = await call("/v1/snapshot", { headers: { Authorization: "Bearer nonsense" } });
    expect(answer).toMatchObject({ status: 401, body: { ok: false, failure: { kind: "notAllowed" } } });
    expect(log.lines.join()).not.toContain(readDiscovery().token);
  });

  test("is closed to another Host, as a rebound name would send", async () => {
    const { port, token } = readDiscovery();
    const status = await new Promise((resolve, reject) => {
      const headers = { Host: `evil.example:${port}`, Authorization: `Bearer ${token}` };
      httpRequest({ host: "127.0.0.1", port, path: "/v1/snapshot", headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test("is closed to a foreign origin, and open with CORS to a listed one, preflight included", async () => {
    const origin = "https://crm.example";
    expect((await call("/v1/snapshot", { headers: { Origin: origin } })).status).toBe(403);
    await outlet.configure(policy({ origins: [origin] }));
    const preflight = await call("/v1/commands", { method: "OPTIONS", headers: { Origin: origin, Authorization: "" } });
    const answer = await call("/v1/snapshot", { headers: { Origin: origin } });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, origin]);
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([200, origin]);
  });

  test("says 404 to an unknown path and 405 to a wrong method", async () => {
    expect((await call("/v2/snapshot")).status).toBe(404);
    const answer = await call("/v1/commands");
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

describe("a command", () => {
  test("is asked as the API and answered 202 with the call's id", async () => {
    reply = { ok: true, callId: "c1" as never };
    expect(await post(dial("03-1234"))).toMatchObject({ status: 202, body: { ok: true, callId: "c1" } });
    expect(asked).toEqual([{ asker: "api", command: dial("03-1234") }]);
  });

  test.each<[CommandFailureKind, number]>([
    ["malformed", 400],
    ["badTarget", 400],
    ["notAllowed", 403],
    ["noSuchCall", 404],
    ["noSuchServer", 404],
    ["notNow", 409],
    ["engineLost", 409],
    ["rateLimited", 429],
  ])("that fails with %s is answered %d with the reason", async (kind, status) => {
    reply = { ok: false, failure: { kind, message: "Because." } };
    expect(await post({ type: "call.answer", callId: "x" })).toMatchObject({ status, body: reply });
  });

  test("that is no JSON or too long never goes further", async () => {
    expect((await post("{")).status).toBe(400);
    expect((await post({ type: "call.dial", target: "1".repeat(20_000) })).status).toBe(413);
    expect(asked).toEqual([]);
  });

  test("to dial nonsense or a forbidden number is refused at the door", async () => {
    await outlet.configure(policy({}, { forbidden: ["^0990"], emergency: ["0990110"] }));
    expect(await post(dial("what is this"))).toMatchObject({ status: 400, body: { failure: { kind: "badTarget" } } });
    expect(await post(dial("0990-123"))).toMatchObject({
      status: 403,
      body: {
        failure: {
          kind: "notAllowed",
          message: "Your administrator's dial rules do not allow calls to 0990123.",
        },
      },
    });
    const transfer = await post({ type: "call.transferBlind", callId: "x", target: "0990123" });
    expect(transfer.status).toBe(403);
    expect(asked).toEqual([]);
    expect((await post(dial("0990110"))).status).toBe(202);
  });
});

describe("the limits", () => {
  test("hold commands and dials apart, and say when to try again", async () => {
    await outlet.configure(policy({ dialsPerMinute: 1, commandsPerMinute: 3 }));
    expect((await post(dial("600"))).status).toBe(202);
    const second = await post(dial("600"));
    expect([second.status, second.headers.get("retry-after")]).toEqual([429, "60"]);
    expect((await post({ type: "presence.setDnd", on: true })).status).toBe(202);
    expect((await post({ type: "presence.setDnd", on: true })).status).toBe(429);
    clock.advance(60_000);
    expect((await post(dial("600"))).status).toBe(202);
  });

  test("never stand between anybody and an emergency number", async () => {
    await outlet.configure(policy({ dialsPerMinute: 1, commandsPerMinute: 1 }, { emergency: ["119"] }));
    await post(dial("600"));
    expect((await post(dial("600"))).status).toBe(429);
    expect((await post(dial("119"))).status).toBe(202);
  });

  test("nor between anybody and one that only a single server knows", async () => {
    const document = policy({ dialsPerMinute: 1 }, { forbidden: ["^11"] });
    const [first, ...others] = document.servers;
    if (first === undefined) throw new Error("The document has a server.");
    const dialing = { emergency: ["118"], forbidden: [] };
    await outlet.configure({ ...document, servers: [{ ...first, dialing }, ...others] });
    await post(dial("600"));
    expect((await post(dial("118"))).status).toBe(202);
  });
});

describe("the events", () => {
  test("begin with the Snapshot and go on with what happens", async () => {
    const events = await readEvents(2, {}, () => outlet.receive(dnd(101), snapshot));
    expect(events).toEqual([
      { id: 100, type: "snapshot", data: snapshot },
      { id: 101, type: "presence.dndChanged", data: dnd(101) },
    ]);
  });

  test("go on after Last-Event-ID without a Snapshot", async () => {
    for (const seq of [98, 99, 100]) outlet.receive(dnd(seq), snapshot);
    expect((await readEvents(2, { "Last-Event-ID": "98" })).map(({ id }) => id)).toEqual([99, 100]);
  });

  test("go on with what comes next when nothing was missed", async () => {
    const events = await readEvents(1, { "Last-Event-ID": "100" }, () => outlet.receive(dnd(101), snapshot));
    expect(events.map(({ id, type }) => [id, type])).toEqual([[101, "presence.dndChanged"]]);
  });

  test.each(["1", "999999", "text", "-1"])("begin with the Snapshot when Last-Event-ID %s is not known", async (id) => {
    outlet.receive(dnd(100), snapshot);
    expect((await readEvents(1, { "Last-Event-ID": id })).map(({ type }) => type)).toEqual(["snapshot"]);
  });

  test("are given to at most 16 readers", async () => {
    const { port, token } = readDiscovery();
    const abort = new AbortController();
    const open = () =>
      fetch(`http://127.0.0.1:${port}/v1/events`, {
        headers: { Authorization: `Bearer ${token}` },
        signal: abort.signal,
      });
    const statuses: number[] = [];
    for (let count = 0; count < 17; count += 1) statuses.push((await open()).status);
    abort.abort();
    expect(statuses).toEqual([...Array.from({ length: 16 }, () => 200), 429]);
  });
});
