/** A call that is given away: REFER, what its NOTIFYs tell, and the BYE at the end; and calls that are mixed. */
import { expect, test } from "vitest";
import { a1, callUp, requestInside, type Call } from "./confirmed-call.ts";
import { inviteId } from "./sip-lab.ts";

const notify = (call: Call, cseq: number, status: string, state = "active") =>
  requestInside(call, {
    method: "NOTIFY",
    cseq,
    headers: ["Event: refer", `Subscription-State: ${state}`, "Content-Type: message/sipfrag"],
    body: `SIP/2.0 ${status}\r\n`,
  });

test("SIP.js stays in a call that was transferred away; here its BYE follows the final NOTIFY", async () => {
  const call = await callUp();
  const { lab } = call;
  lab.adapter.perform({ type: "dialog.transferBlind", inviteId: a1, target: "3000" });
  const refer = await lab.server.takeRequest("REFER");
  expect(refer.header("Refer-To")).toBe("<sip:3000@pbx.test>");
  refer.reply(202);
  notify(call, 7, "100 Trying");
  notify(call, 8, "180 Ringing");
  await lab.server.takeResponse(200, "NOTIFY");
  const told = () => lab.events.flatMap((event) => (event.type === "dialog.transferProgressed" ? [event.code] : []));
  await expect.poll(told).toEqual([100, 100, 180]);
  expect(lab.eventTypes()).not.toContain("dialog.transferAnswered");
  notify(call, 9, "200 OK", "terminated;reason=noresource");
  expect(await lab.event("dialog.transferAnswered")).toEqual({
    type: "dialog.transferAnswered",
    inviteId: "a1",
    code: 200,
  });
  (await lab.server.takeRequest("BYE")).reply(481);
  expect(lab.census()).toMatchObject({ invites: 0, sessions: 0, dialogs: 0, owedByes: 0 });
});

test("A transfer that fails leaves the call up", async () => {
  const call = await callUp();
  const { lab } = call;
  lab.adapter.perform({ type: "dialog.transferBlind", inviteId: a1, target: "3000" });
  (await lab.server.takeRequest("REFER")).reply(202);
  notify(call, 7, "404 Not Found", "terminated");
  expect(await lab.event("dialog.transferAnswered")).toMatchObject({ code: 404 });
  lab.adapter.perform({ type: "dialog.transferBlind", inviteId: a1, target: "3001" });
  (await lab.server.takeRequest("REFER")).reply(403);
  expect(await lab.event("dialog.transferAnswered")).toMatchObject({ code: 403 });
  expect(lab.server.count("BYE")).toBe(0);
});

test.each([
  ["stops telling before the end", (call: Call) => notify(call, 7, "180 Ringing", "terminated;reason=timeout")],
  ["is gone with its socket", ({ lab }: Call) => lab.server.drop(0)],
])("A transfer of which the server %s was answered by silence, and the call stays", async (_how, fallSilent) => {
  const call = await callUp();
  const { lab } = call;
  lab.adapter.perform({ type: "dialog.transferBlind", inviteId: a1, target: "3000" });
  const refer = await lab.server.takeRequest("REFER");
  if (_how.startsWith("stops")) refer.reply(202);
  fallSilent(call);
  expect(await lab.event("dialog.transferAnswered")).toMatchObject({ code: null });
  expect(lab.census()).toMatchObject({ invites: 1, dialogs: 1 });
});

test("A server that knows no REFER says so at once", async () => {
  const { lab } = await callUp();
  lab.adapter.perform({ type: "dialog.transferBlind", inviteId: a1, target: "3000" });
  (await lab.server.takeRequest("REFER")).reply(501);
  expect(await lab.event("dialog.transferAnswered")).toMatchObject({ code: 501 });
  expect(lab.eventTypes()).not.toContain("dialog.transferProgressed");
});

test("A conference is mixed of the calls that are up, and of no other", async () => {
  const { lab } = await callUp();
  await callUp(lab, "a2");
  lab.adapter.perform({ type: "conference.mix", inviteIds: [a1, inviteId("gone"), inviteId("a2")] });
  expect(lab.media.mixed()).toEqual(lab.media.sessions);
  lab.adapter.perform({ type: "conference.mix", inviteIds: [] });
  expect(lab.media.mixed()).toEqual([]);
});

test("An attended transfer names the other dialog in Replaces", async () => {
  const call = await callUp();
  const { lab } = call;
  const other = await callUp(lab, "a2");
  lab.adapter.perform({ type: "dialog.transferAttended", inviteId: a1, toInviteId: inviteId("a2") });
  const refer = await lab.server.takeRequest("REFER");
  const fromTag = /tag=(\w+)/.exec(other.invite.header("From"))?.[1] ?? "";
  const replaces = encodeURIComponent(`${other.invite.header("Call-ID")};to-tag=servertag;from-tag=${fromTag}`);
  expect(refer.header("Refer-To")).toBe(`<sip:server@127.0.0.1:5060;transport=ws?Replaces=${replaces}>`);
  lab.adapter.perform({ type: "dialog.transferAttended", inviteId: a1, toInviteId: inviteId("nowhere") });
  expect(await lab.event("dialog.transferAnswered")).toMatchObject({ code: 481 });
});
