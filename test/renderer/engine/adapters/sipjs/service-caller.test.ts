/** A feature code on the wire: one silent INVITE, its answer told, the rest cleared away. */
import { expect, test } from "vitest";
import { answer, atRest, challenge, main, registeredLab, ring, serverContact, type SipLab } from "./sip-lab.ts";

const dial = (lab: SipLab, target = "*45500") =>
  lab.adapter.perform({ type: "service.call", serverId: main, connection: 1, serviceId: 7, target });
const end = (lab: SipLab) => lab.adapter.perform({ type: "service.end", serverId: main, serviceId: 7 });
const told = { serverId: main, connection: 1, serviceId: 7 };
/** An INVITE that was accepted is kept for 32 s beside this (Timer M). */
const { clients: _clients, ...calm } = atRest;
const isAtRest = (lab: SipLab) => expect.poll(lab.census).toMatchObject(calm);

test("A code goes out with an offer of its own, no media behind it, and its answer is acknowledged and told", async () => {
  const lab = await registeredLab();
  dial(lab);
  const first = await lab.server.takeRequest("INVITE");
  expect(first.startLine).toBe("INVITE sip:*45500@pbx.test SIP/2.0");
  expect(first.header("X-Call-Attempt-ID")).toBe("");
  expect(first.body).toContain("a=recvonly");
  challenge(first);
  await lab.server.takeRequest("ACK");
  const second = await lab.server.takeRequest("INVITE");
  expect(second.header("Authorization")).toContain('username="1001"');
  answer(second);
  await lab.server.takeRequest("ACK");
  expect(await lab.event("service.answered")).toEqual({ type: "service.answered", ...told });
  lab.request({
    method: "BYE",
    callId: second.header("Call-ID"),
    cseq: 1,
    from: `${second.header("To").replace(/;tag=.*/, "")};tag=servertag`,
    to: second.header("From"),
    headers: [serverContact],
  });
  await lab.server.takeResponse(200, "BYE");
  expect(await lab.event("service.ended")).toEqual({ type: "service.ended", ...told, code: 200 });
  expect([lab.media.sessions.length, lab.eventTypes().filter((type) => type.startsWith("attempt"))]).toEqual([0, []]);
  await isAtRest(lab);
});

test("A refusal is told with its code, and nothing is left of it", async () => {
  const lab = await registeredLab();
  dial(lab);
  (await lab.server.takeRequest("INVITE")).reply(404);
  expect(await lab.event("service.ended")).toEqual({ type: "service.ended", ...told, code: 404 });
  await isAtRest(lab);
});

test("One that is answered and not hung up gets BYE when it is ended, and nothing more is told", async () => {
  const lab = await registeredLab();
  dial(lab);
  answer(await lab.server.takeRequest("INVITE"));
  await lab.event("service.answered");
  end(lab);
  (await lab.server.takeRequest("BYE")).reply(200);
  expect(lab.eventTypes()).not.toContain("service.ended");
  await isAtRest(lab);
});

test("One that is given up before its answer is cancelled once that is legal, and no late challenge is answered", async () => {
  const lab = await registeredLab();
  dial(lab);
  const invite = await lab.server.takeRequest("INVITE");
  end(lab);
  ring(invite);
  (await lab.server.takeRequest("CANCEL")).reply(200);
  invite.reply(487);
  await lab.server.takeRequest("ACK");
  await isAtRest(lab);
  dial(lab);
  const late = await lab.server.takeRequest("INVITE");
  end(lab);
  challenge(late);
  await lab.server.takeRequest("ACK");
  await isAtRest(lab);
  expect(lab.server.received.filter(({ method }) => method === "INVITE")).toHaveLength(2);
  expect(lab.eventTypes()).not.toContain("service.ended");
});

test("One whose socket is lost is told no more; where it was answered, its BYE goes out on the next socket", async () => {
  const lab = await registeredLab();
  dial(lab);
  answer(await lab.server.takeRequest("INVITE"));
  await lab.event("service.answered");
  lab.server.drop(0);
  await lab.event("socket.closed");
  expect(lab.census()).toMatchObject({ services: 0 });
  await lab.open(2);
  (await lab.server.takeRequest("BYE")).reply(200);
  await isAtRest(lab);
});

test("Nothing leaves on a connection that is not the current one", async () => {
  const lab = await registeredLab();
  lab.adapter.perform({ type: "service.call", serverId: main, connection: 2, serviceId: 8, target: "*45500" });
  expect(lab.census()).toMatchObject({ services: 0 });
});
