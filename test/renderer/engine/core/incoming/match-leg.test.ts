/** Which leg belongs to which card: certain, likely, or another person. */
import { describe, expect, it } from "vitest";
import {
  createCallRecord,
  type CallRecord,
  type LegRecord,
} from "../../../../../renderer/engine/core/calls/call-record.ts";
import { matchLeg, type ArrivingLeg } from "../../../../../renderer/engine/core/incoming/match-leg.ts";
import { FailoverPolicy } from "../../../../../shared/model/failover-policy.ts";
import { CallId, InviteId, ServerId } from "../../../../../shared/model/ids.ts";

const main = ServerId.parse("main");
const backup = ServerId.parse("backup");
const policy = FailoverPolicy.parse({});
const number = "0312345678";

function aLeg(change: Partial<LegRecord> = {}): LegRecord {
  return {
    inviteId: InviteId.parse("leg-1"),
    serverId: main,
    atStarted: 0,
    atEnded: null,
    outcome: "ringing",
    strongKey: null,
    atTwinDue: null,
    atGiveUp: null,
    ...change,
  };
}

function aCall(change: Partial<CallRecord> = {}): CallRecord {
  return createCallRecord({
    id: CallId.parse("call-1"),
    direction: "incoming",
    state: "ringing",
    remote: { number, name: null },
    attemptId: "call-1",
    atStarted: 0,
    serverId: main,
    legs: [aLeg()],
    ...change,
  });
}

const arriving: ArrivingLeg = { serverId: backup, number, strongKey: null };
const kindOf = (call: CallRecord, leg: Partial<ArrivingLeg> = {}, at = 100): string =>
  matchLeg([call], { ...arriving, ...leg }, policy, at).kind;

describe("a leg that arrives", () => {
  it("is weakly the same while the other rings, and until 10 s after it ended", () => {
    const gone = aCall({ legs: [aLeg({ outcome: "cancelled", atEnded: 20_000 })] });
    expect([kindOf(aCall()), kindOf(gone, {}, 30_000), kindOf(gone, {}, 30_001)]).toEqual(["weak", "weak", "none"]);
  });

  it("is never the same without a number, with another number, or from the same server", () => {
    const withheld = aCall({ remote: { number: null, name: null } });
    expect([
      kindOf(withheld, { number: null }),
      kindOf(aCall(), { number: "09" }),
      kindOf(aCall(), { serverId: main }),
    ]).toEqual(["none", "none", "none"]);
  });

  it("is another call once 60 s have passed since the first leg", () => {
    expect([kindOf(aCall(), {}, 60_000), kindOf(aCall(), {}, 60_001)]).toEqual(["weak", "none"]);
  });

  it("is a late twin for 3 s after the answer, then another call", () => {
    const answered = aCall({ state: "active", atAnswered: 1_000 });
    expect([kindOf(answered, {}, 4_000), kindOf(answered, {}, 4_001)]).toEqual(["weak", "none"]);
  });

  it("is strongly the same by its key alone, whatever the number says, and never across two keys", () => {
    const keyed = aCall({ strongKey: "k1" });
    expect([kindOf(keyed, { strongKey: "k1", number: null }), kindOf(keyed, { strongKey: "k2" })]).toEqual([
      "strong",
      "none",
    ]);
  });

  it("is another call when its server brought this key before and the call is over: the caller tries again", () => {
    const over = aCall({
      strongKey: "k1",
      state: "ended",
      legs: [aLeg({ serverId: backup, outcome: "cancelled", atEnded: 50 })],
    });
    expect(kindOf(over, { strongKey: "k1" })).toBe("none");
  });
});
