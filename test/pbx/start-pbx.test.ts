/** The embedded PBX as a phone meets it: signing in, calls of every kind, and each fault as the real thing has it. */
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { header, writeSilentSdp } from "../testbed/sip-message.ts";
import { connectPhone, type RawPhone } from "./raw-phone.ts";
import { startPbx, type Pbx } from "./start-pbx.ts";

const accounts = new Map([
  ["1001", "right"],
  ["1002", "right"],
]);

let pbx: Pbx;
beforeEach(async () => {
  pbx = await startPbx({ id: "main", name: "Main", accounts });
});
afterEach(() => pbx.stop());

async function phone(user = "1001", password = "right"): Promise<RawPhone> {
  const connected = await connectPhone(pbx, user, password);
  onTestFinished(connected.drop);
  return connected;
}

/** A WebRTC offer as browsers make it, with a mid, though no voice will follow. */
const silentOffer = () => writeSilentSdp("offer");
const users = () => pbx.registrations().map(({ user }) => user);
const startLines = (of: RawPhone) => of.received.map(({ startLine }) => startLine.split(" ").slice(0, 2).join(" "));

describe("signing in", () => {
  test("a silent one answers and rings with true SDP and no voice", async () => {
    const silent = await startPbx({ id: "silent", name: "Silent", accounts, isSilent: true });
    onTestFinished(silent.stop);
    const anna = await connectPhone(silent, "1001", "right");
    onTestFinished(anna.drop);
    await anna.register();
    const answer = await anna.dial("600", silentOffer()).final();
    expect([answer.status, answer.body.includes("a=setup:active"), silent.calls()[0]?.voice]).toEqual([
      200,
      true,
      { received: 0, sent: 0 },
    ]);
  });

  test("takes the right password, tells the Contact back, and forgets it when asked to", async () => {
    const anna = await phone();
    expect([await anna.register(), users()]).toEqual([200, ["1001"]]);
    expect([await anna.register(0), users()]).toEqual([200, []]);
  });

  test("challenges a wrong password and an unknown user again, for ever", async () => {
    const wrong = await phone("1001", "wrong");
    const unknown = await phone("4711", "right");
    expect([await wrong.register(), await unknown.register(), users()]).toEqual([401, 401, []]);
  });

  test("is taken over by the account's newest socket, and ends with it alone", async () => {
    const [first, second] = [await phone(), await phone()];
    await first.register();
    await second.register();
    first.drop();
    await expect.poll(() => first.isOpen()).toBe(false);
    await second.ask("OPTIONS");
    expect(users()).toEqual(["1001"]);
    second.drop();
    await expect.poll(users).toEqual([]);
  });

  test("is not needed for a probe", async () => {
    expect((await (await phone("4711")).ask("OPTIONS")).status).toBe(200);
  });
});

describe("a call", () => {
  test.each([
    ["602", [100, 486]],
    ["605", [100, 503]],
    ["699", [100, 404]],
    ["1002", [100, 480]],
  ])("to %s ends with its code", async (number, statuses) => {
    const anna = await phone();
    const call = anna.dial(number, silentOffer());
    await call.final();
    expect(call.statuses()).toEqual(statuses);
  });

  test("with a wrong password is challenged and never placed", async () => {
    const anna = await phone("1001", "wrong");
    expect([(await anna.dial("600", silentOffer()).final()).status, pbx.calls()]).toEqual([401, []]);
  });

  test("that rings is given up by CANCEL with 487", async () => {
    const anna = await phone();
    const call = anna.dial("601", silentOffer());
    await expect.poll(call.statuses, { interval: 5 }).toEqual([100, 180]);
    expect(await call.cancel()).toBe(200);
    expect((await call.final()).status).toBe(487);
    expect(pbx.calls()).toMatchObject([{ to: "601", state: "ended", code: 487, wasAnswered: false }]);
  });

  test("rings first and is answered then", async () => {
    const call = (await phone()).dial("608", silentOffer());
    expect((await call.final()).status).toBe(200);
    expect(call.statuses()).toEqual([100, 180, 200]);
  });

  test("answers probes and digits in its dialog, and is unknown after BYE", async () => {
    const call = (await phone()).dial("600", silentOffer());
    await call.final();
    const digit = {
      headers: [["Content-Type", "application/dtmf-relay"]] as const,
      body: "Signal=5\r\nDuration=160\r\n",
    };
    expect((await call.ask("OPTIONS")).status).toBe(200);
    expect((await call.ask("INFO", digit)).status).toBe(200);
    expect((await call.ask("REFER")).status).toBe(501);
    expect((await call.ask("BYE")).status).toBe(200);
    expect((await call.ask("BYE")).status).toBe(481);
    expect(pbx.calls()).toMatchObject([{ digits: "5", state: "ended", wasAnswered: true }]);
  });

  test("is hung up by the server where the plan says so", async () => {
    const anna = await phone();
    await anna.dial("606", silentOffer()).final();
    anna.reply(await anna.next("BYE", 5_000), 200);
    await expect.poll(() => pbx.calls()).toMatchObject([{ to: "606", state: "ended" }]);
  });
});

describe("a call between two phones", () => {
  async function connect() {
    const [anna, boris] = [await phone(), await phone("1002")];
    await boris.register();
    const call = anna.dial("1002", "offer of anna");
    const invite = await boris.next("INVITE");
    return { anna, boris, call, invite };
  }

  test("carries offer and answer through, rings, and ends on both sides", async () => {
    const { anna, boris, call, invite } = await connect();
    expect([invite.body, header(invite, "From")]).toEqual(["offer of anna", expect.stringContaining("sip:1001@")]);
    boris.reply(invite, 180);
    await expect.poll(call.statuses, { interval: 5 }).toEqual([100, 180]);
    boris.reply(invite, 200, "answer of boris");
    expect((await call.final()).body).toBe("answer of boris");
    await boris.next("ACK");
    expect((await call.ask("BYE")).status).toBe(200);
    boris.reply(await boris.next("BYE"), 200);
    expect(startLines(anna).filter((line) => line.startsWith("BYE"))).toEqual([]);
  });

  test("passes a new offer on and its answer back", async () => {
    const { boris, call, invite } = await connect();
    boris.reply(invite, 200, "answer of boris");
    await call.final();
    const asked = call.ask("INVITE", { body: "new offer" });
    const again = await boris.next("INVITE");
    expect(again.body).toBe("new offer");
    boris.reply(again, 200, "new answer");
    expect((await asked).body).toBe("new answer");
  });

  test("that the callee declines is busy for the caller; given up by the caller it stops ringing", async () => {
    const declined = await connect();
    declined.boris.reply(declined.invite, 486);
    expect((await declined.call.final()).status).toBe(486);
    const given = declined.anna.dial("1002", "offer of anna");
    const invite = await declined.boris.next("INVITE");
    declined.boris.reply(invite, 180);
    await expect.poll(given.statuses).toEqual([100, 180]);
    await given.cancel();
    declined.boris.reply(await declined.boris.next("CANCEL"), 200);
    declined.boris.reply(invite, 487);
    expect((await given.final()).status).toBe(487);
  });
});

describe("a fault", () => {
  test("crash: sockets close, connections are refused, and after a start nobody is registered", async () => {
    const anna = await phone();
    await anna.register();
    await pbx.crash();
    await anna.whenClosed;
    await expect(phone()).rejects.toThrow("ECONNREFUSED");
    expect([pbx.state(), users(), pbx.calls()]).toEqual(["crashed", [], []]);
    await pbx.start();
    expect([pbx.state(), users(), (await (await phone()).ask("OPTIONS")).status]).toEqual(["up", [], 200]);
  });

  test("crash while calls ring and timers run: they never come back", async () => {
    const anna = await phone();
    const call = anna.dial("608", silentOffer());
    await expect.poll(call.statuses, { interval: 5 }).toEqual([100, 180]);
    await pbx.crash();
    await pbx.start();
    await sleep(700);
    expect([call.statuses(), pbx.calls()]).toEqual([[100, 180], []]);
  });

  test("freeze: nothing is answered; thaw: what was sent is answered in its order, a closed socket is seen last", async () => {
    const [anna, boris] = [await phone(), await phone("1002")];
    await boris.register();
    pbx.freeze();
    const heardBefore = anna.received.length;
    const answers = [anna.ask("OPTIONS"), anna.register(), anna.ask("OPTIONS")];
    boris.drop();
    await sleep(300);
    expect([anna.received.length, users()]).toEqual([heardBefore, ["1002"]]);
    pbx.thaw();
    await Promise.all(answers);
    const cseqs = anna.received.map((message) => header(message, "CSeq"));
    expect(cseqs.slice(heardBefore)).toEqual(["1 OPTIONS", "2 REGISTER", "3 OPTIONS", "4 REGISTER"]);
    await expect.poll(users).toEqual(["1001"]);
  });

  test("freeze: a new connection is accepted and answered only by the thaw", async () => {
    pbx.freeze();
    let isConnected = false;
    const connecting = phone().then((connected) => {
      isConnected = true;
      return connected;
    });
    await sleep(300);
    expect(isConnected).toBe(false);
    pbx.thaw();
    expect((await (await connecting).ask("OPTIONS")).status).toBe(200);
  });

  test("freeze: a phone that breaks off while it waits to be let in harms nobody", async () => {
    pbx.freeze();
    const { hostname, port } = new URL(pbx.url);
    const broken = connect(Number(port), hostname);
    await once(broken, "connect");
    const head = ["GET /ws HTTP/1.1", `Host: ${hostname}`, "Connection: Upgrade", "Upgrade: websocket"];
    const rest = ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", ""];
    broken.write([...head, ...rest].join("\r\n"));
    await sleep(100);
    broken.resetAndDestroy();
    await sleep(100);
    pbx.thaw();
    expect((await (await phone()).ask("OPTIONS")).status).toBe(200);
  });

  test("freeze: a timer that runs out meanwhile does its work at the thaw", async () => {
    const call = (await phone()).dial("608", silentOffer());
    await expect.poll(call.statuses, { interval: 5 }).toEqual([100, 180]);
    pbx.freeze();
    await sleep(800);
    expect(call.statuses()).toEqual([100, 180]);
    pbx.thaw();
    expect((await call.final()).status).toBe(200);
  });

  test("cut off: nothing comes through, and what was sent stays lost when the line is back", async () => {
    const anna = await phone();
    await anna.register();
    pbx.cutOff();
    await expect(anna.ask("OPTIONS", { withinMs: 400 })).rejects.toThrow("no answer to OPTIONS");
    const heard = anna.received.length;
    const connecting = phone();
    await expect(Promise.race([connecting, sleep(300, "silence")])).resolves.toBe("silence");
    pbx.reconnect();
    await anna.whenClosed;
    await expect(connecting).rejects.toThrow();
    expect(anna.received.length).toBe(heard);
    await expect.poll(users).toEqual([]);
    expect((await (await phone()).ask("OPTIONS")).status).toBe(200);
  });

  test("overload: 503 to a call and to a probe, while signing in and the call that is up go on", async () => {
    const anna = await phone();
    const call = anna.dial("600", silentOffer());
    await call.final();
    pbx.overload(true);
    const [probe, register, fresh] = [
      await anna.ask("OPTIONS"),
      await anna.register(),
      anna.dial("600", silentOffer()),
    ];
    expect([probe.status, register, (await fresh.final()).status]).toEqual([503, 200, 503]);
    expect((await call.ask("BYE")).status).toBe(200);
    pbx.overload(false);
    expect((await anna.ask("OPTIONS")).status).toBe(200);
  });

  test("distrust: the right password meets one challenge after another, until it is taken back", async () => {
    pbx.distrust(true);
    const anna = await phone();
    expect([(await anna.ask("REGISTER")).status, (await anna.ask("OPTIONS")).status, users()]).toEqual([401, 200, []]);
    pbx.distrust(false);
    expect(await anna.register()).toBe(200);
  });

  test("forgotten registrations: the socket stays, the seat cannot be called until it signs in again", async () => {
    const [anna, boris] = [await phone(), await phone("1002")];
    await boris.register();
    pbx.forgetRegistrations();
    expect((await anna.dial("1002", silentOffer()).final()).status).toBe(480);
    expect([boris.isOpen(), await boris.register(), users()]).toEqual([true, 200, ["1002"]]);
  });

  test("restore takes any of them back", async () => {
    const faults = [async () => pbx.freeze(), async () => pbx.cutOff(), pbx.crash, async () => pbx.overload(true)];
    for (const fault of faults) {
      await fault();
      await pbx.restore();
      expect([pbx.state(), pbx.isOverloaded()]).toEqual(["up", false]);
      const fresh = await phone();
      expect([await fresh.register(), (await fresh.ask("OPTIONS")).status]).toEqual([200, 200]);
    }
  });
});
