// Main alone decides about a certificate Chromium doubts, anew for every connection.
import { X509Certificate } from "node:crypto";
import type { Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFixture } from "./start-fixture.ts";
import type { Fixture } from "./start-fixture.ts";
import { createSelfSigned, startWssServer } from "./wss-server.ts";

describe("the certificate procedure", () => {
  const credentials = createSelfSigned("pbx.test");
  let server: Server;
  let fixture: Fixture;

  beforeAll(async () => {
    server = await startWssServer(credentials);
    fixture = await startFixture();
    await fixture.open("engine", { isEngine: true });
  });
  afterAll(async () => {
    await fixture.end();
    server.close();
  });

  const connect = () =>
    fixture.evaluate(
      "engine",
      `new Promise((resolve) => {
        const socket = new WebSocket('wss://127.0.0.1:${(server.address() as AddressInfo).port}/');
        socket.onopen = () => socket.send('hello');
        socket.onmessage = ({ data }) => resolve(data.constructor.name);
        socket.onerror = () => resolve('error');
      })`,
    );

  test("is not there: the connection fails", async () => {
    expect(await connect()).toBe("error");
  });

  test("says yes: the connection opens, and it was shown the server's certificate", async () => {
    fixture.do("trust", { answer: 0 });
    expect(await connect()).toBe("Blob");
    const x509 = new X509Certificate(credentials.cert);
    const principal = { commonName: "pbx.test", organizations: ["Test"] };
    expect(await fixture.next({ type: "certificate" })).toMatchObject({
      hostname: "127.0.0.1",
      verificationResult: "net::ERR_CERT_AUTHORITY_INVALID",
      errorCode: -202,
      certificate: {
        data: x509.toString(),
        fingerprint: `sha256/${Buffer.from(x509.fingerprint256.replaceAll(":", ""), "hex").toString("base64")}`,
        subject: principal,
        issuer: principal,
        subjectName: "pbx.test",
        issuerName: "pbx.test",
        validStart: Date.parse(x509.validFrom) / 1000,
        validExpiry: Date.parse(x509.validTo) / 1000,
      },
    });
  });

  test.each([-2, -3])("says %i: the connection fails although the last one was trusted", async (answer) => {
    fixture.do("trust", { answer });
    expect(await connect()).toBe("error");
    await fixture.next({ type: "certificate" });
  });

  test("is asked again for every connection", async () => {
    fixture.do("trust", { answer: 0 });
    expect([await connect(), await connect()]).toStrictEqual(["Blob", "Blob"]);
    await fixture.next({ type: "certificate" });
    await fixture.next({ type: "certificate" });
  });
});
