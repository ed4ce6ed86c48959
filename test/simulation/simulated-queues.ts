/** The queues of a simulated server for one account: it obeys feature codes, pauses by itself, and tells by its hints. */
import type { Notifier } from "./simulated-notifier.ts";

export type SimulatedQueues = {
  /** @returns the final answer to the INVITE, or null for none at all. */
  readonly dial: (target: string) => number | null;
  readonly isMember: (queue: string) => boolean;
  readonly isPaused: (queue: string) => boolean;
  readonly reasonOf: (queue: string) => string | null;
  /** By somebody else: a supervisor, or the server itself after a call nobody took. */
  readonly setMember: (queue: string, isMember: boolean) => void;
  readonly setPaused: (queue: string, isPaused: boolean) => void;
  /** The extension that was taken over to this account. */
  desk: string | null;
  /** Whether it turns calls of this account away. */
  readonly isDnd: () => boolean;
  readonly setDnd: (isOn: boolean) => void;
  /** Every code that was dialled, in order. */
  readonly heard: string[];
  /** What is answered instead of obeying; null: nothing is. */
  refusal: { readonly code: number | null } | null;
  /** It obeys, and its hints do not tell. */
  isDumb: boolean;
  /** How long it takes to hang up after its answer, ms; null: it never does. */
  hangsUpAfterMs: number | null;
};

const codes = /^\*4([5678])(\d{3})(?:\*(\w+))?$/u;

export function createSimulatedQueues(notifier: Notifier): SimulatedQueues {
  const members = new Set<string>();
  const paused = new Map<string, string | null>();

  const tell = (kind: "member" | "paused", queue: string) => {
    const isSo = kind === "member" ? members.has(queue) : paused.has(queue);
    if (!queues.isDumb) notifier.setLine(`${kind}-${queue}-1001`, isSo ? "busy" : "idle");
  };
  const setMember = (queue: string, isMember: boolean) => {
    if (isMember) members.add(queue);
    else members.delete(queue);
    paused.delete(queue);
    tell("member", queue);
    tell("paused", queue);
  };
  const setPaused = (queue: string, reason: string | null | false) => {
    if (reason === false) paused.delete(queue);
    else paused.set(queue, reason);
    tell("paused", queue);
  };

  let isDnd = false;
  const setDnd = (isOn: boolean) => {
    isDnd = isOn;
    if (!queues.isDumb) notifier.setLine("dnd-1001", isOn ? "busy" : "idle");
  };

  const queues: SimulatedQueues = {
    isDnd: () => isDnd,
    setDnd,
    desk: null,
    heard: [],
    refusal: null,
    isDumb: false,
    hangsUpAfterMs: 20,
    dial(target) {
      queues.heard.push(target);
      if (queues.refusal !== null) return queues.refusal.code;
      const [, key, extension = null] = /^\*1([12])(\d+)?$/u.exec(target) ?? [];
      if (key !== undefined) {
        // As in the guide: another extension than the one that was taken over gives nothing back.
        if (key === "2" && extension !== null && extension !== queues.desk) return 200;
        queues.desk = key === "1" ? extension : null;
        notifier.setLine("desk-1001", queues.desk === null ? "idle" : "busy");
        return 200;
      }
      if (target === "*78" || target === "*79") {
        setDnd(target === "*78");
        return 200;
      }
      const [, what, queue = "", reason = null] = codes.exec(target) ?? [];
      if (what === undefined) return 404;
      if (what === "5" || what === "6") setMember(queue, what === "5");
      else if (!members.has(queue)) return 603;
      else setPaused(queue, what === "7" ? reason : false);
      return 200;
    },
    isMember: (queue) => members.has(queue),
    isPaused: (queue) => paused.has(queue),
    reasonOf: (queue) => paused.get(queue) ?? null,
    setMember,
    setPaused: (queue, isPaused) => setPaused(queue, isPaused ? null : false),
  };
  return queues;
}
