/** What must hold after every single decision, whatever the day was like: the promises of the core, written as checks. */
import type { InviteId, ServerId } from "../../shared/model/ids.ts";
import type { Effect } from "../../renderer/engine/core/effects.ts";
import type { Input } from "../../renderer/engine/core/inputs.ts";
import { chooseServers, describeNextCall } from "../../renderer/engine/core/failover/choose-servers.ts";
import { nextDeadline } from "../../renderer/engine/core/next-deadline.ts";
import type { PhoneState } from "../../renderer/engine/core/phone-state.ts";
import { isReady, isUsable } from "../../renderer/engine/core/registration/registration.ts";
import { watchLamps } from "./check-lamps.ts";
import { watchEar } from "./ear-invariants.ts";
import { watchBursts, watchCarryOver, watchObedience } from "./invariants-of-requests.ts";
import { watchHeadsets } from "./headset-invariants.ts";
import { watchRescues } from "./rescue-invariants.ts";
import { main } from "./simulated-desk.ts";
import { demand, type Watch } from "./watch.ts";

type Binding = {
  readonly connection: number;
  readonly at: number;
  readonly expiresMs: number;
  /** A refresh was answered, and not with a 2xx: what follows goes by the server's wish. */
  readonly isPutOff: boolean;
};

/** The 3 s of a twin, and the 4 s that an ACK may take before a certain one is refused. */
const longestTwinMs = 5_000;
/** One tick may bring another deadline forward to now; more are a loop. */
const mostOverdueTicks = 3;

/** A fresh set of checks for one desk; it throws at the first broken promise. */
export function createInvariants(): Watch {
  const watches = [
    watchRegistrations(),
    watchRetries(),
    watchAttempts(),
    watchDialogs(),
    watchEar(),
    watchReconfigurations(),
    watchIncoming(),
    watchFailback(),
    watchBursts(),
    watchObedience(),
    watchCarryOver(),
    watchRescues(),
    watchHeadsets(),
    watchLamps(),
  ];
  return (before, input, after, effects, at) => {
    for (const watch of watches) watch(before, input, after, effects, at);
  };
}

function watchRegistrations(): Watch {
  const bindings = new Map<ServerId, Binding>();
  const pending = new Map<ServerId, { connection: number; at: number }>();
  let overdueTicks = 0;
  return (before, input, after, effects, at) => {
    if (input.type === "configured") {
      for (const id of new Set([...bindings.keys(), ...pending.keys()])) {
        if (after.registrations.some((one) => one.serverId === id && before.registrations.includes(one))) continue;
        const kept = after.registrations.find((one) => one.serverId === id);
        if (kept !== undefined && kept.phase.kind !== "offline") continue;
        bindings.delete(id);
        pending.delete(id);
      }
    }
    if (input.type === "register.answered" && isCurrent(before, input)) {
      if (pending.get(input.serverId)?.connection === input.connection) pending.delete(input.serverId);
      if (input.code === 200 && (input.expiresS ?? 0) > 0) {
        const expiresMs = (input.expiresS ?? 0) * 1_000;
        bindings.set(input.serverId, { connection: input.connection, at, expiresMs, isPutOff: false });
      } else {
        const binding = bindings.get(input.serverId);
        if (binding !== undefined) bindings.set(input.serverId, { ...binding, isPutOff: true });
      }
    }
    for (const effect of effects) {
      if (effect.type !== "register.send" || effect.expiresS === 0) continue;
      const other = pending.get(effect.serverId);
      const isPending = other !== undefined && other.connection === effect.connection && at - other.at < 3_000;
      const isAsleep = input.type === "resumed";
      demand(!isPending || isAsleep, "one pending REGISTER per server");
      pending.set(effect.serverId, { connection: effect.connection, at });
      const binding = bindings.get(effect.serverId);
      const isRefresh = binding !== undefined && binding.connection === effect.connection && other === undefined;
      if (isRefresh && !isAsleep && !binding.isPutOff) {
        demand(at - binding.at <= 0.8 * binding.expiresMs + 5, "a refresh before 80 % of the expiry");
      }
    }
    for (const registration of after.registrations) {
      if (!isUsable(registration)) continue;
      if (registration.isTakenOver) {
        demand(!isReady(registration), "never ready while another place has the account");
        bindings.delete(registration.serverId);
        continue;
      }
      const binding = bindings.get(registration.serverId);
      demand(binding?.connection === registration.connection, "registered only by a 2xx on this connection");
      demand(at <= (binding?.at ?? 0) + (binding?.expiresMs ?? 0) + 1, "registered only until the binding expires");
      demand(registration.isSocketOpen, "registered only on an open socket");
    }
    if (after.registrations.length > 0 && !after.isStopping) {
      const deadline = nextDeadline(after);
      demand(deadline !== null, "no state without a way out");
      overdueTicks = input.type === "tick" && deadline !== null && deadline <= at ? overdueTicks + 1 : 0;
      demand(overdueTicks <= mostOverdueTicks, "no deadline that passing time does not pass");
    }
  };
}

function isCurrent(state: PhoneState, event: { readonly serverId: ServerId; readonly connection: number }): boolean {
  return state.registrations.some((one) => one.serverId === event.serverId && one.connection === event.connection);
}

function watchRetries(): Watch {
  const opened = new Map<ServerId, number>();
  return (before, input, _after, effects, at) => {
    if (input.type === "configured") opened.clear();
    for (const effect of effects) {
      if (effect.type !== "socket.open") continue;
      const last = opened.get(effect.serverId);
      demand(last === undefined || at - last >= 499.99, "no retry faster than 500 ms");
      opened.set(effect.serverId, at);
    }
    if (!("connection" in input)) return;
    const changed = effects.filter((effect) => effect.type === "socket.close" || effect.type === "socket.open");
    for (const effect of changed) {
      demand(
        effect.serverId === input.serverId || before.registrations.length === 0,
        "a server's event moves no other server",
      );
    }
  };
}

function watchAttempts(): Watch {
  const rung = new Set<string>();
  const final = new Set<string>();
  const tried = new Map<string, ServerId[]>();
  return (before, input, after, effects) => {
    const attemptIdOf = (inviteId: InviteId): string | undefined =>
      before.calls.find((call) => call.attempts.some((attempt) => attempt.inviteId === inviteId))?.attemptId;
    if (input.type === "attempt.progressed" && input.code >= 180) rung.add(attemptIdOf(input.inviteId) ?? "");
    for (const call of before.calls) if (call.state === "ended") final.add(call.attemptId);
    for (const effect of effects) {
      if (effect.type !== "attempt.invite") continue;
      const { attemptId, serverId } = effect;
      demand(!rung.has(attemptId), "no second INVITE after ringing was seen");
      demand(!final.has(attemptId), "no INVITE after the call ended");
      const earlier = tried.get(attemptId) ?? [];
      demand(!earlier.includes(serverId), "a server at most once per dial");
      tried.set(attemptId, [...earlier, serverId]);
      const chosen = after.registrations.find((one) => one.serverId === serverId);
      demand(chosen !== undefined && isUsable(chosen), "no INVITE to a server known to be down");
      const isFree =
        input.type !== "command" || input.command.type !== "call.dial" || input.command.serverId === undefined;
      if (earlier.length === 0 && isFree && input.type === "command" && input.command.type === "call.dial") {
        const [best] = chooseServers(before.registrations, {
          preferredServerId: before.preferredServerId,
          isEmergency: effect.target === "110",
        });
        demand(best === serverId, "the first INVITE goes to the server that was announced");
      }
    }
    const live = after.calls.flatMap((call) =>
      call.attempts.filter((one) => one.outcome === "pending" || one.outcome === "ringing").map(() => call.attemptId),
    );
    demand(new Set(live).size === live.length, "one live attempt per dial");
  };
}

/** What may end a conversation: a person, the far side, the server's own word, or a limit that was announced. */
const mayEndConversation = new Set([
  "headset.moved",
  "command",
  "dialog.ended",
  "dialog.refreshed",
  "dialog.transferAnswered",
  "tick",
  "stopping",
]);

function watchDialogs(): Watch {
  const refreshing = new Set<InviteId>();
  return (before, input, after, effects) => {
    if (input.type === "dialog.refreshed") refreshing.delete(input.inviteId);
    if (effects.some((effect) => effect.type === "socket.close")) refreshing.clear();
    for (const effect of effects) {
      if (effect.type !== "dialog.refresh") continue;
      demand(!refreshing.has(effect.inviteId), "one re-INVITE per dialog at a time");
      refreshing.add(effect.inviteId);
    }
    for (const was of before.calls) {
      const is = after.calls.find((call) => call.id === was.id);
      if (was.state === "ended" && is !== undefined)
        demand(is.state === "ended" && is.end === was.end, "one terminal state");
      if (was.state !== "active" || is === undefined) continue;
      demand(is.serverId === was.serverId, "a conversation stays on its server");
      // One that was lost goes on in its party's own call in the decision that tells the loss.
      if (is.state !== "ended" || is.end?.reason === "rescued") continue;
      demand(mayEndConversation.has(input.type), `${input.type} never ends a conversation`);
    }
  };
}

/** A new document signs in and out; whatever it says, calls are none of its business. */
function watchReconfigurations(): Watch {
  return (before, input, after, effects) => {
    if (input.type !== "configured") return;
    for (const effect of effects) demand(!("inviteId" in effect), `no ${effect.type} for a new document`);
    for (const was of before.calls) {
      const is = after.calls.find((call) => call.id === was.id);
      const isSame = is !== undefined && is.state === was.state && is.serverId === was.serverId;
      demand(isSame && is.signalling === was.signalling, "a new document touches no call");
    }
  };
}

/** Busy is told by a person, by a phone that is closed, by do not disturb or call waiting off, and to the certain twin of a call dealt with. */
function mayBeBusy(state: PhoneState, input: Input, { inviteId }: Extract<Effect, { type: "leg.reject" }>): boolean {
  if (input.type === "stopping") return true;
  if (input.type === "command" && (input.command.type === "call.reject" || input.command.type === "call.hangUp")) {
    return true;
  }
  if (input.type === "headset.moved") return input.key !== "mute";
  if (input.type === "leg.offered" && input.inviteId === inviteId) {
    const isKnown = state.calls.some((call) => input.strongKey !== null && call.strongKey === input.strongKey);
    return state.isDnd || state.config?.failover.callWaiting === "off" || isKnown;
  }
  const legs = state.calls.find((call) => call.legs.some((leg) => leg.inviteId === inviteId))?.legs ?? [];
  const key = legs.find((leg) => leg.inviteId === inviteId)?.strongKey ?? null;
  return key !== null && legs.some((leg) => leg.inviteId !== inviteId && leg.strongKey === key);
}

function watchIncoming(): Watch {
  return (before, input, after, effects, at) => {
    for (const effect of effects) {
      if (effect.type !== "leg.reject") continue;
      demand(effect.code < 600, "no 6xx ever");
      if (effect.code === 486) demand(mayBeBusy(before, input, effect), "nobody is told busy on a weak key");
    }
    for (const call of after.calls) {
      const numbers = call.legs.filter((leg) => leg.outcome === "answered").length;
      demand(numbers <= 1, "one answered leg per call");
      if (input.type !== "tick" || call.direction !== "incoming" || call.state !== "active") continue;
      for (const leg of call.legs) {
        if (leg.outcome !== "ringing") continue;
        const atKnown = Math.max(call.atAnswered ?? at, leg.atStarted);
        demand(at - atKnown <= longestTwinMs, "a twin is let go, or rings on its own card, within 5 s of the answer");
      }
    }
    if (input.type !== "leg.offered") return;
    const holders = after.calls.filter((call) => call.legs.some((leg) => leg.inviteId === input.inviteId));
    const isRejected = effects.some((effect) => effect.type === "leg.reject" && effect.inviteId === input.inviteId);
    demand(holders.length === 1 || isRejected, "every incoming call is presented");
    const [holder] = holders;
    if (holder === undefined || before.isDnd) return;
    const merged = before.calls.find((call) => call.id === holder.id);
    if (merged === undefined) return;
    const isSameKey = merged.strongKey !== null && merged.strongKey === input.strongKey;
    demand(
      isSameKey || (merged.remote.number !== null && merged.remote.number === input.remote.number),
      "different callers are never merged",
    );
  };
}

function watchFailback(): Watch {
  let readySince: number | null = null;
  let hasFailed = false;
  return (_before, input, after, _effects, at) => {
    if (input.type === "configured") {
      readySince = null;
      hasFailed = false;
    }
    const primary = after.registrations.find((one) => one.serverId === main);
    const failbackMs = after.config?.failover.failbackAfterMs ?? 0;
    if (primary === undefined) return;
    if (isReady(primary)) {
      readySince ??= at;
    } else {
      if (readySince !== null) hasFailed = true;
      readySince = null;
    }
    const next = describeNextCall(after.registrations, after.preferredServerId);
    if (next.serverId !== main || !hasFailed || after.preferredServerId === main) return;
    const rivals = after.registrations.filter(
      (one) => one.serverId !== main && isReady(one) && !one.isDraining && one.overload === null && !one.isOnProbation,
    );
    if (rivals.length === 0) return;
    demand(readySince !== null && at - readySince >= failbackMs - 1, "failback only after steady health");
    hasFailed = false;
  };
}
