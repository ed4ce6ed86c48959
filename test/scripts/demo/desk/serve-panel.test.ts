/** The control panel from outside: only who knows its path, asks by its name and comes from its own page is obeyed. */
import { request } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDesk } from "../../../../scripts/demo/desk/desk.ts";
import { servePanel, type Panel } from "../../../../scripts/demo/desk/serve-panel.ts";
import { startPair, type Pair } from "../../../../scripts/demo/start-pair.ts";

let pair: Pair;
let panel: Panel;
const done: string[] = [];
beforeEach(async () => {
  pair = await startPair();
  done.length = 0;
  panel = await servePanel(
    createDesk(pair, () => null),
    (sentence) => done.push(sentence),
  );
});
afterEach(async () => {
  await panel.close();
  await pair.stop();
});

type Question = { path?: string; method?: string; host?: string; origin?: string | null; body?: string };

const home = () => new URL(panel.address);

/** With the right path, Host and Origin where nothing else is said. */
function ask(question: Question = {}): Promise<{ code: number; text: string }> {
  const { pathname, host, hostname, port, origin } = home();
  const { path = "", method = "GET", body = "" } = question;
  const asked = question.origin === undefined ? origin : question.origin;
  const headers = { host: question.host ?? host, ...(asked === null ? {} : { origin: asked }) };
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, method, headers, path: path.startsWith("/") ? path : pathname + path },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () => resolve({ code: response.statusCode ?? 0, text }));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

const crash = { path: "orders", method: "POST", body: '{"type":"server","serverId":"main","fault":"crash"}' };

test("it listens on 127.0.0.1 alone, behind a path nobody can guess, new at each start", async () => {
  expect(home().hostname).toBe("127.0.0.1");
  expect(home().pathname).toMatch(/^\/[\w-]{32}\/$/);
  const other = await servePanel(
    createDesk(pair, () => null),
    () => undefined,
  );
  await other.close();
  expect(new URL(other.address).pathname).not.toBe(home().pathname);
});

test("the page, its style and its script are given, with a policy that lets nothing else in", async () => {
  const answers = await Promise.all(["", "panel.css", "panel.js"].map((path) => ask({ path })));
  expect(answers.map(({ code }) => code)).toEqual([200, 200, 200]);
  const { headers } = await fetch(panel.address);
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("a stranger gets nothing: wrong path, wrong Host, wrong Origin, an order without an Origin", async () => {
  const answers = await Promise.all([
    ask({ path: "/" }),
    ask({ path: "/wrong/" }),
    ask({ path: "../package.json" }),
    ask({ host: "localhost:80" }),
    ask({ host: "evil.example" }),
    ask({ ...crash, origin: "https://evil.example" }),
    ask({ ...crash, origin: "null" }),
    ask({ ...crash, origin: null }),
    ask({ ...crash, path: "/wrong/orders" }),
  ]);
  expect(answers.map(({ code }) => code)).toEqual([404, 404, 404, 421, 421, 403, 403, 403, 404]);
  expect([pair.main.state(), done]).toEqual(["up", []]);
});

test("an order is obeyed and told; nonsense is refused", async () => {
  expect(await ask(crash)).toEqual({ code: 200, text: expect.stringContaining("Main crashed") });
  const nonsense = ["", "{", "[]", '{"type":"server","serverId":"third","fault":"crash"}', `"${"x".repeat(2_000)}"`];
  const answers = await Promise.all(nonsense.map((body) => ask({ ...crash, body })));
  expect(answers.map(({ code }) => code)).toEqual([400, 400, 400, 400, 400]);
  expect([pair.main.state(), done.length]).toEqual(["crashed", 1]);
});

test("the view is told at once and again when it changes", async () => {
  const answer = await fetch(`${panel.address}view`);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => JSON.parse((await reader?.read())?.value?.replace(/^data: /, "") ?? "null") as object;
  expect(await next()).toMatchObject({
    servers: [
      { id: "main", mark: "up" },
      { id: "backup", mark: "up" },
    ],
  });
  pair.backup.freeze();
  expect(await next()).toMatchObject({ servers: [{ mark: "up" }, { mark: "frozen", offers: ["crash", "restore"] }] });
  await reader?.cancel();
});
