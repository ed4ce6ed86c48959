/** The local API of the running app, exactly as it is promised, over plain HTTP and on two real servers. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import { applyEvent } from "../../shared/contract/apply-event.ts";
import { Event } from "../../shared/contract/event.ts";
import { Snapshot } from "../../shared/model/snapshot.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { endAllCalls } from "./end-all-calls.ts";
import { launchApp, type TandemApp } from "./launch-app.ts";

type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
};
type Asking = {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};
type Block = { readonly id: number; readonly event: string; readonly data: unknown };

describeWithAsterisk(
  "the local API of the running app",
  () => {
    let testbed: Testbed;
    let app: TandemApp;
    const origin = "https://crm.example.com";

    beforeAll(async () => {
      testbed = await startTestbed();
      app = await launchApp({
        policy: {
          ...testbed.policyDocument("1010"),
          localApi: { enabled: true, commandsPerMinute: 6_000, dialsPerMinute: 600, origins: [origin] },
          dialing: { emergency: ["110"], forbidden: ["^0900"] },
        },
      });
      await bothReady(app);
    });

    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
    });

    /** Nothing may be left over for the next test to meet. */
    afterEach(() => endAllCalls(app));

    const bothReady = (one: TandemApp) =>
      one.until("both registered", ({ reachability }) => reachability === "all", 20_000);
    const bearer = (one = app) => ({ authorization: `Bearer ${one.token}` });
    const command = (body: unknown, one = app) =>
      ask({ method: "POST", path: "/v1/commands", headers: bearer(one), body: JSON.stringify(body) }, one);

    /** node:http, because fetch writes Host and Origin by itself. */
    function ask({ method = "GET", path = "/v1/snapshot", headers = {}, body }: Asking, one = app): Promise<Answer> {
      return new Promise((resolve, reject) => {
        const request = httpRequest({ host: "127.0.0.1", port: one.port, method, path, headers }, (response) => {
          let text = "";
          response.on("data", (chunk: Buffer) => (text += chunk.toString()));
          response.on("end", () => {
            const parsed: unknown = text === "" ? null : JSON.parse(text);
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed });
          });
        });
        request.on("error", reject);
        request.end(body);
      });
    }

    const failure = (kind: string, message: unknown = expect.any(String)) => ({
      ok: false,
      failure: { kind, message },
    });

    /** Reads server-sent events until `isEnough`, then hangs up. */
    async function readEvents(
      isEnough: (blocks: readonly Block[]) => boolean,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<Block[]> {
      const abort = new AbortController();
      const response = await fetch(`http://127.0.0.1:${app.port}/v1/events`, {
        headers: { ...bearer(), ...headers },
        signal: AbortSignal.any([abort.signal, AbortSignal.timeout(10_000)]),
      });
      expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
      const blocks: Block[] = [];
      let text = "";
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString();
        const whole = text.split("\n\n");
        text = whole.pop() ?? "";
        for (const block of whole) {
          const match = /^id: (\d+)\nevent: (\S+)\ndata: (.+)$/u.exec(block);
          if (match !== null)
            blocks.push({ id: Number(match[1]), event: match[2] ?? "", data: JSON.parse(match[3] ?? "") });
        }
        if (isEnough(blocks)) break;
      }
      abort.abort();
      return blocks;
    }

    it("tells its port and token in a file for the owner alone, new at each start, and takes it away at the end", async () => {
      const file = join(app.userDataDir, "local-api.json");
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ port: app.port, token: app.token });
      expect(Buffer.from(app.token, "base64url").length).toBe(32);
      const other = await launchApp({ policy: testbed.policyDocument("1002") });
      onTestFinished(async () => void (await other.close()));
      expect(other.token).not.toBe(app.token);
      other.feed.close();
      other.process.kill("SIGTERM");
      expect(await other.exited).toBe(0);
      expect(existsSync(join(other.userDataDir, "local-api.json"))).toBe(false);
    });

    it("gives the bare Snapshot", async () => {
      const { status, headers, body } = await ask({ headers: bearer() });
      expect([status, headers["content-type"], headers["cache-control"]]).toEqual([
        200,
        "application/json; charset=utf-8",
        "no-store",
      ]);
      expect(Snapshot.strict().parse(body)).toMatchObject({
        account: { user: "1010" },
        reachability: "all",
        nextCall: { serverId: "main", why: "primaryReady" },
        configuration: { state: "good", problem: null, setUp: "closed" },
      });
    });

    it.each([
      ["no token", {}, 401],
      ["another token", { authorization: `Bearer ${"A".repeat(43)}` }, 401],
      ["another scheme", { authorization: "Basic dXNlcjpwYXNz" }, 401],
      ["another Host", { host: "pbx.example.com" }, 403],
      ["a Host that names another port", { host: "127.0.0.1:1" }, 403],
      ["an Origin that is not listed", { origin: "https://evil.example" }, 403],
      ["a null Origin", { origin: "null" }, 403],
    ])("refuses a request with %s", async (_what, headers, status) => {
      const withToken = status === 403 ? { ...bearer(), ...headers } : headers;
      for (const path of ["/v1/snapshot", "/v1/events"]) {
        const answer = await ask({ path, headers: withToken });
        expect([answer.status, answer.body]).toEqual([status, failure("notAllowed")]);
        expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
      }
      const answer = await ask({
        method: "POST",
        path: "/v1/commands",
        headers: withToken,
        body: '{"type":"server.probe"}',
      });
      expect(answer.status).toBe(status);
    });

    it("lets a listed Origin in, its preflight too", async () => {
      const preflight = await ask({ method: "OPTIONS", path: "/v1/commands", headers: { origin } });
      const answer = await ask({ headers: { ...bearer(), origin } });
      expect([preflight.status, answer.status, answer.headers["access-control-allow-origin"]]).toEqual([
        204,
        200,
        origin,
      ]);
    });

    it("knows no other path and no other method", async () => {
      const elsewhere = await ask({ path: "/v2/snapshot", headers: bearer() });
      const posted = await ask({ method: "POST", headers: bearer(), body: "{}" });
      expect([elsewhere.status, posted.status, posted.headers["allow"]]).toEqual([404, 405, "GET"]);
    });

    it("refuses a body that is too large, and one that is not JSON", async () => {
      const post = (body: string) => ask({ method: "POST", path: "/v1/commands", headers: bearer(), body });
      const large = await post(JSON.stringify({ type: "call.dial", target: "6".repeat(20_000) }));
      const broken = await post('{"type":"call.dial"');
      const empty = await post("");
      expect([large.status, large.body]).toEqual([413, failure("malformed")]);
      expect([broken.status, broken.body, empty.status]).toEqual([400, failure("malformed"), 400]);
    });

    it.each([
      ["is not in the table", { type: "call.explode" }, 400, "malformed", /type/u],
      ["lacks its target", { type: "call.dial" }, 400, "malformed", /target/u],
      ["has a key too many", { type: "call.answer", callId: "x", loud: true }, 400, "malformed", /loud/u],
      ["has a wrong value", { type: "presence.setDnd", on: "yes" }, 400, "malformed", /\bon\b/u],
      ["is a list", [], 400, "malformed", /./u],
      ["dials what is no number", { type: "call.dial", target: "two words?" }, 400, "badTarget", /two words/u],
      [
        "dials a control character",
        { type: "call.dial", target: "600\r\nX: y" },
        400,
        "badTarget",
        /cannot be dialled/u,
      ],
      ["dials a forbidden number", { type: "call.dial", target: "0900-1" }, 403, "notAllowed", /09001/u],
      ["is for a window alone", { type: "dial.prepare", typing: true }, 403, "notAllowed", /dial\.prepare/u],
      ["names no call of ours", { type: "call.hangUp", callId: "nobody" }, 404, "noSuchCall", /./u],
      ["names no server of ours", { type: "server.drain", serverId: "third" }, 404, "noSuchServer", /./u],
    ])("refuses a Command that %s", async (_what, body, status, kind, said) => {
      const answer = await command(body);
      expect([answer.status, answer.body]).toEqual([status, failure(kind, expect.stringMatching(said))]);
    });

    it("returns the id of a dial with 202, and refuses what the call's state does not allow with 409", async () => {
      const dialled = await command({ type: "call.dial", target: "tel:601" });
      expect([dialled.status, dialled.body]).toEqual([202, { ok: true, callId: expect.any(String) }]);
      const { callId } = dialled.body as { callId: string };
      const muted = await command({ type: "call.mute", callId });
      expect([muted.status, muted.body]).toEqual([409, failure("notNow")]);
      await app.until("it rings", ({ calls }) => calls.some((call) => call.id === callId && call.state === "ringing"));
      const { body } = await ask({ headers: bearer() });
      expect(Snapshot.parse(body).calls.find(({ id }) => id === callId)).toMatchObject({
        remote: { number: "601" },
        direction: "outgoing",
        serverId: "main",
      });
      const ended = await command({ type: "call.hangUp", callId });
      expect([ended.status, ended.body]).toEqual([202, { ok: true }]);
      await app.until("it is over", ({ calls }) => calls.every((call) => call.state === "ended"));
      const again = await command({ type: "call.hangUp", callId });
      expect([again.status, again.body]).toEqual([409, failure("notNow")]);
    });

    it("streams the Snapshot first, then every Event without a gap, and resumes after the last one read", async () => {
      const reading = readEvents((blocks) => blocks.some(({ event }) => event === "call.ended"));
      const { body } = await command({ type: "call.dial", target: "600" });
      const { callId } = body as { callId: string };
      await app.until("talking", ({ calls }) => calls.some((call) => call.id === callId && call.state === "active"));
      await command({ type: "call.hangUp", callId });
      const [first, ...events] = await reading;
      expect([first?.event, first?.id]).toEqual(["snapshot", Snapshot.parse(first?.data).seq]);
      expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => (first?.id ?? 0) + 1 + index));
      const parsed = events.map(({ data }) => Event.parse(data));
      expect(parsed.map(({ seq, type }) => [seq, type])).toEqual(events.map(({ id, event }) => [id, event]));
      const folded = parsed.reduce(applyEvent, Snapshot.parse(first?.data));
      expect(folded.calls.find(({ id }) => id === callId)).toMatchObject({
        state: "ended",
        end: { by: "local", reason: "hungUp" },
      });
      const missed = events.slice(2);
      const resumed = await readEvents((blocks) => blocks.length >= missed.length, {
        "last-event-id": String(events[1]?.id),
      });
      expect(resumed.slice(0, missed.length)).toEqual(missed);
    });

    it.each(["1", "99999999999999", "soon"])(
      "begins anew with the Snapshot after an unknown Last-Event-ID %s",
      async (id) => {
        const [first] = await readEvents((blocks) => blocks.length > 0, { "last-event-id": id });
        expect(first?.event).toBe("snapshot");
      },
    );

    it("slows a client down with 429 and says when to come back, but never an emergency number", async () => {
      const limited = await launchApp({
        policy: {
          ...testbed.policyDocument("1006"),
          localApi: { enabled: true, commandsPerMinute: 20, dialsPerMinute: 1 },
          dialing: { emergency: ["602"] },
        },
      });
      onTestFinished(async () => void (await limited.close()));
      await bothReady(limited);
      const dial = async (target: string) => {
        const answer = await command({ type: "call.dial", target }, limited);
        await limited.until("it is over", ({ calls }) => calls.every((call) => call.state === "ended"), 15_000);
        return answer;
      };
      expect((await dial("602")).status).toBe(202);
      expect((await dial("602")).status).toBe(202);
      expect((await dial("606")).status).toBe(202);
      const second = await dial("606");
      expect([second.status, second.body]).toEqual([429, failure("rateLimited")]);
      expect(Number(second.headers["retry-after"])).toBeGreaterThan(30);
      const statuses: number[] = [];
      for (let times = 0; times < 25; times += 1) {
        statuses.push((await command({ type: "server.probe" }, limited)).status);
      }
      expect([statuses[0], statuses.at(-1)]).toEqual([202, 429]);
      expect((await dial("602")).status).toBe(202);
      expect((await ask({ headers: bearer(limited) }, limited)).status).toBe(200);
    });
  },
  "chromium",
);
