/** A look at a server, step by step, on servers that are scripted down to their answers. */
import { createServer as createPlain } from "node:http";
import { createServer as createSealed } from "node:https";
import type { AddressInfo } from "node:net";
import { createServer as createSocketServer, type Server } from "node:net";
import { createHash } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { diagnoseServer } from "../../../electron/diagnostics/diagnose-server.ts";
import { toSpkiPin } from "../../../electron/windows/certificate-pins.ts";
import { toPhoneConfig } from "../../../shared/model/to-phone-config.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { makeCertificate } from "../../testbed/certificate.ts";

const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

const dayMs = 86_400_000;
const md5 = (text: string) => createHash("md5").update(text).digest("hex");

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  closings.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

type Scripted = {
  readonly password?: string;
  readonly challenge?: string;
  readonly options?: number;
  readonly date?: string;
  readonly final?: number;
  readonly isSilent?: boolean;
};

/** Speaks SIP as Asterisk does: challenges REGISTER once, lists one Contact, answers OPTIONS. */
function speakSip(server: ReturnType<typeof createPlain>, script: Scripted = {}) {
  const requests: string[] = [];
  const sockets = new WebSocketServer({ server, handleProtocols: () => "sip" });
  closings.push(() => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  });
  const challenge = script.challenge ?? 'Digest realm="asterisk",nonce="n1",qop="auth",algorithm=MD5,opaque="o"';
  sockets.on("connection", (socket) =>
    socket.on("message", (data: Buffer) => {
      const text = data.toString();
      requests.push(text);
      if (script.isSilent === true) return;
      const kept = text.split("\r\n").filter((line) => /^(?:via|from|to|call-id|cseq):/iu.test(line));
      const answer = (line: string, ...more: string[]) =>
        socket.send([`SIP/2.0 ${line}`, ...kept, ...more, "Content-Length: 0", "", ""].join("\r\n"));
      if (text.startsWith("OPTIONS")) return answer(`${script.options ?? 200} Told`);
      if (script.final !== undefined) return answer(`${script.final} Final`);
      const digest = /^Authorization: Digest .*cnonce="([^"]*)"/mu.exec(text);
      const wanted = md5(
        `${md5(`1001:asterisk:${script.password ?? "secret"}`)}:n1:00000001:${digest?.[1] ?? ""}:auth:${md5("REGISTER:sip:127.0.0.1")}`,
      );
      if (!text.includes(`response="${wanted}"`)) {
        return answer("401 Unauthorized", `WWW-Authenticate: ${challenge}`);
      }
      return answer(
        "200 OK",
        "Contact: <sip:x@y.invalid;transport=ws>;expires=99",
        ...(script.date === undefined ? [] : [`Date: ${script.date}`]),
      );
    }),
  );
  return requests;
}

function look(url: string, pinnedSpki: string[] = []) {
  const config = toPhoneConfig(
    PolicyDocument.parse({
      version: 1,
      account: { user: "1001", password: "secret" },
      servers: [{ id: "main", name: "Main", role: "primary", url, domain: "127.0.0.1", pinnedSpki }],
    }),
  );
  const server = config.servers[0];
  if (server === undefined) throw new Error("no server");
  let tokens = 0;
  const needs = {
    authorities: () => [],
    toPin: toSpkiPin,
    wallNow: () => Date.now(),
    monotonicNow: () => performance.now(),
    newToken: () => `token${(tokens += 1)}`,
    userAgent: "Tandem/1",
    answerWithinMs: 300,
  };
  return diagnoseServer(needs, server, pinnedSpki);
}

type Looked = Awaited<ReturnType<typeof look>>;
const statesOf = ({ steps }: Looked) => Object.fromEntries(steps.map(({ kind, state }) => [kind, state]));
const troubleOf = ({ steps }: Looked) => steps.flatMap(({ trouble }) => (trouble === null ? [] : [trouble]));
const allWell = {
  name: "ok",
  route: "ok",
  tcp: "ok",
  tls: "ok",
  upgrade: "ok",
  register: "ok",
  options: "ok",
  clock: "ok",
};
const untried = (...kinds: string[]) => Object.fromEntries(kinds.map((kind) => [kind, "notTried"]));

describe("a look at a server", () => {
  test("finds every step well, binds nobody, and sends credentials once", async () => {
    const server = createPlain();
    const requests = speakSip(server, { date: new Date().toUTCString() });
    const looked = await look(`ws://127.0.0.1:${await listen(server)}/ws`);
    expect([statesOf(looked), troubleOf(looked)]).toEqual([allWell, []]);
    const found = Object.fromEntries(looked.steps.map((step) => [step.kind, step.found]));
    expect(found).toMatchObject({
      route: "127.0.0.1 to 127.0.0.1",
      register: "200 OK; 1001 is known and signed in at 1 place",
      options: "200 Told; any answer proves life",
    });
    expect(requests.map((text) => text.split(" ")[0])).toEqual(["REGISTER", "REGISTER", "OPTIONS"]);
    expect(requests.filter((text) => /^Contact:/imu.test(text))).toEqual([]);
    expect(requests.filter((text) => /^Authorization:/imu.test(text)).length).toBe(1);
  });

  test("tells of a wrong password after one try, and asks nothing more", async () => {
    const server = createPlain();
    const requests = speakSip(server, { password: "another" });
    const looked = await look(`ws://127.0.0.1:${await listen(server)}/ws`);
    expect(statesOf(looked)).toEqual({ ...allWell, register: "failed", options: "notTried" });
    expect(troubleOf(looked)).toEqual([
      "Main does not accept the password of 1001, so nobody can be reached through it: correct the account in the document or on the PBX; it was tried once.",
    ]);
    expect(requests.length).toBe(2);
  });

  test.each([
    ['Digest realm="elsewhere",nonce="n1"', /asks for the password of the realm "elsewhere".*nothing was sent/u],
    ['Digest realm="asterisk",nonce="n1",algorithm=SHA-256', /proved by SHA-256, and Tandem knows MD5 alone/u],
  ])("sends no credentials for the challenge %s", async (challenge, said) => {
    const server = createPlain();
    const requests = speakSip(server, { challenge });
    const looked = await look(`ws://127.0.0.1:${await listen(server)}/ws`);
    expect(troubleOf(looked)).toEqual([expect.stringMatching(said)]);
    expect(requests.length).toBe(1);
  });

  test.each([
    [403, "failed", /does not let 1001 sign in/u],
    [404, "failed", /knows no account 1001/u],
    [500, "failed", /answers a sign-in with 500/u],
    [503, "warning", /is overloaded or about to stop/u],
  ])("says what a REGISTER answered %i means", async (final, state, said) => {
    const server = createPlain();
    speakSip(server, { final });
    const looked = await look(`ws://127.0.0.1:${await listen(server)}/ws`);
    expect(statesOf(looked)["register"]).toBe(state);
    expect(troubleOf(looked)).toEqual([expect.stringMatching(said)]);
  });

  test("takes any answer to OPTIONS for life, and a 503 for overload", async () => {
    const server = createPlain();
    speakSip(server, { options: 401 });
    expect(statesOf(await look(`ws://127.0.0.1:${await listen(server)}/ws`))["options"]).toBe("ok");
    const busy = createPlain();
    speakSip(busy, { options: 503 });
    expect(statesOf(await look(`ws://127.0.0.1:${await listen(busy)}/ws`))["options"]).toBe("warning");
  });

  test("warns of clocks that differ", async () => {
    const server = createPlain();
    speakSip(server, { date: new Date(Date.now() - 90_000).toUTCString() });
    const looked = await look(`ws://127.0.0.1:${await listen(server)}/ws`);
    expect(statesOf(looked)).toEqual({ ...allWell, clock: "warning" });
    expect(looked.steps.at(-1)?.found).toMatch(/^this computer is (?:89|90|91) s ahead$/u);
  });

  test.each([
    ["with 30 days left", 30, "ok", null],
    ["with 10 days left", 10.5, "warning", /^The certificate of Main ends in 10 days; .*renew it before\.$/u],
    ["that has expired", -1, "warning", /^The certificate of Main has expired on .*only because its key is pinned/u],
  ])("tells of a pinned certificate %s", async (_what, days, state, said) => {
    const { certificatePem: cert, keyPem: key, spkiPin } = makeCertificate("127.0.0.1", Date.now() + days * dayMs);
    const server = createSealed({ cert, key });
    speakSip(server);
    const looked = await look(`wss://127.0.0.1:${await listen(server)}/ws`, [spkiPin]);
    expect(statesOf(looked)).toEqual({ ...allWell, tls: state });
    expect(looked.steps[3]?.found).toMatch(/^issued by 127\.0\.0\.1; end.*; trusted by its pin$/u);
    expect(troubleOf(looked)).toEqual(said === null ? [] : [expect.stringMatching(said)]);
  });

  test("sends nothing to a server that nobody vouches for", async () => {
    const { certificatePem: cert, keyPem: key } = makeCertificate("127.0.0.1");
    const server = createSealed({ cert, key });
    const requests = speakSip(server);
    const looked = await look(`wss://127.0.0.1:${await listen(server)}/ws`);
    const rest = untried("upgrade", "register", "options", "clock");
    expect(statesOf(looked)).toEqual({ ...allWell, tls: "failed", ...rest });
    expect(troubleOf(looked)).toEqual([expect.stringMatching(/trusts nobody who vouches for .* pin its key/u)]);
    expect(requests).toEqual([]);
  });

  test("names a closed port, an unknown name, and what is no telephone server", async () => {
    const port = await listen(createPlain());
    closings.pop()?.();
    const closed = await look(`ws://127.0.0.1:${port}/ws`);
    const rest = untried("tls", "upgrade", "register", "options", "clock");
    expect(statesOf(closed)).toEqual({ name: "ok", route: "ok", tcp: "failed", ...rest });
    expect(troubleOf(closed)).toEqual([expect.stringMatching(/^Nothing listens at port \d+ of Main.*start its PBX/u)]);
    const unknown = await look("wss://nowhere.invalid/ws");
    expect(statesOf(unknown)).toMatchObject({ name: "failed", route: "notTried", tcp: "notTried" });
    const web = await look(`ws://127.0.0.1:${await listen(createPlain((_, to) => to.writeHead(404).end()))}/ws`);
    expect(troubleOf(web)).toEqual([expect.stringMatching(/\(HTTP 404\).*correct the path in `url`\.$/u)]);
    const line = await listen(createSocketServer((socket) => socket.end("220 hello\r\n")));
    expect(statesOf(await look(`ws://127.0.0.1:${line}/ws`))).toMatchObject({ upgrade: "failed" });
    expect(statesOf(await look(`wss://127.0.0.1:${line}/ws`))).toMatchObject({ tls: "failed" });
  });

  test("gives up on one that opens the WebSocket and says nothing", async () => {
    const server = createPlain();
    speakSip(server, { isSilent: true });
    const looked = await look(`ws://127.0.0.1:${await listen(server)}/ws`);
    expect(statesOf(looked)).toMatchObject({ upgrade: "ok", register: "failed", options: "notTried" });
    expect(troubleOf(looked)).toEqual([expect.stringMatching(/takes the connection and says nothing/u)]);
  });
});
