/** Callers from outside: through one server or both, answered once, and everybody else told the truth. */
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { header, writeSilentSdp, type SipMessage } from "../testbed/sip-message.ts";
import { placeIncoming } from "./place-incoming.ts";
import { connectPhone, type RawPhone } from "./raw-phone.ts";
import { startPbx, type Pbx } from "./start-pbx.ts";
import { createVoicePeer } from "./voice/voice-peer.ts";

const accounts = new Map([["1001", "right"]]);
const silentAnswer = () => writeSilentSdp("answer");

let main: Pbx;
let backup: Pbx;
beforeEach(async () => {
  main = await startPbx({ id: "main", name: "Main", accounts });
  backup = await startPbx({ id: "backup", name: "Backup", accounts });
});
afterEach(() => Promise.all([main.stop(), backup.stop()]));

async function operatorOn(pbx: Pbx): Promise<RawPhone> {
  const phone = await connectPhone(pbx, "1001", "right");
  onTestFinished(phone.drop);
  await phone.register();
  return phone;
}

async function ring(phone: RawPhone): Promise<SipMessage> {
  const invite = await phone.next("INVITE");
  phone.reply(invite, 180);
  return invite;
}

test("a caller shows number, name and key, is heard once answered, and hangs up", async () => {
  const operator = await operatorOn(main);
  const key = { name: "X-Call-UUID", value: "one-of-many" };
  const call = placeIncoming({ servers: [main], to: "1001", fromNumber: "0312345678", fromName: "Ueda", header: key });
  const invite = await ring(operator);
  expect(header(invite, "From")).toMatch(/^"Ueda" <sip:0312345678@main\.pbx\.test>;tag=/);
  expect(header(invite, "X-Call-UUID")).toBe("one-of-many");
  await expect.poll(call.states).toEqual({ main: "ringing" });
  const peer = createVoicePeer();
  onTestFinished(peer.close);
  operator.reply(invite, 200, await peer.answer(invite.body));
  await operator.next("ACK");
  await expect.poll(() => peer.received().length).toBeGreaterThan(10);
  expect(call.states()).toEqual({ main: "answered" });
  call.hangUp();
  operator.reply(await operator.next("BYE"), 200);
  await expect.poll(call.states).toEqual({ main: "over" });
});

test("a caller may speak a tone, and may withhold the number", async () => {
  const operator = await operatorOn(main);
  placeIncoming({ servers: [main], to: "1001", fromNumber: "", program: "tone" });
  const invite = await ring(operator);
  expect(header(invite, "From")).toContain("anonymous.invalid");
  const peer = createVoicePeer();
  onTestFinished(peer.close);
  operator.reply(invite, 200, await peer.answer(invite.body));
  await expect.poll(() => peer.received().length).toBeGreaterThan(10);
});

test("an answer that is repeated on another socket is acknowledged there", async () => {
  const operator = await operatorOn(main);
  const call = placeIncoming({ servers: [main], to: "1001", fromNumber: "0312345678" });
  const invite = await ring(operator);
  operator.reply(invite, 200, silentAnswer());
  await operator.next("ACK");
  operator.drop();
  const again = await operatorOn(main);
  again.reply(invite, 200, silentAnswer());
  await again.next("ACK");
  expect(call.states()).toEqual({ main: "answered" });
});

test("an answer that comes on another socket than the call is where its dialog goes", async () => {
  const operator = await operatorOn(main);
  const call = placeIncoming({ servers: [main], to: "1001", fromNumber: "0312345678" });
  const invite = await ring(operator);
  operator.drop();
  const again = await operatorOn(main);
  again.reply(invite, 200, silentAnswer());
  await again.next("ACK");
  call.hangUp();
  again.reply(await again.next("BYE"), 200);
  await expect.poll(call.states).toEqual({ main: "over" });
});

test("through both servers the first answer wins, and the other is told that it was answered elsewhere", async () => {
  const [onMain, onBackup] = [await operatorOn(main), await operatorOn(backup)];
  const call = placeIncoming({ servers: [main, backup], to: "1001", fromNumber: "0312345678" });
  const [first, second] = [await ring(onMain), await ring(onBackup)];
  await expect.poll(call.states).toEqual({ main: "ringing", backup: "ringing" });
  onBackup.reply(second, 200, silentAnswer());
  const cancel = await onMain.next("CANCEL");
  expect(header(cancel, "Reason")).toBe('SIP;cause=200;text="Call completed elsewhere"');
  onMain.reply(cancel, 200);
  onMain.reply(first, 487);
  await call.whenSettled;
  expect(call.states()).toEqual({ main: "cancelled", backup: "answered" });
});

test("two answers at the same instant leave one call: the later one is hung up", async () => {
  const [onMain, onBackup] = [await operatorOn(main), await operatorOn(backup)];
  const call = placeIncoming({ servers: [main, backup], to: "1001", fromNumber: "0312345678" });
  const [first, second] = [await ring(onMain), await ring(onBackup)];
  onMain.reply(first, 200, silentAnswer());
  onBackup.reply(second, 200, silentAnswer());
  await Promise.any([onMain.next("BYE"), onBackup.next("BYE")]);
  await call.whenSettled;
  expect(Object.values(call.states()).filter((state) => state === "answered")).toEqual(["answered"]);
});

test("a caller who gives up before the answer says no reason, and one whom nobody answers is told so", async () => {
  const operator = await operatorOn(main);
  const given = placeIncoming({ servers: [main], to: "1001", fromNumber: "0312345678" });
  const first = await ring(operator);
  await expect.poll(given.states).toEqual({ main: "ringing" });
  given.hangUp();
  expect(header(await operator.next("CANCEL"), "Reason")).toBe("");
  operator.reply(first, 487);
  await given.whenSettled;
  const short = placeIncoming({ servers: [main], to: "1001", fromNumber: "0312345678", ringMs: 200 });
  const second = await ring(operator);
  await operator.next("CANCEL");
  operator.reply(second, 487);
  await short.whenSettled;
  expect([given.states(), short.states()]).toEqual([{ main: "cancelled" }, { main: "noAnswer" }]);
});

test("a declined call is busy, an operator who is not there is unreachable, and so is a dead server", async () => {
  const operator = await operatorOn(main);
  await backup.crash();
  const declined = placeIncoming({ servers: [main], to: "1001", fromNumber: "0312345678" });
  operator.reply(await operator.next("INVITE"), 486);
  const absent = placeIncoming({ servers: [main, backup], to: "1002", fromNumber: "0312345678" });
  await Promise.all([declined.whenSettled, absent.whenSettled]);
  expect([declined.states(), absent.states()]).toEqual([
    { main: "busy" },
    { main: "unreachable", backup: "unreachable" },
  ]);
});

test("on a frozen server the call begins when it thaws, and not at all when the caller gave up before", async () => {
  const operator = await operatorOn(main);
  main.freeze();
  const kept = placeIncoming({ servers: [main], to: "1001", fromNumber: "0312345678" });
  const given = placeIncoming({ servers: [main], to: "1001", fromNumber: "0387654321" });
  given.hangUp();
  await expect(operator.next("INVITE", 300)).rejects.toThrow("no request INVITE");
  main.thaw();
  expect(header(await ring(operator), "From")).toContain("0312345678");
  await given.whenSettled;
  expect([kept.states(), given.states()]).toMatchObject([{ main: expect.anything() }, { main: "cancelled" }]);
  await expect(operator.next("INVITE", 300)).rejects.toThrow("no request INVITE");
});

test("a server that crashes while it rings is out of the call, and the other goes on", async () => {
  const [, onBackup] = [await operatorOn(main), await operatorOn(backup)];
  const call = placeIncoming({ servers: [main, backup], to: "1001", fromNumber: "0312345678" });
  const invite = await ring(onBackup);
  await main.crash();
  onBackup.reply(invite, 200, silentAnswer());
  await call.whenSettled;
  expect(call.states()).toEqual({ main: "unreachable", backup: "answered" });
});
