/** The log of the wire: every message in one line, and no secret in any of them. */
import { expect, test } from "vitest";
import {
  answer,
  answerSdp,
  challenge,
  createSipLab,
  grant,
  inviteHeaders,
  inviteId,
  main,
  password,
} from "./sip-lab.ts";

test("A registration, a call and its digits leave no secret in the log, and every message one line", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.adapter.perform({ type: "register.send", serverId: main, connection: 1, expiresS: 120 });
  challenge(await lab.server.takeRequest("REGISTER"));
  const register = await lab.server.takeRequest("REGISTER");
  grant(register);
  await lab.event("register.answered");
  lab.invite("a1");
  challenge(await lab.server.takeRequest("INVITE"));
  const invite = await lab.server.takeRequest("INVITE");
  answer(invite);
  await lab.event("attempt.answered");
  lab.media.sessions[0]?.setTelephoneEvent(false);
  lab.adapter.perform({ type: "dialog.sendDtmf", inviteId: inviteId("a1"), digits: "9" });
  await lab.server.takeRequest("INFO");

  const secrets = [
    password,
    ...[register, invite].map((message) => /response="([^"]+)"/.exec(message.header("Authorization"))?.[1] ?? ""),
    "secretsecretsecretsecret",
    "Signal=9",
  ];
  const text = lab.lines.map((line) => line.text).join("\n");
  expect(secrets.filter((secret) => secret === "" || text.includes(secret))).toEqual([]);
  const wire = lab.lines.filter((line) => line.level === "debug" && /^#\d [<>] /.test(line.text));
  expect(wire.every((line) => line.scope === "sip:main" && !line.text.includes("\n"))).toBe(true);
  expect(wire.filter((line) => line.text.startsWith("#1 > "))).toHaveLength(lab.server.received.length);
  const sent = wire.find((line) => line.text.includes("2 REGISTER"))?.text ?? "";
  expect(sent).toContain(`Call-ID: ${register.header("Call-ID")}`);
  expect(sent).toContain("Authorization: •••");
});

test("Transitions are told in one info line each", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.request({ method: "INVITE", headers: inviteHeaders, body: answerSdp });
  const offered = await lab.event("leg.offered");
  lab.adapter.perform({ type: "leg.reject", inviteId: offered.inviteId, code: 486 });
  lab.server.drop(0);
  await lab.event("socket.closed");
  expect(lab.lines.filter((line) => line.level === "info").map((line) => line.text)).toEqual([
    "Socket 1 is open.",
    "REGISTER was accepted for 120 s.",
    `Leg ${offered.inviteId} is offered.`,
    `Leg ${offered.inviteId} is rejected with 486.`,
    "Socket 1 closed with 1006.",
  ]);
});
