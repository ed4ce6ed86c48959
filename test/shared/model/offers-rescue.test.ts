/** Calling back is offered only where it can lead somewhere. */
import { expect, test } from "vitest";
import type { CallEnd } from "../../../shared/model/call.ts";
import { ServerId } from "../../../shared/model/ids.ts";
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

test("only through a server whose dial rules allow it, a ready one before a doubtful one, never a stranded call's own", () => {
  const allowed = (...ids: string[]) => ({ rescueServerIds: ids.map((id) => ServerId.parse(id)) });
  const back = aSnapshot({ servers: [aServer(), aBackupServer({ state: "doubtful" })] });
  expect([
    offersRescue(anActiveCall({ state: "stranded", ...allowed("main") }), back),
    offersRescue(anActiveCall({ state: "stranded" }), back),
    offersRescue(anEndedCall({ reason: "serverLost" }), back),
  ]).toEqual([{ through: null }, { through: aBackupServer({ state: "doubtful" }) }, { through: aServer() }]);
});

test("a rescue that nobody took is offered again, and one that was refused, given up or answered is not", () => {
  const rescue = (end: Partial<CallEnd>, atAnswered: number | null = null) =>
    offersRescue(anEndedCall(end, { rescueOf: "lost", atAnswered }), phone) !== null;
  expect([
    rescue({ by: "remote", reason: "busy" }),
    rescue({ by: "remote", reason: "noAnswer" }),
    rescue({ by: "remote", reason: "notReachable" }),
    rescue({ by: "remote", reason: "missed" }),
    rescue({ by: "remote", reason: "declined" }),
    rescue({ by: "local", reason: "cancelled" }),
    rescue({ by: "remote", reason: "hungUp" }, 1),
  ]).toEqual([true, true, true, true, false, false, false]);
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
