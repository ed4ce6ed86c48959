/** Nothing of a call stays behind: hundreds of calls of every ending on the real SIP stack, counted and weighed. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Core } from "sip.js";
import { expect, it, onTestFinished } from "vitest";
import {
  answer,
  answerSdp,
  atRest,
  createSipLab,
  inviteHeaders,
  inviteId,
  main,
  ring,
  until,
  type SipLab,
} from "../renderer/engine/adapters/sipjs/sip-lab.ts";
import { recordFigure } from "../e2e/record-figure.ts";
import { isBench, trialCount } from "../e2e/trials.ts";

/** RFC 6026 keeps answered transactions for 64·T1; here that is shortened, or every count would wait for 32 s. */
function shortenTimers(ms: number): void {
  const timers = Core.Timers as Record<"TIMER_L" | "TIMER_M" | "TIMER_N", number>;
  const { TIMER_L, TIMER_M, TIMER_N } = timers;
  Object.assign(timers, { TIMER_L: ms, TIMER_M: ms, TIMER_N: ms });
  onTestFinished(() => void Object.assign(timers, { TIMER_L, TIMER_M, TIMER_N }));
}

type Story = (lab: SipLab, id: string) => Promise<void>;

let connection = 1;

async function callUp(lab: SipLab, id: string): Promise<{ callId: string; from: string; to: string }> {
  lab.invite(id);
  const invite = await lab.server.takeRequest("INVITE");
  answer(invite);
  await lab.event("attempt.answered");
  await lab.server.takeRequest("ACK");
  const [callId, from] = [invite.header("Call-ID"), `${invite.header("To")};tag=servertag`];
  return { callId, from, to: invite.header("From") };
}

async function loseSocket(lab: SipLab): Promise<void> {
  lab.server.drop(-1);
  await lab.event("socket.closed");
}

async function reconnect(lab: SipLab): Promise<void> {
  connection += 1;
  await lab.register(connection);
}

async function hangUp(lab: SipLab, id: string): Promise<void> {
  lab.adapter.perform({ type: "dialog.bye", inviteId: inviteId(id) });
  (await lab.server.takeRequest("BYE")).reply(200);
}

const stories: Record<string, Story> = {
  async hungUpHere(lab, id) {
    await callUp(lab, id);
    await hangUp(lab, id);
  },
  async hungUpThere(lab, id) {
    const dialog = await callUp(lab, id);
    lab.request({ method: "BYE", cseq: 7, ...dialog });
    await lab.server.takeResponse(200, "BYE");
    await lab.event("dialog.ended");
  },
  async busy(lab, id) {
    lab.invite(id);
    (await lab.server.takeRequest("INVITE")).reply(486);
    await lab.event("attempt.rejected");
    await lab.server.takeRequest("ACK");
  },
  async cancelled(lab, id) {
    lab.invite(id);
    const invite = await lab.server.takeRequest("INVITE");
    ring(invite);
    await lab.event("attempt.progressed");
    lab.adapter.perform({ type: "attempt.cancel", inviteId: inviteId(id) });
    (await lab.server.takeRequest("CANCEL")).reply(200);
    invite.reply(487);
    await lab.server.takeRequest("ACK");
  },
  async heldAndTakenBack(lab, id) {
    await callUp(lab, id);
    for (const on of [true, false]) {
      lab.adapter.perform({ type: "dialog.hold", inviteId: inviteId(id), on });
      answer(await lab.server.takeRequest("INVITE"));
      await lab.event("dialog.holdAnswered");
      await lab.server.takeRequest("ACK");
    }
    await hangUp(lab, id);
  },
  async reattached(lab, id) {
    await callUp(lab, id);
    await loseSocket(lab);
    await reconnect(lab);
    lab.adapter.perform({ type: "dialog.refresh", inviteId: inviteId(id), hasNewAddress: true });
    answer(await lab.server.takeRequest("INVITE"));
    await lab.event("dialog.refreshed");
    await lab.server.takeRequest("ACK");
    await hangUp(lab, id);
  },
  async byeOwed(lab, id) {
    await callUp(lab, id);
    await loseSocket(lab);
    lab.adapter.perform({ type: "dialog.bye", inviteId: inviteId(id) });
    await reconnect(lab);
    (await lab.server.takeRequest("BYE")).reply(200);
  },
  async incomingCancelled(lab, id) {
    const invite = { callId: id, branch: `z9hG4bK${id}`, cseq: 1 };
    lab.request({ method: "INVITE", ...invite, headers: inviteHeaders, body: answerSdp });
    const offered = await lab.event("leg.offered");
    lab.adapter.perform({ type: "leg.ring", inviteId: offered.inviteId });
    await lab.server.takeResponse(180, "INVITE");
    lab.request({ method: "CANCEL", ...invite });
    await lab.server.takeResponse(487, "INVITE");
    lab.request({ method: "ACK", ...invite });
    await lab.event("leg.cancelled");
  },
};

/** What only the bench remembers is let go before anything is weighed: all but the first REGISTER and the last socket. */
function weigh(lab: SipLab): number {
  const registers = lab.server.received.filter(({ method }) => method === "REGISTER").slice(0, 1);
  const sockets = lab.server.sockets.slice(-1);
  for (const [kept, rest] of [
    [lab.server.received, registers],
    [lab.server.sockets, sockets],
    [lab.media.sessions, []],
    [lab.events, []],
    [lab.lines, []],
  ] as [unknown[], unknown[]][]) {
    kept.splice(0, kept.length, ...rest);
  }
  setFlagsFromString("--expose_gc");
  const collect = runInNewContext("gc") as () => void;
  for (let round = 0; round < 2; round += 1) collect();
  return process.memoryUsage().heapUsed / 1_000;
}

it("leaves no transaction, session or socket of any call behind", { timeout: 300_000 }, async () => {
  shortenTimers(60);
  const lab = await createSipLab();
  connection = 1;
  await lab.register();
  const tellers = Object.entries(stories);
  const count = trialCount(500, 32);
  const grownKb: number[] = [];
  let weight = 0;
  for (let call = 0; call < count; call += 1) {
    const [name, story] = tellers[call % tellers.length] ?? ["", () => Promise.resolve()];
    await story(lab, `${name}${call}`);
    await until(
      () => (isAtRest(lab) ? true : undefined),
      1_000,
      () => `${name}: ${JSON.stringify(lab.census())}`,
    );
    if ((call + 1) % tellers.length !== 0) continue;
    const now = weigh(lab);
    if (call >= count / 2) grownKb.push(now - weight);
    weight = now;
  }
  const perCallKb = grownKb.reduce((sum, kb) => sum + kb, 0) / ((grownKb.length || 1) * tellers.length);
  recordFigure({
    figure: "memory kept per call, over the second half of them",
    unit: "kB",
    values: [Math.round(perCallKb * 100) / 100],
    limit: { of: "max", atMost: 2 },
    note: `${count} calls of ${tellers.length} endings through the SIP adapter, weighed after forced collections. Less than nothing is noise of the collector.`,
  });
  // A slice is too short for the collector's noise to even out: it weighs nothing, and counts what is left.
  if (isBench()) expect(perCallKb).toBeLessThan(2);
  expect(lab.adapter.census(main)).toEqual(atRest);
});

function isAtRest(lab: SipLab): boolean {
  return JSON.stringify(lab.census()) === JSON.stringify(atRest);
}
