/** Seats without a screen on two embedded PBXs: what other tests take for granted of them. */
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import type { PhoneConfig } from "../../shared/model/phone-config.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { startPbx, type Pbx } from "../pbx/start-pbx.ts";
import { createHeadlessSeat, type HeadlessOptions, type HeadlessSeat } from "./headless-seat.ts";
import { toSeatConfig } from "./seat-config.ts";
import { createSeatDice } from "./seat-dice.ts";

const users = Array.from({ length: 20 }, (_, index) => String(1001 + index));
const accounts = new Map(users.map((user) => [user, "right"]));

let main: Pbx;
let backup: Pbx;
beforeEach(async () => {
  main = await startPbx({ id: "main", name: "Main", accounts });
  backup = await startPbx({ id: "backup", name: "Backup", accounts });
});
afterEach(async () => {
  await Promise.all([main.stop(), backup.stop()]);
});

function configOf(user: string): PhoneConfig {
  const servers = [main, backup].map(({ id, name, url, domain }) => ({ id, name, url, domain }));
  return toSeatConfig({
    version: 1,
    account: { user, displayName: user, password: "right" },
    servers: servers.map((server, index) => ({ ...server, role: index === 0 ? "primary" : "backup" })),
  });
}

function sit(options: HeadlessOptions = {}): HeadlessSeat {
  const seat = createHeadlessSeat(options);
  onTestFinished(seat.dispose);
  return seat;
}

const isAllReady = ({ reachability }: Snapshot) => reachability === "all";
const boundAt = (pbx: Pbx) => pbx.registrations().map(({ user }) => user);

async function dial(seat: HeadlessSeat, target: string): Promise<CallId> {
  const reply = await seat.command({ type: "call.dial", target });
  if (!reply.ok || reply.callId === undefined) throw new Error(`refused: ${JSON.stringify(reply)}`);
  return reply.callId;
}

it("is one whole phone: it registers on both servers, dials, talks, hangs up and signs out", async () => {
  const seat = sit();
  seat.start(configOf("1001"));
  await seat.until("both ready", isAllReady);
  const id = await dial(seat, "600");
  await seat.until("an answer", ({ calls }) => calls.some((call) => call.id === id && call.state === "active"));
  expect(seat.events.filter(({ type }) => type.startsWith("call.")).map(({ type }) => type)).toContain("call.answered");
  await seat.command({ type: "call.hangUp", callId: id });
  await seat.until("the end", ({ calls }) => calls.every((call) => call.state === "ended"));
  await seat.stop();
  expect([boundAt(main), boundAt(backup)]).toEqual([[], []]);
  await expect.poll(() => seat.sockets().length).toBe(0);
});

it("rings for a call from outside and answers it", async () => {
  const seat = sit();
  seat.start(configOf("1002"));
  await seat.until("both ready", isAllReady);
  const order = { to: "1002", fromNumber: "0355500100", fromName: "Caller", ringMs: 5_000, header: null } as const;
  const leg = main.ring({ ...order, program: "echo" }, () => {});
  onTestFinished(() => leg?.cancel(false));
  const { calls } = await seat.until("ringing", (snapshot) => snapshot.calls[0]?.state === "ringing");
  await seat.command({ type: "call.answer", callId: calls[0]?.id as CallId });
  await seat.until("talking", (snapshot) => snapshot.calls[0]?.state === "active");
});

it("notices a crash of its server, calls through the other, and comes back", async () => {
  const seat = sit();
  seat.start(configOf("1003"));
  await seat.until("both ready", isAllReady);
  await main.crash();
  await seat.until("main lost", ({ servers }) => servers[0]?.state === "lost");
  const id = await dial(seat, "601");
  const { calls } = await seat.until("ringing", (snapshot) => snapshot.calls[0]?.state === "ringing");
  expect(calls[0]?.serverId).toBe("backup");
  await seat.command({ type: "call.hangUp", callId: id });
  await main.start();
  await seat.command({ type: "server.probe" });
  await seat.until("both ready again", isAllReady);
});

it("vanishes without a word when its process crashes, and nothing of it follows", async () => {
  const sent: string[] = [];
  const seat = sit({
    watchSocket: (socket) =>
      socket.on("open", () => {
        const send = socket.send.bind(socket) as (data: string) => void;
        socket.send = (data: string) => {
          sent.push(data.split(" ")[0] ?? "");
          send(data);
        };
      }),
  });
  seat.start(configOf("1004"));
  await seat.until("both ready", isAllReady);
  const [before, told] = [sent.length, seat.events.length];
  seat.crash();
  await expect.poll(() => [boundAt(main), boundAt(backup)]).toEqual([[], []]);
  expect([sent.slice(before), seat.events.length]).toEqual([[], told]);
});

it("stands twenty in a process, and the same seed gives the same chance to each", async () => {
  const seats = users.map((_, index) => sit({ dice: createSeatDice(7, index), keepsEvents: false }));
  for (const [index, seat] of seats.entries()) seat.start(configOf(users[index] ?? ""));
  await Promise.all(seats.map((seat) => seat.until("both ready", isAllReady)));
  expect([boundAt(main).length, boundAt(backup).length]).toEqual([20, 20]);
  const throws = (seed: number) => users.map((_, index) => createSeatDice(seed, index).uniform(0, 1));
  expect(throws(7)).toEqual(throws(7));
  expect(new Set([...throws(7), ...throws(8)]).size).toBe(40);
});
