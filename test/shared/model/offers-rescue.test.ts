/** Calling back is offered only where it can lead somewhere. */
import { expect, test } from "vitest";
import { offersRescue } from "../../../shared/model/offers-rescue.ts";
import { aCall, anActiveCall, anEndedCall } from "../../builders/a-call.ts";
import { aBackupServer, aServer } from "../../builders/a-server.ts";
import { aNextCall, aSnapshot } from "../../builders/a-snapshot.ts";

const servers = [aServer({ state: "lost" }), aBackupServer()];
const phone = aSnapshot({ servers, nextCall: aNextCall("backup", "primaryNotReady") });

test("a stranded call is offered through the server of the next call", () => {
  expect(offersRescue(anActiveCall({ state: "stranded" }), phone)).toEqual({ through: aBackupServer() });
});

test("calls that ended with their line or server are offered too", () => {
  for (const reason of ["signallingLost", "serverLost"] as const) {
    expect(offersRescue(anEndedCall({ by: "system", reason }), phone)).toEqual({ through: aBackupServer() });
  }
});

test("with no server ready the offer names none", () => {
  const dark = aSnapshot({ servers: [aServer({ state: "lost" })], nextCall: aNextCall("main", "lastResort") });
  expect(offersRescue(anActiveCall({ state: "stranded" }), dark)).toEqual({ through: null });
});

test("nothing is offered for other endings, for what policy or number forbids, or for a call already called back", () => {
  const stranded = anActiveCall({ id: "lost", state: "stranded" });
  const rescued = { ...phone, calls: [stranded, aCall({ id: "again", rescueOf: "lost" })] };
  expect([
    offersRescue(anEndedCall({ reason: "busy" }), phone),
    offersRescue(anActiveCall(), phone),
    offersRescue(anActiveCall({ state: "stranded", mayRescue: false }), phone),
    offersRescue(stranded, rescued),
  ]).toEqual([null, null, null, null]);
});
