/** A call's card: the state in words, what can be pressed, and what should be known besides. */
import { expect, test } from "vitest";
import { toCallCard } from "../../../../../renderer/ui/views/calls/call-card-model.ts";
import { aCall, anActiveCall, anAttempt, anEndedCall, aTransfer } from "../../../../builders/a-call.ts";
import { aBackupServer, aServer, atFixture } from "../../../../builders/a-server.ts";
import { aNextCall, aSnapshot } from "../../../../builders/a-snapshot.ts";

const phone = aSnapshot();
const afterLoss = aSnapshot({
  servers: [aServer({ state: "lost" }), aBackupServer()],
  nextCall: aNextCall("backup", "primaryNotReady"),
});

test("an active call can be muted, held and hung up", () => {
  expect(toCallCard(anActiveCall({ remote: { number: "0312345678", name: "Tanaka Yuki" } }), phone)).toEqual({
    remote: { title: "Tanaka Yuki", number: "0312345678", company: null, said: null, isFromDirectory: false },
    state: { key: "call.active" },
    isTroubled: false,
    timer: { from: atFixture - 161_000, to: null },
    serverName: "Main",
    carryOver: null,
    note: null,
    quality: null,
    rescue: null,
    canHangUp: true,
    canTalk: true,
    canSendDigits: true,
    canNote: true,
    canHold: true,
    canTransfer: true,
    transferFailure: null,
    consult: null,
    joins: null,
    code: null,
  });
});

test("a call that is given away says how far it is, and why it is still here", () => {
  const going = anActiveCall({ transfer: aTransfer() });
  expect(toCallCard(going, phone)).toMatchObject({ state: { key: "transfer.ringing" }, canTransfer: false });
  const failed = anActiveCall({ transfer: aTransfer({ state: "failed", code: 486 }) });
  expect(toCallCard(failed, phone)).toMatchObject({
    state: { key: "call.active" },
    transferFailure: { key: "transfer.busy" },
    canTransfer: true,
  });
});

test("a call that waits can be joined with the one that is spoken on, unless it is asked about", () => {
  const [held, talking] = [anActiveCall({ id: "held", held: true }), anActiveCall({ id: "talking" })];
  const calls = [held, talking];
  expect(toCallCard(held, aSnapshot({ calls })).joins).toEqual(["held", "talking"]);
  expect(toCallCard(talking, aSnapshot({ calls })).joins).toBeNull();
  const asked = anActiveCall({ id: "asked", consultOf: "held" });
  const card = toCallCard(held, aSnapshot({ calls: [held, asked] }));
  expect([card.joins, card.canTransfer]).toEqual([null, false]);
});

test("what is heard before the answer is said, takes digits, and is no conversation", () => {
  const [heard, unheard] = [true, false].map((earlyMedia) =>
    toCallCard(aCall({ state: "ringing", earlyMedia }), phone),
  );
  expect(heard).toEqual({ ...unheard, state: { key: "call.earlyMedia" }, canSendDigits: true });
  expect(unheard).toMatchObject({ canTalk: false, canSendDigits: false });
});

test("every state is said in words", () => {
  const keyOf = (call: ReturnType<typeof aCall>) => toCallCard(call, phone).state.key;
  expect([
    keyOf(aCall()),
    keyOf(aCall({ state: "ringing" })),
    keyOf(anActiveCall({ muted: true })),
    keyOf(anActiveCall({ muted: true, held: true })),
    keyOf(anActiveCall({ held: true, answeredAside: true })),
    keyOf(anActiveCall({ state: "stranded" })),
    keyOf(anEndedCall({ reason: "busy" })),
  ]).toEqual([
    "call.dialing",
    "call.ringing",
    "call.muted",
    "call.held",
    "call.answeredAside",
    "call.stranded",
    "ending.busy",
  ]);
});

test("a call that lost its line goes on: no hold until the line is back, and a sentence says why", () => {
  expect(toCallCard(anActiveCall({ signalling: "lost", held: true }), afterLoss).canHold).toBe(true);
  const card = toCallCard(anActiveCall({ signalling: "lost" }), afterLoss);
  expect({ canTalk: card.canTalk, canHold: card.canHold, rescue: card.rescue, note: card.note }).toEqual({
    canTalk: true,
    canHold: false,
    rescue: null,
    note: { key: "call.signallingLost", params: { server: "Main" } },
  });
});

test("a stranded call offers the way back and can still be given up", () => {
  const card = toCallCard(anActiveCall({ state: "stranded", signalling: "lost" }), afterLoss);
  expect({ rescue: card.rescue, canHangUp: card.canHangUp, canTalk: card.canTalk, note: card.note }).toEqual({
    rescue: { through: aBackupServer() },
    canHangUp: true,
    canTalk: false,
    note: null,
  });
});

test("a stranded call without a way back says whether there will be one", () => {
  const stranded = { state: "stranded", signalling: "lost" } as const;
  const dark = aSnapshot({ servers: [aServer({ state: "lost" }), aBackupServer({ state: "lost" })] });
  const noteOf = (call: ReturnType<typeof aCall>, shown: typeof dark) => {
    const { note, rescue } = toCallCard(call, shown);
    return { note, rescue };
  };
  expect(noteOf(anActiveCall(stranded), dark)).toEqual({ note: { key: "rescue.waiting" }, rescue: null });
  expect(noteOf(anActiveCall({ ...stranded, mayRescue: false, rescueServerIds: [] }), afterLoss)).toEqual({
    note: { key: "rescue.impossible", params: { server: "Main" } },
    rescue: null,
  });
});

test("a rescue says that it calls back, and its time is that of the whole conversation", () => {
  const rescue = aCall({ serverId: "backup", rescueOf: "lost", atFirstAnswered: atFixture - 161_000 });
  const { state, timer } = toCallCard(rescue, afterLoss);
  expect(state).toEqual({ key: "call.callingBack", params: { server: "Backup" } });
  expect(timer).toEqual({ from: atFixture - 161_000, to: null });
});

test("a dial that was carried over names the new server and keeps the reason", () => {
  const call = aCall({
    state: "ringing",
    serverId: "backup",
    attempts: [
      anAttempt({ outcome: "carriedOver", why: "noResponse", ms: 400 }),
      anAttempt({ serverId: "backup", outcome: "ringing" }),
    ],
  });
  const card = toCallCard(call, afterLoss);
  expect({ serverName: card.serverName, carryOver: card.carryOver, state: card.state }).toEqual({
    serverName: "Backup",
    carryOver: { key: "carryOver.noResponse", params: { from: "Main", to: "Backup" } },
    state: { key: "call.ringing" },
  });
});

test("the timer of an ended call stands still", () => {
  expect(toCallCard(anEndedCall(), phone).timer).toEqual({ from: atFixture - 161_000, to: atFixture - 10_000 });
});
