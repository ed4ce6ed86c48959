/** What a computer's policy wants of documents behind a link: from these hosts alone, signed, through this proxy, for this person. */
import { once } from "node:events";
import { createServer as createPlain } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../electron/app/system-clock.ts";
import { createFetch, type Asking, type FetchNeeds } from "../../../electron/provisioning/fetch-document.ts";
import { checkPolicyText } from "../../../electron/settings/policy-file.ts";
import { makeSigningKey, readSigningKey, signBytes, toPublicKey } from "../../../scripts/sign-document/signing-key.ts";
import { readEnrolmentLink } from "../../../shared/model/enrolment-link.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { type ProvisioningServer, startProvisioningServer } from "../../provisioning/provisioning-server.ts";
import { makeCertificate } from "../../testbed/certificate.ts";
import { aPolicy } from "../settings/a-policy.ts";

const certificate = makeCertificate("127.0.0.1");
const ours = aSigner();
const theirs = aSigner();
let server: ProvisioningServer;
beforeAll(async () => {
  server = await startProvisioningServer(certificate);
});
afterAll(() => server.stop());

function aSigner() {
  const key = readSigningKey(makeSigningKey());
  if (!key.ok) throw new Error(key.failure);
  return { publicKey: toPublicKey(key.value), sign: (bytes: Uint8Array) => signBytes(key.value, bytes) };
}

async function ask(typed: string, more: Partial<FetchNeeds>, asking: Asking = {}) {
  const link = readEnrolmentLink(typed);
  if (!link.ok) throw new Error(link.failure);
  const fetch = createFetch({
    clock: systemClock,
    authorities: () => [certificate.certificatePem],
    check: checkPolicyText,
    provisioning: () => ({}),
    findProxy: () => Promise.resolve(null),
    seat: { user: "", computer: "", version: "" },
    ...more,
  });
  return fetch(link.value, asking);
}

async function look(...asked: Parameters<typeof ask>) {
  const fetched = await ask(...asked);
  return fetched.kind === "trouble" ? fetched.trouble : fetched;
}

describe("a host that the policy does not name", () => {
  test("is sent nothing, not even a connection, whether by name or by address", async () => {
    const before = server.asked.length;
    const link = server.offer("/seat", { document: aPolicy(), token: "t" });
    for (const hosts of [["it.example.com"], ["127.0.0.1"], []]) {
      expect(await look(link, { provisioning: () => ({ hosts }) })).toEqual({
        kind: "otherHost",
        host: new URL(server.origin).host,
      });
    }
    expect(server.asked.length).toBe(before);
  });

  test("is told from one that it names, with its port", async () => {
    const link = server.offer("/seat", { document: aPolicy() });
    const hosts = ["it.example.com", new URL(server.origin).host];
    expect(await look(link, { provisioning: () => ({ hosts }) })).toMatchObject({ kind: "document" });
  });
});

describe("a document that must be signed", () => {
  const provisioning = () => ({ signedBy: ours.publicKey });

  test.each(["header", "file"] as const)(
    "is taken with its signature in the %s, and kept as it was signed",
    async (where) => {
      const link = server.offer(`/signed-${where}`, {
        document: aPolicy(),
        token: "t",
        signed: { by: ours.sign, where },
      });
      const text = JSON.stringify(aPolicy());
      expect(await look(link, { provisioning })).toEqual({
        kind: "document",
        document: PolicyDocument.parse(aPolicy()),
        etag: expect.any(String),
        signed: { text, signature: ours.sign(Buffer.from(text)) },
      });
    },
  );

  test.each([
    ["nobody", undefined],
    ["somebody else", { by: theirs.sign, where: "header" }],
    ["somebody else, beside it", { by: theirs.sign, where: "file" }],
    ["us, for another document", { by: () => ours.sign(Buffer.from("{}")), where: "header" }],
    ["a page of half a megabyte", { by: () => "A".repeat(500_000), where: "file" }],
  ] as const)("is not taken where %s signed it", async (_who, signed) => {
    const link = server.offer("/unsigned", { document: aPolicy(), ...(signed === undefined ? {} : { signed }) });
    expect(await look(link, { provisioning })).toEqual({ kind: "unsigned" });
  });

  test("is looked at by nobody before its signature is", async () => {
    const link = server.offer("/broken", { document: { version: 1 } });
    expect(await look(link, { provisioning })).toEqual({ kind: "unsigned" });
  });
});

describe("an operator who signs in", () => {
  const person = { user: "山田", password: "2468 : ok" };

  test("gets the document of that name and password, and nobody else does", async () => {
    const link = server.offer("/sign-in", { document: aPolicy(), person });
    expect(await look(link, {}, { person })).toMatchObject({ kind: "document" });
    expect(await look(link, {}, { person: { ...person, password: "1357" } })).toEqual({ kind: "notAccepted" });
    expect(await look(link, {})).toEqual({ kind: "notAccepted" });
  });
});

describe("a server that wants to be left alone", () => {
  test.each([503, 429])("says so with %i, and for how long", async (status) => {
    server.misbehave({ status, retryAfter: "90" });
    onTestFinished(() => server.misbehave(null));
    expect(await ask(server.offer("/busy", { document: aPolicy() }), {})).toEqual({
      kind: "trouble",
      trouble: { kind: "failing", status },
      retryAfterMs: 90_000,
    });
  });
});

describe("a proxy", () => {
  /** @param answer what it says instead of letting one through. */
  async function startProxy(answer: string | null) {
    const asked: string[] = [];
    const sockets = new Set<Socket>();
    const proxy = createPlain();
    proxy.on("connect", (request, socket: Socket) => {
      asked.push(request.url ?? "");
      sockets.add(socket);
      if (answer !== null) {
        socket.end(answer);
        return;
      }
      const { hostname, port } = new URL(`http://${request.url}`);
      const there = connect(Number(port), hostname);
      there.on("connect", () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        there.pipe(socket).pipe(there);
      });
      for (const one of [there, socket]) one.on("error", () => one.destroy());
      socket.on("close", () => there.destroy());
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    });
    const { port } = proxy.address() as AddressInfo;
    return { asked, port, findProxy: () => Promise.resolve({ host: "127.0.0.1", port }) };
  }

  test("lets the document through and hears nothing but the host", async () => {
    const { asked, findProxy } = await startProxy(null);
    const link = server.offer("/behind-proxy", { document: aPolicy(), token: "t" });
    expect(await look(link, { findProxy })).toMatchObject({ kind: "document" });
    expect(asked).toEqual([new URL(server.origin).host]);
  });

  test("changes nothing about whose certificate is taken", async () => {
    const { findProxy } = await startProxy(null);
    const link = server.offer("/behind-proxy", { document: aPolicy() });
    const authorities = () => [makeCertificate("127.0.0.1").certificatePem];
    expect(await look(link, { findProxy, authorities })).toMatchObject({ kind: "untrusted", doubt: "unknownIssuer" });
  });

  test("that refuses, hangs up or is not there is told as the proxy's doing", async () => {
    const link = server.offer("/behind-proxy", { document: aPolicy() });
    const refusing = await startProxy("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    expect(await look(link, refusing)).toEqual({ kind: "proxy", status: 407 });
    const silent = await startProxy("");
    expect(await look(link, silent)).toEqual({ kind: "proxy", status: 0 });
    const gone = { findProxy: () => Promise.resolve({ host: "127.0.0.1", port: 9 }) };
    expect(await look(link, gone)).toEqual({ kind: "proxy", status: 0 });
  });
});
