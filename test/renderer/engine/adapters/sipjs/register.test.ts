/** REGISTER on the wire: one at a time, only for our own realm, and never repeated by the adapter itself. */
import { expect, test, vi } from "vitest";
import { answered, challenge, createSipLab, digestOf, grant, main, md5, password, pause } from "./sip-lab.ts";

const sendRegister = (connection: number, expiresS = 120) =>
  ({ type: "register.send", serverId: main, connection, expiresS }) as const;

test("A REGISTER is challenged, answered with MD5, and its granted expiry is read from our own Contact", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  const first = await lab.server.takeRequest("REGISTER");
  expect(first.header("Authorization")).toBe("");
  challenge(first);
  const second = await lab.server.takeRequest("REGISTER");
  expect(second.header("Authorization")).toContain(`response="${digestOf(second, md5(`1001:asterisk:${password}`))}"`);
  const own = second.header("Contact").replace(/@[^;>]+/, "@192.0.2.1:5060");
  second.reply(200, {
    headers: [`Contact: <sip:other@192.0.2.9>;expires=3000`, `Contact: ${own.replace(/;expires=\d+/, "")};expires=77`],
  });
  expect(await lab.event("register.answered")).toEqual(answered({ expiresS: 77 }));
  expect(lab.eventTypes()).toEqual(["socket.opened", "server.responded", "register.answered"]);
});

test("A secret given as HA1 answers the challenge of the realm it was made for, and no other", async () => {
  const ha1 = md5(`1001:asterisk:${password}`);
  const lab = await createSipLab({
    server: { secret: { kind: "ha1", ha1, realm: "asterisk" }, realms: ["asterisk", "second"] },
  });
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  challenge(await lab.server.takeRequest("REGISTER"));
  const second = await lab.server.takeRequest("REGISTER");
  expect(second.header("Authorization")).toContain(`response="${digestOf(second, ha1)}"`);
  grant(second);
  await lab.event("register.answered");
  lab.adapter.perform(sendRegister(1));
  challenge(await lab.server.takeRequest("REGISTER"), "second");
  expect((await lab.event("register.answered")).code).toBe(401);
});

test("The challenge of a foreign realm gets no credentials and is reported as the final 401", async () => {
  const lab = await createSipLab({ server: { realms: ["asterisk", "second"] } });
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  challenge(await lab.server.takeRequest("REGISTER"), "evil.example");
  expect(await lab.event("register.answered")).toEqual(answered({ code: 401, expiresS: null }));
  await pause(100);
  expect(lab.server.count("REGISTER")).toBe(1);
  expect(lab.lines.filter((line) => line.level === "warn").map((line) => line.text)).toEqual([
    'The server asked for the password of the realm "evil.example", but its configuration names "asterisk", "second". ' +
      "No password was sent, so the server refuses: the realms in the configuration need to be corrected.",
  ]);
});

test("A challenge that offers only SHA-256 is reported as the final 401", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  const register = await lab.server.takeRequest("REGISTER");
  register.reply(401, { headers: ['WWW-Authenticate: Digest realm="asterisk",nonce="n",algorithm=SHA-256'] });
  expect((await lab.event("register.answered")).code).toBe(401);
});

test("SIP.js reads only the last of several challenges; here the one that can be answered is found among them", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  const offer = (realm: string, algorithm: string) =>
    `WWW-Authenticate: Digest realm="${realm}",nonce="${realm}-${algorithm}",qop="auth",algorithm=${algorithm}`;
  const headers = [offer("other", "MD5"), offer("asterisk", "MD5"), offer("asterisk", "SHA-256"), offer("last", "MD5")];
  (await lab.server.takeRequest("REGISTER")).reply(401, { headers });
  const second = await lab.server.takeRequest("REGISTER");
  expect(second.header("Authorization")).toContain('nonce="asterisk-MD5"');
});

test("A second 401 without stale is final; one with stale is answered once more", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  challenge(await lab.server.takeRequest("REGISTER"));
  const stale = 'WWW-Authenticate: Digest realm="asterisk",nonce="n2",algorithm=MD5,qop="auth",stale=true';
  (await lab.server.takeRequest("REGISTER")).reply(401, { headers: [stale] });
  challenge(await lab.server.takeRequest("REGISTER"));
  expect((await lab.event("register.answered")).code).toBe(401);
  await pause(100);
  expect(lab.server.count("REGISTER")).toBe(3);
});

test("Credentials are never sent unasked, and every REGISTER keeps its Call-ID while CSeq rises", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  for (let round = 0; round < 2; round += 1) {
    lab.adapter.perform(sendRegister(1));
    challenge(await lab.server.takeRequest("REGISTER"));
    grant(await lab.server.takeRequest("REGISTER"));
    await lab.event("register.answered");
  }
  const registers = lab.server.received.filter((message) => message.method === "REGISTER");
  expect(registers.map((register) => register.header("CSeq"))).toEqual([
    "1 REGISTER",
    "2 REGISTER",
    "3 REGISTER",
    "4 REGISTER",
  ]);
  expect(new Set(registers.map((register) => register.header("Call-ID"))).size).toBe(1);
  expect(registers.map((register) => register.header("Authorization") !== "")).toEqual([false, true, false, true]);
});

test("SIP.js waits 32 s for a REGISTER whose socket is lost; here the next one leaves at once on the new socket", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  await lab.server.takeRequest("REGISTER");
  lab.server.drop(0);
  await lab.event("socket.closed");
  expect(lab.census().clients).toBe(0);
  await lab.open(2);
  lab.adapter.perform(sendRegister(2));
  const second = await lab.server.takeRequest("REGISTER");
  expect(second.socket).toBe(1);
  grant(second);
  expect(await lab.event("register.answered")).toEqual(answered({ connection: 2 }));
  expect(lab.eventTypes().filter((type) => type === "register.answered")).toHaveLength(1);
});

test("SIP.js makes up a 408 for a REGISTER without answer; it is not reported as an answer", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  await lab.server.takeRequest("REGISTER");
  await vi.advanceTimersByTimeAsync(33_000);
  expect(lab.census().clients).toBe(0);
  expect(lab.eventTypes()).toEqual(["socket.opened"]);
  vi.useRealTimers();
});

test("A 408 that the server itself sent is reported", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  (await lab.server.takeRequest("REGISTER")).reply(408);
  expect((await lab.event("register.answered")).code).toBe(408);
});

test("SIP.js's Registerer hangs for ever on a 2xx without Contact; here the next REGISTER goes out", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  (await lab.server.takeRequest("REGISTER")).reply(200);
  expect(await lab.event("register.answered")).toEqual(answered({ expiresS: null }));
  lab.adapter.perform(sendRegister(1));
  grant(await lab.server.takeRequest("REGISTER"));
  expect(await lab.event("register.answered")).toEqual(answered());
});

test("SIP.js's Registerer repeats a 423 without end; here it is reported once and nothing is repeated", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  (await lab.server.takeRequest("REGISTER")).reply(423, { headers: ["Min-Expires: 300"] });
  expect(await lab.event("register.answered")).toEqual(answered({ code: 423, expiresS: null, minExpiresS: 300 }));
  await pause(300);
  expect(lab.server.count("REGISTER")).toBe(1);
});

test("Retry-After of a 503 is told in seconds, whatever stands behind the number", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  (await lab.server.takeRequest("REGISTER")).reply(503, { headers: ["Retry-After: 18 (busy);duration=60"] });
  expect(await lab.event("register.answered")).toEqual(answered({ code: 503, expiresS: null, retryAfterS: 18 }));
});

test("A lost REGISTER holds up the next one for 32 s in SIP.js; here the next one replaces it at once", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  const lost = await lab.server.takeRequest("REGISTER");
  lab.adapter.perform(sendRegister(1));
  const second = await lab.server.takeRequest("REGISTER");
  expect([second.header("CSeq"), second.header("Call-ID")]).toEqual(["2 REGISTER", lost.header("Call-ID")]);
  expect(lab.census().clients).toBe(1);
  challenge(lost);
  grant(lost, 33);
  grant(second);
  expect(await lab.event("register.answered")).toEqual(answered());
  await pause(50);
  expect(lab.eventTypes().filter((type) => type === "register.answered")).toHaveLength(1);
  expect(lab.server.count("REGISTER")).toBe(2);
});

test("A REGISTER lost on its second way, with credentials, is replaced at once as well", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  challenge(await lab.server.takeRequest("REGISTER"));
  await lab.server.takeRequest("REGISTER");
  lab.adapter.perform(sendRegister(1, 0));
  const third = await lab.server.takeRequest("REGISTER");
  expect(third.header("CSeq")).toBe("3 REGISTER");
  third.reply(200);
  expect(await lab.event("register.answered")).toEqual(answered({ expiresS: null }));
  await expect.poll(() => lab.census().clients).toBe(0);
});

test.each(["md5", '"Md5"'])("An algorithm is named without regard to case: %s is answered", async (algorithm) => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  const offers = [
    `WWW-Authenticate: Digest realm="asterisk",nonce="n",qop="auth",algorithm=${algorithm}`,
    'WWW-Authenticate: Digest realm="asterisk",nonce="n",qop="auth",algorithm=SHA-256',
  ];
  (await lab.server.takeRequest("REGISTER")).reply(401, { headers: offers.slice(0, 1) });
  const second = await lab.server.takeRequest("REGISTER");
  expect(second.header("Authorization")).toContain(`response="${digestOf(second, md5(`1001:asterisk:${password}`))}"`);
  grant(second);
  await lab.event("register.answered");
  lab.adapter.perform(sendRegister(1));
  (await lab.server.takeRequest("REGISTER")).reply(401, { headers: offers });
  expect((await lab.server.takeRequest("REGISTER")).header("Authorization")).toContain('nonce="n"');
});

test("An order for an older connection sends nothing, and an answer on an older socket says nothing", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister(1));
  const late = await lab.server.takeRequest("REGISTER");
  await lab.open(2);
  late.reply(200);
  lab.adapter.perform(sendRegister(1));
  lab.adapter.perform({ type: "probe.send", serverId: main, connection: 1, probeId: 1 });
  await pause(100);
  expect([lab.server.count("REGISTER"), lab.server.count("OPTIONS")]).toEqual([1, 0]);
  expect(lab.eventTypes()).toEqual(["socket.opened", "socket.opened"]);
});
