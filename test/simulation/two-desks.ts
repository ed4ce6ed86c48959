/** Two operators' desks on the same two servers, in one virtual time: what one dials rings at the other. */
import type { FailoverPolicy } from "../../shared/model/failover-policy.ts";
import type { Call } from "../../shared/model/call.ts";
import type { CallId, InviteId, ServerId } from "../../shared/model/ids.ts";
import { createInvariants } from "./invariants.ts";
import { backup, createSimulatedDesk, main, serverOf, toConfig, type SimulatedDesk } from "./simulated-desk.ts";
import type { OperatorCall } from "./simulated-server.ts";

export type TwoDesks = {
  readonly anna: SimulatedDesk;
  readonly ben: SimulatedDesk;
  readonly advance: (ms: number) => void;
  /** Anna dials Ben through the main server and he answers. @returns the call as each of them has it. */
  readonly talk: () => { readonly anna: CallId; readonly ben: CallId };
  /** The main server dies; each desk hears no voice any more so long after it, ms. */
  readonly killMain: (silentAfterMs: { readonly anna: number; readonly ben: number }) => void;
  /** The conversations that are up between the two on this server. */
  readonly countUp: (server: ServerId) => number;
};

const annasNumber = "1001";
const bensNumber = "1002";

/** The desks' clocks stand no further apart than this. */
const stepMs = 10;

type Policies = { readonly anna: Partial<FailoverPolicy>; readonly ben: Partial<FailoverPolicy> };

export function createTwoDesks(seed: number, policies: Policies): TwoDesks {
  const desk = (own: Partial<FailoverPolicy>, offset: number) =>
    createSimulatedDesk(2 * seed + offset, toConfig(own), createInvariants());
  const anna = desk(policies.anna, 0);
  const ben = desk(policies.ben, 1);
  for (const id of [main, backup]) {
    const fromAnna = new Map<InviteId, OperatorCall>();
    const fromBen = new Map<InviteId, OperatorCall>();
    join(id, { caller: anna, number: annasNumber, callee: ben, placed: fromAnna, received: fromBen });
    join(id, { caller: ben, number: bensNumber, callee: anna, placed: fromBen, received: fromAnna });
  }

  function advance(ms: number): void {
    for (let passed = 0; passed < ms; passed += stepMs) {
      anna.advance(stepMs);
      ben.advance(stepMs);
    }
  }

  advance(3_000);
  return {
    anna,
    ben,
    advance,
    talk() {
      const dialled = anna.dial(bensNumber);
      advance(50);
      const ringing = ben.calls().at(-1);
      if (ringing === undefined) throw new Error("nothing rings at Ben's desk");
      ben.command({ type: "call.answer", callId: ringing.id });
      advance(2_000);
      return { anna: dialled, ben: ringing.id };
    },
    killMain({ anna: annasMs, ben: bensMs }) {
      for (const [one, ms] of [
        [anna, annasMs],
        [ben, bensMs],
      ] as const) {
        one.sip.crash(main);
        one.after(ms, () => silence(one));
      }
    },
    countUp: (id) =>
      [anna, ben].flatMap((one) => [...serverOf(one, id).calls.values()]).filter(({ state }) => state === "up").length,
  };
}

type Joint = {
  readonly caller: SimulatedDesk;
  readonly number: string;
  readonly callee: SimulatedDesk;
  /** The caller's calls by the leg that rings for each at the callee's desk. */
  readonly placed: Map<InviteId, OperatorCall>;
  /** The same of the calls that ring at the caller's own desk. */
  readonly received: Map<InviteId, OperatorCall>;
};

function join(id: ServerId, { caller, number, callee, placed, received }: Joint): void {
  const legOf = (inviteId: InviteId) => [...placed].find(([, call]) => call.inviteId === inviteId)?.[0];
  serverOf(caller, id).exchange = {
    ring(call) {
      const leg = callee.ring(id, number);
      if (leg === null) return call.answer(480);
      placed.set(leg, call);
      call.answer(180);
    },
    over(inviteId) {
      const leg = legOf(inviteId);
      if (leg === undefined) return;
      serverOf(callee, id).cancelLeg(leg, false);
      callee.sip.byeFromServer(leg);
    },
    legAnswered: (leg, code) => received.get(leg)?.answer(code),
    legOver(leg) {
      const call = received.get(leg);
      if (call !== undefined) callee.sip.byeFromServer(call.inviteId);
    },
  };
}

/** No voice comes from the main server any more. */
function silence(desk: SimulatedDesk): void {
  for (const { inviteId, serverId, state } of desk.state().calls) {
    if (inviteId === null || serverId !== main || state === "ended") continue;
    desk.input({ type: "media.flowChanged", inviteId, isFlowing: false });
  }
}

export function callsUp(desk: SimulatedDesk): readonly Call[] {
  return desk.calls().filter(({ state }) => state !== "ended");
}
