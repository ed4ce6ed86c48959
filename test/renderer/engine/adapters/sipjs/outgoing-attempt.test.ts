/** An outgoing INVITE: what is reported of it, and how it is given up without a telephone left ringing. */
import { expect, test } from "vitest";
import { answer, atRest, challenge, createSipLab, inviteId, ring } from "./sip-lab.ts";

test("A dial is challenged, rings, is answered, and hung up, and nothing of it is left", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.invite("a1", "+81#50");
  const first = await lab.server.takeRequest("INVITE");
  expect(first.startLine).toBe("INVITE sip:+81%2350@pbx.test SIP/2.0");
  expect(first.header("X-Call-Attempt-ID")).toBe("dial-1");
  challenge(first);
  const second = await lab.server.takeRequest("INVITE");
  expect(second.header("Authorization")).toContain('realm="asterisk"');
  second.reply(100);
  ring(second);
  answer(second);
  await lab.event("attempt.answered");
  expect(lab.events.filter((event) => event.type.startsWith("attempt."))).toEqual([
    { type: "attempt.sent", inviteId: "a1", hasCredentials: false },
    { type: "attempt.challenged", inviteId: "a1" },
    { type: "attempt.sent", inviteId: "a1", hasCredentials: true },
    { type: "attempt.progressed", inviteId: "a1", code: 100 },
    { type: "attempt.progressed", inviteId: "a1", code: 180 },
    { type: "attempt.answered", inviteId: "a1" },
  ]);
  await lab.server.take((message) => message.method === "ACK" && message.header("To").includes("servertag"));
  lab.adapter.perform({ type: "dialog.bye", inviteId: inviteId("a1") });
  (await lab.server.takeRequest("BYE")).reply(200);
  await expect.poll(lab.census, { timeout: 2_000 }).toEqual({ ...atRest, clients: expect.any(Number) });
  expect(lab.media.sessions.map((session) => session.isClosed())).toEqual([true]);
  expect(lab.eventTypes()).not.toContain("dialog.ended");
});
