import { createServer as createPlain, type Server } from "node:http";
import { createServer as createSealed } from "node:https";
import type { AddressInfo } from "node:net";
import { createServer as createSocketServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { checkServer } from "../../../electron/diagnostics/check-server.ts";
import { toSpkiPin } from "../../../electron/windows/certificate-pins.ts";
import { makeCertificate } from "../../testbed/certificate.ts";

const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

const needs = { toPin: toSpkiPin, monotonicNow: () => performance.now() };
const check = (address: string, trustedKey: string | null = null) => checkServer(needs, { address, trustedKey });

async function listen(server: Server | ReturnType<typeof createSocketServer>): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  closings.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

function speakSip(server: Server, protocol: string | false = "sip"): Server {
  const sockets = new WebSocketServer({ server, handleProtocols: () => protocol });
  closings.push(() => sockets.close());
  return server;
}

const { certificatePem, keyPem, spkiPin } = makeCertificate("127.0.0.1");
const sealed = () => createSealed({ cert: certificatePem, key: keyPem });

describe("a knock at a server", () => {
  test("finds one that speaks SIP, and says how long that took", async () => {
    const port = await listen(speakSip(createPlain()));
    expect(await check(`ws://127.0.0.1:${port}/ws`)).toEqual({ kind: "answers", ms: expect.any(Number) });
  });

  test("doubts a certificate that nobody vouches for, and believes a key that is trusted", async () => {
    const port = await listen(speakSip(sealed()));
    expect(await check(`127.0.0.1:${port}`)).toEqual({ kind: "untrusted", doubt: "unknownIssuer", key: spkiPin });
    expect(await check(`127.0.0.1:${port}`, spkiPin)).toMatchObject({ kind: "answers" });
    expect(await check(`127.0.0.1:${port}`, `${"A".repeat(43)}=`)).toMatchObject({ kind: "untrusted" });
  });

  test("tells a web server and a WebSocket without SIP from a telephone server", async () => {
    const web = await listen(createPlain((_request, response) => response.writeHead(404).end()));
    expect(await check(`ws://127.0.0.1:${web}/ws`)).toEqual({ kind: "notAPhoneServer", status: 404 });
    const chat = await listen(speakSip(createPlain(), false));
    expect(await check(`ws://127.0.0.1:${chat}/ws`)).toEqual({ kind: "notAPhoneServer", status: 101 });
    const line = await listen(createSocketServer((socket) => socket.end("220 hello\r\n")));
    expect(await check(`ws://127.0.0.1:${line}/ws`)).toEqual({ kind: "notAPhoneServer", status: null });
  });

  test("names a closed port, a name that nobody knows, and what is no address", async () => {
    const port = await listen(createPlain());
    closings.pop()?.();
    expect(await check(`ws://127.0.0.1:${port}/ws`)).toEqual({ kind: "refused" });
    expect(await check("nowhere.invalid")).toEqual({ kind: "unknownName" });
    expect(await check("what is this")).toEqual({ kind: "badAddress" });
    expect(await check("ws://10.0.0.1/ws")).toEqual({ kind: "badAddress" });
  });

  test("gives up on one that takes the connection and says nothing", { timeout: 10_000 }, async () => {
    const port = await listen(createSocketServer((socket) => void closings.push(() => socket.destroy())));
    expect(await check(`ws://127.0.0.1:${port}/ws`)).toEqual({ kind: "silent" });
  });
});
