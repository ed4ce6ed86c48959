/** SUBSCRIBE and NOTIFY on the wire (RFC 6665): one dialog a subscription, challenged like everything else, gone with its socket. */
import { expect, test } from "vitest";
import { challenge, main, registeredLab, serverContact, type SipLab } from "./sip-lab.ts";
import type { Received } from "../../../../fakes/scripted-sip-server.ts";

const line = { of: "line", resource: "1002" } as const;
const mailbox = { of: "mailbox", resource: "1001" } as const;

const subscribe = (lab: SipLab, subscriptionId: number, watched: typeof line | typeof mailbox = line, expiresS = 600) =>
  lab.adapter.perform({
    type: "subscription.send",
    serverId: main,
    connection: 1,
    subscriptionId,
    ...watched,
    expiresS,
  });

const accept = (request: Received, expiresS = 600) =>
  request.reply(200, { headers: [serverContact, `Expires: ${expiresS}`] });

const busyXml = '<dialog-info version="1" state="full"><dialog id="1"><state>confirmed</state></dialog></dialog-info>';

function notify(
  lab: SipLab,
  subscribed: Received,
  cseq: number,
  { state = "active;expires=600", event = "dialog", body = busyXml, socket = -1 } = {},
): void {
  lab.request(
    {
      method: "NOTIFY",
      callId: subscribed.header("Call-ID"),
      cseq,
      from: `${subscribed.header("To").replace(/;tag=.*/, "")};tag=servertag`,
      to: subscribed.header("From"),
      headers: [serverContact, `Event: ${event}`, `Subscription-State: ${state}`, "Content-Type: text/plain"],
      body,
    },
    socket,
  );
}

test("A line is subscribed to with credentials only once asked for, and its NOTIFY is answered and told", async () => {
  const lab = await registeredLab();
  subscribe(lab, 1);
  const first = await lab.server.takeRequest("SUBSCRIBE");
  expect(first.startLine).toBe("SUBSCRIBE sip:1002@pbx.test SIP/2.0");
  expect(["Event", "Accept", "Expires", "Authorization"].map(first.header)).toEqual([
    "dialog",
    "application/dialog-info+xml",
    "600",
    "",
  ]);
  challenge(first);
  const second = await lab.server.takeRequest("SUBSCRIBE");
  expect(second.header("Authorization")).toContain('username="1001"');
  accept(second, 300);
  expect(await lab.event("subscription.answered")).toEqual({
    type: "subscription.answered",
    serverId: main,
    connection: 1,
    subscriptionId: 1,
    code: 200,
    expiresS: 300,
    retryAfterS: null,
    minExpiresS: null,
  });
  notify(lab, second, 10);
  await lab.server.takeResponse(200, "NOTIFY");
  expect(await lab.event("subscription.notified")).toEqual({
    type: "subscription.notified",
    serverId: main,
    connection: 1,
    subscriptionId: 1,
    state: "active",
    reason: null,
    retryAfterS: null,
    news: { of: "line", state: "busy" },
  });
});

test("A NOTIFY before the answer is taken, and a refresh goes into its dialog", async () => {
  const lab = await registeredLab();
  subscribe(lab, 1);
  const first = await lab.server.takeRequest("SUBSCRIBE");
  notify(lab, first, 10);
  expect(await lab.event("subscription.notified")).toMatchObject({ news: { state: "busy" } });
  accept(first);
  await lab.event("subscription.answered");
  subscribe(lab, 1);
  const refresh = await lab.server.takeRequest("SUBSCRIBE");
  expect([refresh.startLine, refresh.header("Call-ID"), refresh.header("CSeq")]).toEqual([
    "SUBSCRIBE sip:server@127.0.0.1:5060;transport=ws SIP/2.0",
    first.header("Call-ID"),
    "2 SUBSCRIBE",
  ]);
  expect(refresh.header("To")).toContain(";tag=servertag");
});

test("A NOTIFY that comes late or twice is refused and not told, and one of another event is no news", async () => {
  const lab = await registeredLab();
  subscribe(lab, 1);
  const first = await lab.server.takeRequest("SUBSCRIBE");
  accept(first);
  notify(lab, first, 10);
  notify(lab, first, 10);
  notify(lab, first, 9);
  notify(lab, first, 11, { event: "presence" });
  await lab.server.takeResponse(200, "NOTIFY");
  await lab.server.takeResponse(500, "NOTIFY");
  await lab.server.takeResponse(500, "NOTIFY");
  await lab.server.takeResponse(489, "NOTIFY");
  expect(lab.eventTypes().filter((type) => type === "subscription.notified")).toHaveLength(1);
});

test("A newer subscription to the same takes the place of the older one, whose NOTIFY is answered 481", async () => {
  const lab = await registeredLab();
  subscribe(lab, 1);
  const first = await lab.server.takeRequest("SUBSCRIBE");
  accept(first);
  await lab.event("subscription.answered");
  subscribe(lab, 2);
  accept(await lab.server.takeRequest("SUBSCRIBE"));
  notify(lab, first, 10);
  await lab.server.takeResponse(481, "NOTIFY");
  expect(lab.eventTypes()).not.toContain("subscription.notified");
  expect(lab.census().subscriptions).toBe(1);
});

test("The reason of an end and its Retry-After are told, and nothing of it is left", async () => {
  const lab = await registeredLab();
  subscribe(lab, 1);
  const first = await lab.server.takeRequest("SUBSCRIBE");
  accept(first);
  notify(lab, first, 10, { state: "terminated;reason=Probation;retry-after=30", body: "" });
  expect(await lab.event("subscription.notified")).toMatchObject({
    state: "terminated",
    reason: "probation",
    retryAfterS: 30,
    news: null,
  });
  await expect.poll(lab.census).toMatchObject({ subscriptions: 0, clients: 0 });
});

test.each([
  [489, [], {}],
  [423, ["Min-Expires: 1800"], { minExpiresS: 1800 }],
  [503, ["Retry-After: 20"], { retryAfterS: 20 }],
] as const)("A refusal with %i is told as it is, and nothing is kept of it", async (code, headers, told) => {
  const lab = await registeredLab();
  subscribe(lab, 1, mailbox);
  (await lab.server.takeRequest("SUBSCRIBE")).reply(code, { headers: [...headers] });
  expect(await lab.event("subscription.answered")).toMatchObject({ code, expiresS: null, ...told });
  await expect.poll(lab.census).toMatchObject({ subscriptions: 0, clients: 0 });
});

test("Messages are told as well without having been asked for, and by a socket of now alone", async () => {
  const lab = await registeredLab();
  const unasked = {
    method: "NOTIFY",
    headers: [serverContact, "Event: message-summary", "Subscription-State: terminated"],
    body: "Messages-Waiting: yes\r\nVoice-Message: 3/1 (0/0)\r\n",
  };
  lab.request(unasked);
  await lab.server.takeResponse(200, "NOTIFY");
  expect(await lab.event("mailbox.told")).toEqual({
    type: "mailbox.told",
    serverId: main,
    connection: 1,
    news: { isWaiting: true, fresh: 3, old: 1 },
  });
});

test("With its socket every subscription is gone: what comes on the next one is asked for anew", async () => {
  const lab = await registeredLab();
  subscribe(lab, 1);
  const first = await lab.server.takeRequest("SUBSCRIBE");
  accept(first);
  await lab.event("subscription.answered");
  await lab.register(2);
  expect(lab.census().subscriptions).toBe(0);
  notify(lab, first, 10);
  await lab.server.takeResponse(481, "NOTIFY");
  subscribe(lab, 3);
  expect(lab.census().subscriptions).toBe(0);
});

test("SIP.js answers 32 s later for a request whose socket is gone; here nothing is told of it", async () => {
  const lab = await registeredLab();
  subscribe(lab, 1);
  await lab.server.takeRequest("SUBSCRIBE");
  lab.server.drop(0);
  await lab.event("socket.closed");
  expect(lab.eventTypes()).not.toContain("subscription.answered");
  await expect.poll(lab.census).toMatchObject({ subscriptions: 0, clients: 0 });
});

test("An end that is ordered is SUBSCRIBE with 0 in the dialog, and its last NOTIFY is answered", async () => {
  const lab = await registeredLab();
  subscribe(lab, 1, mailbox);
  const first = await lab.server.takeRequest("SUBSCRIBE");
  accept(first);
  await lab.event("subscription.answered");
  subscribe(lab, 1, mailbox, 0);
  const end = await lab.server.takeRequest("SUBSCRIBE");
  expect([end.header("Expires"), end.header("Call-ID")]).toEqual(["0", first.header("Call-ID")]);
  end.reply(200);
  notify(lab, first, 10, { state: "terminated;reason=timeout", event: "message-summary", body: "" });
  await lab.server.takeResponse(200, "NOTIFY");
  expect(lab.census().subscriptions).toBe(0);
});
