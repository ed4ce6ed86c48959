/** A server's mark: the shape that can be told without colour, the figures beside it, the story behind it. */
import { expect, test } from "vitest";
import { toServerMark } from "../../../../../renderer/ui/views/header/server-mark-model.ts";
import type { Server } from "../../../../../shared/model/server.ts";
import { aBackupServer, aServer, atFixture } from "../../../../builders/a-server.ts";
import { aNextCall, aSnapshot } from "../../../../builders/a-snapshot.ts";

const phone = aSnapshot();
const markOf = (server: Server) => toServerMark(server, phone, atFixture, "en");
const shapeOf = (server: Server) => markOf(server).shape;

test("every state has its shape", () => {
  const reason = { kind: "socketClosed", message: "Closed." } as const;
  expect({
    next: shapeOf(aServer()),
    standby: shapeOf(aBackupServer()),
    doubtful: shapeOf(aServer({ state: "doubtful" })),
    overloaded: shapeOf(aServer({ overloaded: true })),
    lost: shapeOf(aServer({ state: "lost" })),
    retrying: shapeOf(aServer({ state: "connecting", reason })),
    starting: shapeOf(aServer({ state: "connecting" })),
    refused: shapeOf(aServer({ state: "refused" })),
    drained: shapeOf(aServer({ draining: true })),
    drainedAndLost: shapeOf(aServer({ draining: true, state: "lost" })),
  }).toEqual({
    next: "next",
    standby: "standby",
    doubtful: "doubtful",
    overloaded: "doubtful",
    lost: "lost",
    retrying: "lost",
    starting: "starting",
    refused: "refused",
    drained: "drained",
    drainedAndLost: "lost",
  });
});

test("a lost server tells since when, why, and when it is tried again", () => {
  const server = aBackupServer({
    state: "lost",
    atNextTry: atFixture + 7_200,
    reason: { kind: "notAnswering", message: "Backup stopped answering." },
  });
  const mark = markOf(server);
  expect({ ...mark, story: mark.story.map(({ key }) => key) }).toEqual({
    shape: "lost",
    name: "Backup",
    isNext: false,
    rtt: { ms: 31, isOld: true },
    retryInS: 8,
    story: ["mark.lost", "reason.notAnswering", "mark.retry", "mark.since", "mark.roundTrip"],
  });
});

test("a ready server tells no reason of old", () => {
  const mark = markOf(aServer({ rttMs: 11.6, reason: { kind: "asleep", message: "It slept." } }));
  expect({ ...mark, story: mark.story.map(({ key }) => key) }).toEqual({
    shape: "next",
    name: "Main",
    isNext: true,
    rtt: { ms: 12, isOld: false },
    retryInS: null,
    story: ["mark.next", "mark.since", "mark.roundTrip"],
  });
});

test("a try that is due now is not counted down", () => {
  expect(markOf(aServer({ state: "lost", atNextTry: atFixture })).retryInS).toBeNull();
});

test("a server that is lost and still the next call's says so", () => {
  const dark = aSnapshot({ nextCall: aNextCall("main", "lastResort") });
  const mark = toServerMark(aServer({ state: "lost" }), dark, atFixture, "en");
  expect(mark.story.map(({ key }) => key)).toContain("mark.nextAnyway");
});

test("with the phone's engine gone nothing is claimed of any server", () => {
  const gone = aSnapshot({ engine: { state: "lost" } });
  expect(toServerMark(aServer(), gone, atFixture, "en")).toEqual({
    shape: "starting",
    name: "Main",
    isNext: false,
    rtt: null,
    retryInS: null,
    story: [{ key: "mark.unknown", params: { name: "Main" } }],
  });
});

test("an account at another place too is told in the story, and the mark stays as it is", () => {
  const mark = markOf(aServer({ otherPlaces: 1 }));
  expect({ shape: mark.shape, story: mark.story.map(({ key }) => key) }).toEqual({
    shape: "next",
    story: ["mark.next", "mark.otherPlaces", "mark.since", "mark.roundTrip"],
  });
});
