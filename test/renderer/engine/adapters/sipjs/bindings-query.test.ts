/** The question who is bound to this account: a REGISTER without Contact (RFC 3261 §10.2.3). */
import { expect, test } from "vitest";
import { challenge, createSipLab, grant, main, pause } from "./sip-lab.ts";

const query = { type: "bindings.query", serverId: main, connection: 1 } as const;
const sendRegister = { type: "register.send", serverId: main, connection: 1, expiresS: 120 } as const;

async function registered() {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform(sendRegister);
  const request = await lab.server.takeRequest("REGISTER");
  grant(request);
  await lab.event("register.answered");
  return { lab, own: request.header("Contact").replace(/;expires=\d+/, "") };
}

test("It carries no Contact and no Expires, answers its challenge, and tells ours from the others'", async () => {
  const { lab, own } = await registered();
  lab.adapter.perform(query);
  const asked = await lab.server.takeRequest("REGISTER");
  expect([asked.header("Contact"), asked.header("Expires")]).toEqual(["", ""]);
  challenge(asked);
  const second = await lab.server.takeRequest("REGISTER");
  expect(second.header("Authorization")).not.toBe("");
  second.reply(200, { headers: [`Contact: ${own};expires=70`, "Contact: <sip:other@192.0.2.9>;expires=60"] });
  expect(await lab.event("bindings.answered")).toEqual({
    type: "bindings.answered",
    serverId: main,
    connection: 1,
    code: 200,
    hasOwn: true,
    others: 1,
  });
});

test.each([
  [200, ["Contact: <sip:other@192.0.2.9>;expires=60"], { hasOwn: false, others: 1 }],
  [200, [], { hasOwn: false, others: 0 }],
  [400, [], { hasOwn: false, others: 0 }],
])("An answer %d with %j is told as it is", async (code, headers, told) => {
  const { lab } = await registered();
  lab.adapter.perform(query);
  (await lab.server.takeRequest("REGISTER")).reply(code, { headers });
  expect(await lab.event("bindings.answered")).toMatchObject({ code, ...told });
  await expect.poll(() => lab.census().clients).toBe(0);
});

test("It keeps the Call-ID and the rising CSeq of the REGISTERs, and the next one ends it", async () => {
  const { lab } = await registered();
  lab.adapter.perform(query);
  const asked = await lab.server.takeRequest("REGISTER");
  lab.adapter.perform(sendRegister);
  const next = await lab.server.takeRequest("REGISTER");
  expect([asked.header("CSeq"), next.header("CSeq")]).toEqual(["2 REGISTER", "3 REGISTER"]);
  expect(next.header("Call-ID")).toBe(asked.header("Call-ID"));
  asked.reply(200);
  grant(next);
  await pause(50);
  expect(lab.eventTypes().filter((type) => type === "bindings.answered")).toEqual([]);
  expect(lab.eventTypes().filter((type) => type === "register.answered")).toHaveLength(2);
});

test("Lost with its socket it is not answered, and nothing of it is left", async () => {
  const { lab } = await registered();
  lab.adapter.perform(query);
  await lab.server.takeRequest("REGISTER");
  lab.server.drop(0);
  await lab.event("socket.closed");
  await pause(50);
  expect(lab.eventTypes()).not.toContain("bindings.answered");
  await expect.poll(() => lab.census().clients).toBe(0);
});

test("An unregistration after it still takes the binding away", async () => {
  const { lab } = await registered();
  lab.adapter.perform(query);
  (await lab.server.takeRequest("REGISTER")).reply(200);
  await lab.event("bindings.answered");
  lab.adapter.perform({ ...sendRegister, expiresS: 0 });
  expect((await lab.server.takeRequest("REGISTER")).header("Contact")).toContain("expires=0");
});

test("It goes out beside a REGISTER whose answer is overdue, and both answers are heard", async () => {
  const { lab, own } = await registered();
  lab.adapter.perform(sendRegister);
  const overdue = await lab.server.takeRequest("REGISTER");
  lab.adapter.perform(query);
  const asked = await lab.server.takeRequest("REGISTER");
  expect([asked.header("Contact"), asked.header("CSeq")]).toEqual(["", "3 REGISTER"]);
  asked.reply(200, { headers: [`Contact: ${own};expires=70`] });
  expect(await lab.event("bindings.answered")).toMatchObject({ code: 200, hasOwn: true });
  grant(overdue);
  expect(await lab.event("register.answered")).toMatchObject({ code: 200, expiresS: 120 });
  await expect.poll(() => lab.census().clients).toBe(0);
});
