/** Somebody is asked before a call is handed over: what the two cards say, and what they offer. */
import { expect, test } from "vitest";
import { toConsult } from "../../../../../renderer/ui/views/calls/consult-model.ts";
import { aCall, anActiveCall, anEndedCall, aTransfer } from "../../../../builders/a-call.ts";

const first = anActiveCall({ id: "first", held: true, remote: { number: "03", name: "Tanaka Yuki" } });
const asked = anActiveCall({ id: "asked", consultOf: "first", remote: { number: "1002", name: "Sato Ken" } });
const who = "Tanaka Yuki";

test("two that talk on one server can be joined there", () => {
  expect(toConsult(asked, [first, asked])).toEqual({
    kind: "asking",
    about: { key: "consult.about", params: { who } },
    first,
    canComplete: true,
    isAnswered: true,
    across: null,
  });
  expect(toConsult(first, [first, asked])).toBeNull();
});

test("before an answer there is nothing to complete", () => {
  const ringing = aCall({ id: "asked", consultOf: "first", state: "ringing" });
  expect(toConsult(ringing, [first, ringing])).toMatchObject({ canComplete: false, isAnswered: false, across: null });
});

test("while a line is lost, or the handing over is under way, it cannot be ordered again", () => {
  const away = { ...first, signalling: "lost" as const };
  expect(toConsult(asked, [away, asked])).toMatchObject({ canComplete: false });
  const going = { ...first, transfer: aTransfer({ kind: "attended", state: "trying" }) };
  expect(toConsult(asked, [going, asked])).toMatchObject({ canComplete: false });
});

test("on two servers it says why they cannot be joined, and offers the number for a transfer without asking", () => {
  const across = anActiveCall({
    id: "asked",
    consultOf: "first",
    serverId: "backup",
    remote: { number: "1002", name: null },
  });
  expect(toConsult(across, [first, across])).toMatchObject({
    canComplete: false,
    across: { why: { key: "consult.across" }, target: "1002" },
  });
});

test("whoever was asked is told that nobody waits any more", () => {
  const gone = anEndedCall({}, { id: "first", remote: first.remote });
  expect(toConsult(asked, [gone, asked])).toEqual({
    kind: "firstGone",
    about: { key: "consult.firstGone", params: { who } },
  });
});

test("who waits is offered back once whoever was asked is gone, and only while they wait", () => {
  const busy = anEndedCall({ reason: "busy" }, { id: "asked", consultOf: "first" });
  expect(toConsult(first, [first, busy])).toEqual({
    kind: "waiting",
    about: { key: "consult.waiting", params: { who } },
  });
  const resumed = { ...first, held: false };
  expect(toConsult(resumed, [resumed, busy])).toBeNull();
});
