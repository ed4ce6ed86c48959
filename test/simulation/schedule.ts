/** Random days at a desk: what operators, callers and broken servers do, with the time between one thing and the next. */
import fc from "fast-check";
import { LineState } from "../../shared/model/colleague.ts";
import type { InviteId, ServerId } from "../../shared/model/ids.ts";
import { giveAway, type GivingAway } from "./giving-away.ts";
import { headsetMove, moveHeadset, type HeadsetMove } from "./headset-moves.ts";
import { reconfigurations, reconfigure, type Reconfiguration } from "./reconfigure.ts";
import { backup, main, type SimulatedDesk } from "./simulated-desk.ts";

export type Happening =
  | {
      readonly kind: Fault;
      readonly server: ServerId;
      readonly forMs: number;
    }
  | { readonly kind: "refuseHolds"; readonly forMs: number }
  | { readonly kind: "delay" | "slow"; readonly server: ServerId; readonly forMs: number; readonly byMs: number }
  | { readonly kind: "flap"; readonly server: ServerId; readonly times: number; readonly everyMs: number }
  | {
      readonly kind: "dropSocket" | "forget" | "drain" | "undrain" | "stale";
      readonly server: ServerId;
    }
  | { readonly kind: "prefer"; readonly server: ServerId | null }
  | { readonly kind: "dial"; readonly target: string; readonly server: ServerId | null }
  | {
      readonly kind: "ring";
      readonly on: "main" | "backup" | "both";
      readonly caller: string | null;
      readonly key: string | null;
    }
  | { readonly kind: "cancelRing"; readonly isElsewhere: boolean }
  | {
      readonly kind: "hangUp" | "answer" | "reject" | "hold" | "resumeCall" | "rescue" | "mediaGone" | "byeFromServer";
      readonly pick: number;
    }
  | { readonly kind: GivingAway; readonly pick: number }
  | HeadsetMove
  | { readonly kind: "dnd"; readonly on: boolean }
  | { readonly kind: "line"; readonly server: ServerId; readonly extension: string; readonly state: LineState }
  | { readonly kind: "message" | "endWatching"; readonly server: ServerId; readonly nth: number }
  | { readonly kind: "refuseWatching"; readonly server: ServerId; readonly code: number; readonly forMs: number }
  | { readonly kind: "reconfigure"; readonly change: Reconfiguration; readonly server: ServerId }
  | { readonly kind: "awake" | "network" | "typing" | "sleep" };

const faults = [
  "freeze",
  "blackHole",
  "deafWay",
  "dumbWay",
  "crash",
  "overload",
  "contactsFull",
  "tooBrief",
  "challengeLoop",
  "busyRegistrar",
  "wrongPassword",
  "secondSignIn",
] as const;
type Fault = (typeof faults)[number];

export type Step = { readonly waitMs: number; readonly happening: Happening };

const server = fc.constantFrom(main, backup);
const pick = fc.nat(3);
/** Shorter and longer than the 32 s for which an abandoned INVITE keeps its socket. */
const forMs = fc.oneof(fc.integer({ min: 50, max: 1_500 }), fc.integer({ min: 1_500, max: 40_000 }));

/** A server may have none, be busy, or lose them. */
const watchingCodes = [403, 404, 423, 481, 489, 503];
const endings = ["deactivated", "probation", "noresource", "timeout"] as const;

const change = fc.constantFrom(...reconfigurations);
/** A slow line or server: under and over every deadline of the phone. */
const byMs = fc.oneof(fc.integer({ min: 20, max: 900 }), fc.integer({ min: 900, max: 4_000 }));
const everyMs = fc.integer({ min: 100, max: 3_000 });

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom("freeze", "blackHole", "crash"), server, forMs }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom(...faults), server, forMs }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("delay", "slow"), server, forMs, byMs }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("refuseHolds"), forMs }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("flap"), server, times: fc.integer({ min: 2, max: 8 }), everyMs }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("dropSocket", "forget", "stale"), server }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("drain", "undrain"), server }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("prefer"), server: fc.option(server) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("dial"),
      target: fc.constantFrom("600", "601", "602", "603", "605", "606", "609", "404", "110", "*97"),
      server: fc.option(server, { freq: 5 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("ring"),
      on: fc.constantFrom("main", "backup", "both"),
      // 600 and 603 are dialled too, so that parties call back and calls cross.
      caller: fc.option(fc.constantFrom("0311111111", "0322222222", "600", "603"), { freq: 8 }),
      key: fc.option(fc.constantFrom("k1", "k2"), { freq: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancelRing"), isElsewhere: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "hangUp",
        "answer",
        "answer",
        "reject",
        "hold",
        "resumeCall",
        "rescue",
        "mediaGone",
        "byeFromServer",
      ),
      pick,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom("giveAway", "ask", "handOver", "takeBack", "join", "split"), pick }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("transferRings", "transferFails"), pick }) },
  { weight: 3, arbitrary: headsetMove },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("dnd"), on: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("line"),
      server,
      extension: fc.constantFrom("1002", "1003"),
      state: fc.constantFrom(...LineState.options),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("message", "endWatching"), server, nth: pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("refuseWatching"),
      server,
      code: fc.constantFrom(...watchingCodes),
      forMs,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("reconfigure"), change, server }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("awake", "network", "typing", "sleep") }) },
);

const waitMs = fc.oneof(
  fc.integer({ min: 0, max: 60 }),
  fc.integer({ min: 0, max: 3_000 }),
  fc.integer({ min: 0, max: 12_000 }),
);

export const schedule: fc.Arbitrary<readonly Step[]> = fc.array(fc.record({ waitMs, happening }), {
  minLength: 1,
  maxLength: 14,
});

/** Rings that are out there, so that a schedule can take one back. */
export type Rings = { readonly server: ServerId; readonly inviteId: InviteId }[];

export function happen(desk: SimulatedDesk, rings: Rings, step: Happening): void {
  switch (step.kind) {
    case "freeze": {
      const frozen = desk.sip.servers.get(step.server);
      frozen?.freeze();
      desk.after(step.forMs, () => frozen?.thaw());
      return;
    }
    case "blackHole":
    case "deafWay":
    case "dumbWay":
      desk.sip.openHole(step.server, holeOf[step.kind]);
      desk.after(step.forMs, () => desk.sip.closeHole(step.server));
      return;
    case "refuseHolds":
      desk.sip.obeysHold = false;
      desk.after(step.forMs, () => void (desk.sip.obeysHold = true));
      return;
    case "delay":
      desk.sip.delay(step.server, step.byMs);
      desk.after(step.forMs, () => desk.sip.delay(step.server, 0));
      return;
    case "flap":
      for (let times = 0; times < step.times; times += 1)
        desk.after(times * step.everyMs, () => desk.sip.dropSocket(step.server));
      return;
    case "crash":
      desk.sip.crash(step.server);
      desk.after(step.forMs, () => desk.sip.servers.get(step.server)?.restart());
      return;
    case "secondSignIn": {
      const server = desk.sip.servers.get(step.server);
      server?.signInElsewhere();
      desk.after(step.forMs, () => server?.signOutElsewhere());
      return;
    }
    case "overload":
    case "contactsFull":
    case "tooBrief":
    case "challengeLoop":
    case "busyRegistrar":
    case "wrongPassword":
    case "slow":
      return misbehave(desk, step);
    case "dropSocket":
      return desk.sip.dropSocket(step.server);
    case "forget":
      return desk.sip.servers.get(step.server)?.forgetBinding();
    case "stale":
      return sendStale(desk, step.server);
    case "drain":
    case "undrain":
      desk.command({ type: `server.${step.kind}`, serverId: step.server });
      return;
    case "prefer":
      desk.command({ type: "server.prefer", serverId: step.server });
      return;
    case "dial":
      desk.command({
        type: "call.dial",
        target: step.target,
        ...(step.server === null ? {} : { serverId: step.server }),
      });
      return;
    case "ring":
      for (const id of [main, backup]) {
        if (step.on !== "both" && step.on !== id) continue;
        const inviteId = desk.ring(id, step.caller, step.key);
        if (inviteId !== null) rings.push({ server: id, inviteId });
      }
      return;
    case "cancelRing": {
      const ring = rings.pop();
      if (ring !== undefined) desk.sip.servers.get(ring.server)?.cancelLeg(ring.inviteId, step.isElsewhere);
      return;
    }
    case "headset":
      return moveHeadset(desk, step);
    case "dnd":
      desk.command({ type: "presence.setDnd", on: step.on });
      return;
    case "line":
    case "message":
    case "endWatching":
      return tellWatchers(desk, step);
    case "refuseWatching": {
      const refusing = desk.sip.servers.get(step.server)?.notifier;
      if (refusing === undefined) return;
      refusing.refusal = { code: step.code, retryAfterS: step.code === 503 ? 5 : null };
      desk.after(step.forMs, () => {
        refusing.refusal = null;
      });
      return;
    }
    case "awake":
      return desk.input({ type: "resumed" });
    case "sleep":
      desk.sleep(200_000);
      return desk.input({ type: "resumed", sleptMs: 200_000 });
    case "reconfigure":
      return reconfigure(desk, step.change, step.server);
    case "network":
      return desk.input({ type: "network.changed" });
    case "typing":
      desk.command({ type: "dial.prepare", typing: true });
      desk.command({ type: "dial.prepare", typing: false });
      return;
    case "giveAway":
    case "ask":
    case "handOver":
    case "takeBack":
    case "join":
    case "split":
    case "transferRings":
    case "transferFails":
      return giveAway(desk, step.kind, step.pick);
    default:
      return actOnCall(desk, step.kind, step.pick);
  }
}

/** What happens on a server that runs; the others tell nothing, and nothing happens there. */
function tellWatchers(
  desk: SimulatedDesk,
  step: Extract<Happening, { readonly kind: "line" | "message" | "endWatching" }>,
): void {
  const server = desk.sip.servers.get(step.server);
  if (server?.accepts() !== true) return;
  const { notifier } = server;
  if (step.kind === "line") notifier.setLine(step.extension, step.state);
  else if (step.kind === "message") notifier.setMailbox({ isWaiting: step.nth > 0, fresh: step.nth, old: 0 });
  else notifier.endAll(endings[step.nth] ?? "timeout");
}

const holeOf = { blackHole: undefined, deafWay: "up", dumbWay: "down" } as const;
/** What each of them answers to REGISTER; the others answer it as ever. */
const registerCodes: Partial<Record<Happening["kind"], number>> = {
  contactsFull: 403,
  tooBrief: 423,
  busyRegistrar: 503,
  wrongPassword: 401,
};
/** What a busy registrar asks for, s. */
const retryAfterS = 7;

type Fails = Extract<Happening, { readonly server: ServerId; readonly forMs: number }>;

function misbehave(desk: SimulatedDesk, step: Fails): void {
  const server = desk.sip.servers.get(step.server);
  if (server === undefined) return;
  server.policy.code503 = step.kind === "overload";
  server.policy.registerCode = registerCodes[step.kind] ?? null;
  server.policy.retryAfterS = step.kind === "busyRegistrar" ? retryAfterS : null;
  server.policy.challengesForEver = step.kind === "challengeLoop";
  if (step.kind === "slow") server.policy.workMs = step.byMs;
  desk.after(step.forMs, () => server.behave());
}

type CallHappening = Exclude<Extract<Happening, { pick: number }>["kind"], GivingAway>;

export const commandOf = {
  hangUp: "call.hangUp",
  answer: "call.answer",
  reject: "call.reject",
  hold: "call.hold",
  resumeCall: "call.resume",
  rescue: "call.rescue",
} as const;

function actOnCall(desk: SimulatedDesk, kind: CallHappening, pickIndex: number): void {
  const calls = desk.state().calls;
  const call = calls[pickIndex % Math.max(1, calls.length)];
  if (call === undefined) return;
  if (kind === "mediaGone") {
    if (call.inviteId !== null) desk.input({ type: "media.flowChanged", inviteId: call.inviteId, isFlowing: false });
  } else if (kind === "byeFromServer") {
    if (call.inviteId !== null && call.state === "active") desk.sip.byeFromServer(call.inviteId);
  } else {
    desk.command({ type: commandOf[kind], callId: call.id });
  }
}

/** Events of a socket that was replaced: they must change nothing. */
function sendStale(desk: SimulatedDesk, serverId: ServerId): void {
  const registration = desk.state().registrations.find((one) => one.serverId === serverId);
  const connection = (registration?.connection ?? 1) - 1;
  const before = desk.state();
  desk.input({ type: "socket.closed", serverId, connection, code: 1006 });
  desk.input({ type: "probe.answered", serverId, connection, probeId: 1, code: 200, retryAfterS: null });
  desk.input({
    type: "register.answered",
    serverId,
    connection,
    code: 200,
    expiresS: 120,
    retryAfterS: null,
    minExpiresS: null,
  });
  if (desk.state() !== before) throw new Error("an event of an older connection changed the state");
}
