/** REGISTER on the wire: one at a time, only for our own realm, and never repeated by the adapter itself. */
import { expect, test } from "vitest";
import { challenge, createSipLab, digestOf, main, md5, password } from "./sip-lab.ts";

const sendRegister = (connection: number, expiresS = 120) =>
  ({ type: "register.send", serverId: main, connection, expiresS }) as const;

test("A REGISTER is challenged, answered with MD5 for the own realm, and its granted expiry is read from our Contact", async () => {
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
  expect(await lab.event("register.answered")).toEqual({
    type: "register.answered",
    serverId: main,
    connection: 1,
    code: 200,
    expiresS: 77,
    retryAfterS: null,
    minExpiresS: null,
  });
  expect(lab.eventTypes()).toEqual(["socket.opened", "server.responded", "register.answered"]);
});
