/** The promises about lamps: who is asked and how often on every decision, and that what is shown is so at the day's end. */
import type { ServerId } from "../../shared/model/ids.ts";
import { isReady } from "../../renderer/engine/core/registration/registration.ts";
import type { SimulatedDesk } from "./simulated-desk.ts";
import { demand, type Watch } from "./watch.ts";

/** How long the core waits for an answer, and then for the first NOTIFY (RFC 6665 §4.1.2.4), ms. */
const answerMs = 10_000;
const notifyMs = 32_000;

type Live = {
  readonly id: number;
  readonly connection: number;
  readonly atAsked: number;
  readonly askedMs: number;
  /** Since the server said so, by its answer or by a NOTIFY. */
  readonly atExpires: number | null;
  readonly atSilent: number;
  readonly isTold: boolean;
};

function endOf({ atAsked, atExpires, atSilent, isTold }: Live): number {
  if (atExpires === null) return atAsked + answerMs;
  return isTold ? atExpires : Math.min(atExpires, atSilent);
}

/** At most one live subscription per package, resource and server; none is asked of a server that is not registered. */
export function watchLamps(): Watch {
  const live = new Map<string, Live>();
  const keys = new Map<string, string>();
  const pending = new Map<ServerId, { readonly id: number; readonly connection: number; readonly at: number }>();
  return (_before, input, after, effects, at) => {
    if (input.type === "subscription.answered" || input.type === "subscription.notified") {
      const key = keys.get(`${input.serverId} ${input.subscriptionId}`) ?? "";
      const known = live.get(key);
      const isOurs = known?.id === input.subscriptionId && known.connection === input.connection;
      if (input.type === "subscription.answered") {
        if (pending.get(input.serverId)?.id === input.subscriptionId) pending.delete(input.serverId);
        const isAccepted = input.code === 200;
        const isOver = !isAccepted && (input.code < 500 || (isOurs && known.atExpires === null));
        const atExpires = at + (input.expiresS ?? 0) * 1_000;
        if (isOurs && isAccepted) live.set(key, { ...known, atExpires, atSilent: at + notifyMs });
        else if (isOurs && isOver) live.delete(key);
      } else if (isOurs && input.state === "terminated") {
        live.delete(key);
        if (pending.get(input.serverId)?.id === input.subscriptionId) pending.delete(input.serverId);
      } else if (isOurs && !known.isTold) {
        live.set(key, { ...known, isTold: true, atExpires: known.atExpires ?? at + known.askedMs });
      }
    }
    for (const effect of effects) {
      if (effect.type !== "subscription.send" || effect.expiresS === 0) continue;
      const { serverId, connection, subscriptionId: id, of, resource } = effect;
      const registration = after.registrations.find((one) => one.serverId === serverId);
      const isRegistered = registration !== undefined && isReady(registration);
      demand(isRegistered && registration.connection === connection, "no SUBSCRIBE to a server that is not registered");
      const key = `${serverId} ${of} ${resource}`;
      const known = live.get(key);
      const isLive = known !== undefined && known.id !== id && known.connection === connection && at < endOf(known) - 1;
      demand(!isLive, "one live subscription per package, resource and server");
      const asked = pending.get(serverId);
      const isPending = asked !== undefined && asked.connection === connection && at - asked.at < answerMs - 1;
      demand(!isPending, "one SUBSCRIBE at a time to a server");
      pending.set(serverId, { id, connection, at });
      keys.set(`${serverId} ${id}`, key);
      if (known?.id !== id || known.connection !== connection) {
        const rest = { askedMs: effect.expiresS * 1_000, atExpires: null, atSilent: Infinity, isTold: false };
        live.set(key, { id, connection, atAsked: at, ...rest });
      }
    }
    if (input.type === "configured") live.clear();
  };
}

/** Wherever a server is subscribed to, what it tells is what is shown; and no server is subscribed to twice for one thing. */
export function checkLamps(desk: SimulatedDesk): void {
  const { lamps, registrations } = desk.state();
  for (const board of lamps.boards) {
    const registration = registrations.find((one) => one.serverId === board.serverId);
    const machine = desk.sip.machineOf(board.serverId);
    if (registration === undefined || !isReady(registration) || machine === null) continue;
    for (const { watched, phase, told } of board.lamps) {
      if (watched.of !== "line" || phase.kind !== "standing") continue;
      const is = machine.notifier.lineOf(watched.resource);
      if (told !== is) throw new Error(`${watched.resource} is ${is} on ${board.serverId}, and told as ${told}`);
    }
    const standing = machine.notifier.standing().map(({ of, resource }) => `${of} ${resource}`);
    const twice = standing.find((one, index) => standing.indexOf(one) !== index);
    if (twice !== undefined) throw new Error(`${board.serverId} is subscribed to twice for ${twice}`);
  }
}
