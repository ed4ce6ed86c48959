/** A dial that moves on, on real sockets: the second INVITE is not sent once the first was heard to ring. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { ServerId } from "../../shared/model/ids.ts";
import { startScriptedSipServer, type ScriptedSipServer } from "../fakes/scripted-sip-server.ts";
import { createHeadlessSeat } from "./headless-seat.ts";
import { toSeatConfig } from "./seat-config.ts";

const contact = "Contact: <sip:server@127.0.0.1:5060;transport=ws>";
/** The second offer takes so long: what happens meanwhile happens for certain. */
const offerMs = 200;

/** Grants every REGISTER, answers every OPTIONS, and leaves INVITE, CANCEL and the rest to the test. */
async function startServer(): Promise<ScriptedSipServer> {
  const server = await startScriptedSipServer();
  server.addRule((message) => {
    if (message.method === "OPTIONS") message.reply(200);
    else if (message.method === "REGISTER") {
      const headers = message.header("Contact") === "" ? [] : [`Contact: ${message.header("Contact")};expires=120`];
      message.reply(200, { headers });
    } else return false;
    return true;
  });
  return server;
}

async function dialThatMovesOn() {
  const [main, backup] = [await startServer(), await startServer()];
  const seat = createHeadlessSeat();
  onTestFinished(async () => {
    seat.dispose();
    await Promise.all([main.stop(), backup.stop()]);
  });
  const toServer = (id: string, role: string, { url }: ScriptedSipServer) => ({ id, name: id, role, url, domain: id });
  const document = {
    version: 1,
    account: { user: "1001", displayName: "Anna", password: "secret" },
    servers: [toServer("main", "primary", main), toServer("backup", "backup", backup)],
  };
  seat.start(toSeatConfig(document));
  await seat.until("registered on both", ({ reachability }) => reachability === "all");
  await seat.command({ type: "call.dial", target: "600" });
  const invite = await main.takeRequest("INVITE");
  seat.media.setDelayMs(offerMs);
  await expect.poll(() => seat.lines.some(({ text }) => text.includes("preparing backup")), { interval: 5 }).toBe(true);
  return { seat, main, backup, invite };
}

test("A ringing that is heard before the second INVITE has left keeps the dial, and that INVITE never leaves", async () => {
  const { seat, main, backup, invite } = await dialThatMovesOn();
  invite.reply(180, { headers: [contact] });
  await seat.until("ringing through main", ({ calls }) => calls[0]?.state === "ringing");
  await sleep(2 * offerMs);
  expect([backup.count("INVITE"), main.count("CANCEL")]).toEqual([0, 0]);
  expect(seat.snapshot().calls[0]).toMatchObject({ serverId: "main", attempts: [{ outcome: "ringing" }] });
  expect(seat.census(ServerId.parse("backup"))).toMatchObject({ invites: 0, sessions: 0, clients: 0 });
});

test("A ringing that is heard once it has left is cancelled, and the second attempt goes on", async () => {
  const { seat, main, backup, invite } = await dialThatMovesOn();
  const second = await backup.takeRequest("INVITE");
  expect(main.count("CANCEL")).toBe(0);
  invite.reply(180, { headers: [contact] });
  (await main.takeRequest("CANCEL")).reply(200);
  invite.reply(487);
  second.reply(180, { headers: [contact] });
  await seat.until("ringing through backup", ({ calls }) => calls[0]?.state === "ringing");
  expect(seat.snapshot().calls[0]).toMatchObject({
    serverId: "backup",
    attempts: [{ outcome: "carriedOver" }, { outcome: "ringing" }],
  });
});
