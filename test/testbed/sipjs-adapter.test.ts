// The SIP.js adapter against a real Asterisk: what the scripted server promises of one is true of one.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { SipEvent } from "../../renderer/engine/core/sip-vocabulary.ts";
import type { SipjsAdapter } from "../../renderer/engine/adapters/sipjs/sipjs-adapter.ts";
import { CallId, InviteId, ServerId } from "../../shared/model/ids.ts";
import { PhoneConfig } from "../../shared/model/phone-config.ts";
import { accountPassword } from "./accounts.ts";
import { createAdapterOnNode } from "./adapter-on-node.ts";
import { describeWithAsterisk } from "./describe-with-asterisk.ts";
import { placeIncoming } from "./place-incoming.ts";
import { connectRawSip } from "./raw-sip-client.ts";
import { startTestbed, type Testbed } from "./start-testbed.ts";

type EventOf<Type extends SipEvent["type"]> = Extract<SipEvent, { type: Type }>;

const serverId = ServerId.parse("main");
const id = (text: string) => InviteId.parse(text);

describeWithAsterisk("the SIP.js adapter and Asterisk", () => {
  let testbed: Testbed;
  let adapter: SipjsAdapter;
  let events: SipEvent[];
  let lines: string[];

  beforeAll(async () => {
    testbed = await startTestbed({ allowUnauthenticatedOptions: false });
  });
  afterAll(async () => {
    await testbed?.stop();
  });

  beforeEach(() => {
    events = [];
    lines = [];
    adapter = createAdapterOnNode((text) => lines.push(text));
    adapter.listen((event) => events.push(event));
    const [server] = testbed.policyDocument("1001").servers;
    adapter.configure(
      PhoneConfig.parse({
        account: { user: "1001", displayName: "Anna" },
        servers: [
          {
            id: "main",
            name: "Main",
            role: "primary",
            url: server?.url,
            domain: server?.domain,
            realms: ["asterisk"],
            user: "1001",
            displayName: "Anna",
            secret: { kind: "password", password: accountPassword },
            callerId: null,
            dialing: {},
          },
        ],
        failover: {},
        dialing: {},
        iceServers: [],
        forwarding: null,
        colleagues: [],
        voicemail: null,
        agent: null,
        recording: null,
        parking: null,
        wrapUp: null,
      }),
    );
  });
  afterEach(async () => {
    adapter.dispose();
    testbed.main.thaw();
    await testbed.main.hangUpAll();
  });

  const next = async <Type extends SipEvent["type"]>(type: Type, withinMs = 10_000): Promise<EventOf<Type>> => {
    for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(5)) {
      const index = events.findIndex((event) => event.type === type);
      const [event] = index === -1 ? [] : events.splice(index, 1);
      if (event !== undefined) return event as EventOf<Type>;
    }
    throw new Error(`no ${type}; there were ${events.map((event) => event.type).join(", ")}`);
  };

  const register = async (connection: number) => {
    adapter.perform({ type: "socket.open", serverId, connection });
    await next("socket.opened");
    adapter.perform({ type: "register.send", serverId, connection, expiresS: 120 });
    return await next("register.answered");
  };

  const dial = (inviteId: string, target: string) =>
    adapter.perform({
      type: "attempt.invite",
      inviteId: id(inviteId),
      callId: CallId.parse("call"),
      serverId,
      target,
      attemptId: inviteId,
    });

  it("registers with a challenge, is granted what was asked for, and probes in one message", async () => {
    // Asterisk counts the seconds that are left, so some may have passed.
    const { code, expiresS } = await register(1);
    expect([code, (expiresS ?? 0) > 110 && (expiresS ?? 0) <= 120]).toEqual([200, true]);
    adapter.perform({ type: "probe.send", serverId, connection: 1, probeId: 4 });
    expect(await next("probe.answered")).toMatchObject({ probeId: 4, code: 401 });
    expect((await testbed.main.contacts("1001")).length).toBe(1);
    adapter.perform({ type: "register.send", serverId, connection: 1, expiresS: 0 });
    expect(await next("register.answered")).toMatchObject({ code: 200, expiresS: null });
    expect(await testbed.main.contacts("1001")).toEqual([]);
  });

  it("takes its binding away by its own word though its socket is ordered closed at once", async () => {
    await register(1);
    const before = testbed.main.fullLog().length;
    adapter.perform({ type: "register.send", serverId, connection: 1, expiresS: 0 });
    adapter.perform({ type: "socket.close", serverId });
    await expect.poll(() => testbed.main.contacts("1001")).toEqual([]);
    // A socket that closes takes its binding along here ("due to shutdown"); on other servers it stays behind.
    expect(testbed.main.fullLog().slice(before)).toMatch(/Removed contact '[^']*' from AOR '1001' due to request/);
    expect(adapter.census(serverId)?.sockets).toBe(0);
  });

  it("talks, holds, resumes, refreshes over a new socket, and hangs up", async () => {
    await register(1);
    dial("talk", "600");
    await next("attempt.answered");
    adapter.perform({ type: "dialog.hold", inviteId: id("talk"), on: true });
    expect(await next("dialog.holdAnswered")).toMatchObject({ held: true });
    adapter.perform({ type: "dialog.hold", inviteId: id("talk"), on: false });
    expect(await next("dialog.holdAnswered")).toMatchObject({ held: false });
    await register(2);
    adapter.perform({ type: "dialog.refresh", inviteId: id("talk"), hasNewAddress: false });
    expect(await next("dialog.refreshed")).toMatchObject({ outcome: "ok" });
    await testbed.main.hangUpAll();
    expect(await next("dialog.ended")).toMatchObject({ inviteId: "talk" });
    dial("again", "600");
    await next("attempt.answered");
    adapter.perform({ type: "dialog.bye", inviteId: id("again") });
    await expect.poll(() => testbed.main.channels()).toBe(0);
  });

  it("sends the BYE it owes when the server is back in reach", async () => {
    await register(1);
    dial("owed", "600");
    await next("attempt.answered");
    adapter.perform({ type: "socket.close", serverId });
    adapter.perform({ type: "dialog.bye", inviteId: id("owed") });
    await sleep(300);
    expect(await testbed.main.channels()).toBe(1);
    await register(2);
    await expect.poll(() => testbed.main.channels()).toBe(0);
  });

  it("leaves nobody ringing when an abandoned INVITE thaws with the server", async () => {
    await register(1);
    const callee = await connectRawSip(testbed.main, "1002");
    await callee.register();
    dial("cold", "1002");
    // The INVITE with credentials leaves with this event; the server freezes before it can read it.
    await next("attempt.challenged");
    testbed.main.freeze();
    await sleep(200);
    adapter.perform({ type: "attempt.cancel", inviteId: id("cold") });
    adapter.perform({ type: "socket.open", serverId, connection: 2 });
    await sleep(800);
    testbed.main.thaw();
    // CANCEL may overtake the first line of the dialplan, or the INVITE to the callee: then neither is ever seen.
    const rung = await callee.nextIncoming(2_000);
    rung?.ring();
    const stopped = rung === null ? null : await Promise.race([rung.whenEnded, sleep(10_000, null)]);
    await expect.poll(() => testbed.main.channels()).toBe(0);
    const logged = testbed.main.callsLog().flatMap((line) => (line.key === "cold" ? [line.event] : []));
    expect({
      invites: adapter.census(serverId)?.invites,
      isCancelled: lines.some((line) => line.startsWith("#1 > CANCEL ")),
      ends: lines.filter((line) => line.startsWith("#1 < SIP/2.0 487 ")).length,
      isCalleeLeft: rung === null || stopped?.method === "CANCEL",
      isLoggedOpen: logged.length > 0 && logged.at(-1) !== "ended",
    }).toEqual({ invites: 0, isCancelled: true, ends: 1, isCalleeLeft: true, isLoggedOpen: false });
    callee.terminate();
  });

  it("drops an INVITE without credentials with its socket: nothing arrives after the thaw", async () => {
    await register(1);
    testbed.main.freeze();
    dial("dropped", "600");
    await next("attempt.sent");
    adapter.perform({ type: "attempt.cancel", inviteId: id("dropped") });
    adapter.perform({ type: "socket.close", serverId });
    expect(adapter.census(serverId)).toMatchObject({ sockets: 0, invites: 0 });
    testbed.main.thaw();
    await sleep(1_000);
    expect(testbed.main.callsLog().filter((line) => line.key === "dropped")).toEqual([]);
  });

  it("answers a ringing call on the new socket after its own died", async () => {
    await register(1);
    const call = placeIncoming({ server: testbed.main, to: "1001", fromNumber: "0355500100", fromName: "Caller" });
    const offered = await next("leg.offered");
    expect(offered.remote).toEqual({ number: "0355500100", name: "Caller" });
    adapter.perform({ type: "leg.ring", inviteId: offered.inviteId });
    await register(2);
    adapter.perform({ type: "leg.accept", inviteId: offered.inviteId });
    await next("leg.acknowledged");
    expect(await call.whenDecided(15_000)).toBe("ANSWER");
    await call.hangUp();
    await next("dialog.ended");
  });

  it("transfers blind and leaves the call it gave away", async () => {
    await register(1);
    const callee = await connectRawSip(testbed.main, "1002");
    await callee.register();
    dial("given", "1002");
    (await callee.nextIncoming())?.accept();
    await next("attempt.answered");
    adapter.perform({ type: "dialog.transferBlind", inviteId: id("given"), target: "604" });
    expect(await next("dialog.transferAnswered")).toMatchObject({ code: 200 });
    expect(adapter.census(serverId)).toMatchObject({ invites: 0, dialogs: 0 });
    callee.terminate();
  });

  it("takes busy and unknown numbers for what they are, a colleague who is not signed in, and one who declines", async () => {
    await register(1);
    dial("busy", "602");
    expect(await next("attempt.rejected")).toMatchObject({ code: 486 });
    dial("unknown", "99999");
    expect(await next("attempt.rejected")).toMatchObject({ code: 404 });
    dial("absent", "1003");
    expect(await next("attempt.rejected")).toMatchObject({ code: 404, cause: 3 });
    const callee = await connectRawSip(testbed.main, "1002");
    await callee.register();
    dial("declined", "1002");
    (await callee.nextIncoming())?.reject(603);
    expect(await next("attempt.rejected")).toMatchObject({ code: 403, cause: 21 });
    callee.terminate();
  });
});
