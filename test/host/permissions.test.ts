// A grant main forgets must fail here as it would in Electron, and a denial must reach the page.
import type { Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startFixture } from "./start-fixture.ts";
import type { Fixture } from "./start-fixture.ts";
import { startWssServer } from "./wss-server.ts";

const askForMicrophone = `navigator.mediaDevices.getUserMedia({ audio: true }).then(
  (stream) => stream.getTracks().map((track) => { track.stop(); return track.kind }),
  (error) => error.name)`;

const connectTo = (port: number) => `new Promise((resolve) => {
  const socket = new WebSocket('wss://127.0.0.1:${port}/');
  socket.onopen = () => resolve('open');
  socket.onerror = () => resolve('error');
})`;

describe("permissions", () => {
  let server: Server;
  let port: number;
  let fixture: Fixture;

  beforeAll(async () => {
    server = await startWssServer();
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => fixture.end());
  afterAll(() => server.close());

  async function openWith(allowed: string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
    fixture = await startFixture({ env });
    fixture.do("trust", { answer: 0 });
    fixture.do("permit", { allowed });
    await fixture.open("engine", { isEngine: true });
  }

  test("granted ones reach the microphone and a server on loopback", async () => {
    await openWith(["media", "loopback-network"]);
    expect(await fixture.evaluate("engine", askForMicrophone)).toStrictEqual(["audio"]);
    expect(await fixture.evaluate("engine", connectTo(port))).toBe("open");
  });

  test("denied ones reach neither", async () => {
    await openWith([]);
    expect(await fixture.evaluate("engine", askForMicrophone)).toBe("NotAllowedError");
    expect(await fixture.evaluate("engine", connectTo(port))).toBe("error");
  });

  test("each is decided by itself", async () => {
    await openWith(["loopback-network"]);
    expect(await fixture.evaluate("engine", askForMicrophone)).toBe("NotAllowedError");
    expect(await fixture.evaluate("engine", connectTo(port))).toBe("open");
  });

  test("a changed mind of main reaches the page with its next load", async () => {
    await openWith([]);
    expect(await fixture.evaluate("engine", askForMicrophone)).toBe("NotAllowedError");
    fixture.do("permit", { allowed: ["media"] });
    fixture.said.length = 0;
    fixture.do("reload", { role: "engine" });
    await fixture.next({ type: "report" });
    expect(await fixture.evaluate("engine", askForMicrophone)).toStrictEqual(["audio"]);
  });

  test("a computer without a microphone has none although the permission is there", async () => {
    await openWith(["media"], { TANDEM_FAKE_AUDIO: "none" });
    expect(await fixture.evaluate("engine", askForMicrophone)).toBe("NotFoundError");
  });

  test("a page finds no headset, whatever main's handlers would say", async () => {
    await openWith(["media", "hid"]);
    expect(await fixture.evaluate("engine", "navigator.hid.getDevices().then((devices) => devices.length)")).toBe(0);
  });

  test("Chromium accepted every permission the host derives", async () => {
    await openWith(["media"]);
    expect(await fixture.hook("host.records.refusedPermissions")).toStrictEqual([]);
  });
});
