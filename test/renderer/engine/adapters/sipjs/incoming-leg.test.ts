/** An INVITE from the server: offered as it is, silent until the core decides, answered on whatever socket is open. */
import { expect, test } from "vitest";
import { answerSdp, atRest, createSipLab, main, serverContact } from "./sip-lab.ts";

test("An INVITE is offered, rings only when told, is accepted, acknowledged, and ended by the server", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.request({
    method: "INVITE",
    headers: [serverContact, "X-Edge-Id: edge-7", "Content-Type: application/sdp"],
    body: answerSdp,
  });
  const offered = await lab.event("leg.offered");
  expect(offered).toEqual({
    type: "leg.offered",
    serverId: main,
    connection: 1,
    inviteId: offered.inviteId,
    remote: { number: "2002", name: "Bob" },
    strongKey: "edge-7",
  });
  await lab.server.takeResponse(100, "INVITE");
  lab.adapter.perform({ type: "leg.ring", inviteId: offered.inviteId });
  await lab.server.takeResponse(180, "INVITE");
  lab.adapter.perform({ type: "leg.accept", inviteId: offered.inviteId });
  const ok = await lab.server.takeResponse(200, "INVITE");
  expect(ok.body).toContain("m=audio");
  await lab.event("leg.accepted");
  lab.request({ method: "ACK", to: ok.header("To") });
  await lab.event("leg.acknowledged");
  lab.request({ method: "BYE", to: ok.header("To"), cseq: 2 });
  await lab.server.takeResponse(200, "BYE");
  expect(await lab.event("dialog.ended")).toEqual({ type: "dialog.ended", inviteId: offered.inviteId });
  await expect.poll(lab.census).toEqual({ ...atRest, servers: expect.any(Number) });
});
