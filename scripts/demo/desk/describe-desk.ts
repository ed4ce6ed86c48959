/** The sentences of the control panel: how a server stands, how the softphone sees it, and where the caller is. */
import type { Snapshot } from "../../../shared/model/snapshot.ts";
import type { RingState } from "../../../test/pbx/calls/ring-operator.ts";
import type { Pbx, PbxState } from "../../../test/pbx/start-pbx.ts";

const states: Readonly<Record<PbxState, string>> = {
  up: "Running",
  frozen: "Frozen: takes connections, answers nothing",
  cutOff: "Cut off: nothing comes through",
  crashed: "Crashed: connections are refused",
};

export function describeServer(server: Pick<Pbx, "state" | "isOverloaded" | "registrations" | "calls">): string {
  const state = server.state();
  if (state === "crashed") return `${states.crashed}.`;
  const users = server.registrations().map(({ user }) => user);
  const who = users.length === 0 ? "nobody registered" : `${users.join(" and ")} registered`;
  const live = server.calls().filter(({ state }) => state !== "ended").length;
  const overload = server.isOverloaded() ? ", overloaded: 503 to new calls and probes" : "";
  return `${states[state]}${overload}; ${who}, ${live === 0 ? "no call" : live === 1 ? "1 call" : `${live} calls`}.`;
}

export function describeSeen(snapshot: Snapshot | null, serverId: string): string {
  const server = snapshot?.servers.find(({ id }) => id === serverId);
  if (server === undefined) return "The softphone is not up.";
  const flags = [...(server.overloaded ? ["overloaded"] : []), ...(server.draining ? ["draining"] : [])];
  const why = server.reason === null ? "" : ` ${server.reason.message}`;
  return `The softphone sees it ${[server.state, ...flags].join(", ")}.${why}`;
}

export function describeSeat(snapshot: Snapshot | null): string {
  if (snapshot === null) return "The softphone is starting.";
  const { servers, nextCall, calls } = snapshot;
  const ready = servers.filter(({ state }) => state === "ready").map(({ name }) => name);
  const next = servers.find(({ id }) => id === nextCall.serverId)?.name ?? null;
  const reach =
    ready.length === 0 ? "This seat cannot be called" : `This seat can be called through ${ready.join(" and ")}`;
  const goes = next === null ? "there is no server for the next call" : `the next call goes through ${next}`;
  const live = calls
    .filter(({ state }) => state !== "ended")
    .map(({ direction, remote, state, serverId }) => {
      const via = servers.find(({ id }) => id === serverId)?.name ?? serverId;
      return `${direction} call ${direction === "incoming" ? "from" : "to"} ${remote.number ?? "a withheld number"}: ${state}, via ${via}`;
    });
  return [`${reach}; ${goes}.`, ...live.map((line) => `${line.charAt(0).toUpperCase()}${line.slice(1)}.`)].join(" ");
}

const ringWords: Readonly<Record<RingState, string>> = {
  placed: "placed",
  ringing: "rings",
  answered: "talks",
  busy: "busy",
  noAnswer: "not answered",
  cancelled: "stopped ringing",
  unreachable: "cannot reach the seat",
  over: "over",
};

/** @param byServer how the caller fares, by server id. */
export function describeCaller(number: string, byServer: Readonly<Record<string, RingState>>): string {
  const parts = Object.entries(byServer).map(
    ([id, state]) => `${ringWords[state]} through ${id === "main" ? "Main" : "Backup"}`,
  );
  return `${number}: ${parts.join(", ")}.`;
}
