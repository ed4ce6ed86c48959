/** The probe: one OPTIONS, any answer of the server counts, and nothing is left of it. */
import { expect, test, vi } from "vitest";
import { atRest, challenge, createSipLab, main, pause } from "./sip-lab.ts";

const sendProbe = (probeId: number, connection = 1) =>
  ({ type: "probe.send", serverId: main, connection, probeId }) as const;

test("SIP.js answers the 401 of an OPTIONS with a second one; here the 401 is the answer, in one message", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.adapter.perform(sendProbe(7));
  const options = await lab.server.takeRequest("OPTIONS");
  expect(options.startLine).toBe("OPTIONS sip:pbx.test SIP/2.0");
  challenge(options);
  expect(await lab.event("probe.answered")).toEqual({
    type: "probe.answered",
    serverId: main,
    connection: 1,
    probeId: 7,
    code: 401,
    retryAfterS: null,
  });
  await pause(100);
  expect(lab.server.received.map((message) => message.method)).toEqual(["REGISTER", "OPTIONS"]);
  expect(options.header("Authorization")).toBe("");
});

test("Each probe is a request of its own: another branch, Call-ID and tag, and every header a server may ask for", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.adapter.perform(sendProbe(1));
  const first = await lab.server.takeRequest("OPTIONS");
  lab.adapter.perform(sendProbe(2));
  const second = await lab.server.takeRequest("OPTIONS");
  const idsOf = (message: typeof first) => [
    /branch=([^;]+)/.exec(message.header("Via"))?.[1],
    message.header("Call-ID"),
    /tag=(.+)/.exec(message.header("From"))?.[1],
  ];
  expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(4);
  expect(first.header("Via")).toMatch(/^SIP\/2\.0\/WSS? \S+;branch=z9hG4bK[0-9a-z]{21,}$/);
  expect([first.header("CSeq"), first.header("Max-Forwards"), first.header("Content-Length")]).toEqual([
    "1 OPTIONS",
    "70",
    "0",
  ]);
  expect(first.header("To")).toBe("<sip:pbx.test>");
});

test("A provisional answer is none, and an answer that nobody awaits, or that comes twice, is dropped", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.adapter.perform(sendProbe(1));
  const options = await lab.server.takeRequest("OPTIONS");
  options.reply(100, {});
  options.reply(200, {});
  options.reply(200, {});
  await lab.event("probe.answered");
  await pause(50);
  expect(lab.eventTypes().filter((type) => type === "probe.answered")).toHaveLength(1);
});

test("A 503 to the probe brings its code and Retry-After", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.adapter.perform(sendProbe(1));
  (await lab.server.takeRequest("OPTIONS")).reply(503, { headers: ["Retry-After: 5"] });
  expect(await lab.event("probe.answered")).toMatchObject({ code: 503, retryAfterS: 5 });
});

test("A probe that nobody answers is never reported, and its entry does not leak", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  const lab = await createSipLab();
  await lab.register();
  for (let probeId = 0; probeId < 5; probeId += 1) lab.adapter.perform(sendProbe(probeId));
  await lab.server.takeRequest("OPTIONS");
  await vi.advanceTimersByTimeAsync(33_000);
  expect(lab.census()).toEqual(atRest);
  expect(lab.eventTypes()).not.toContain("probe.answered");
  vi.useRealTimers();
});

test("Probes pending on a lost socket are dropped with it", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.adapter.perform(sendProbe(1));
  await lab.server.takeRequest("OPTIONS");
  lab.server.drop(0);
  await lab.event("socket.closed");
  expect(lab.census()).toEqual({ ...atRest, sockets: 0 });
  expect(lab.eventTypes()).not.toContain("probe.answered");
});
