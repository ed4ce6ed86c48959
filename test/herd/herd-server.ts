/** A PBX in virtual time as a whole fleet meets it: each thing costs it processor time, and every arrival is noted. */
import type { Timeline } from "./timeline.ts";

export type ArrivalKind = "connect" | "REGISTER" | "OPTIONS" | "INVITE" | "re-INVITE";

/** One socket of one seat, as the server has it. The callbacks run at the seat, a wire's time later. */
export type Link = {
  readonly wireMs: number;
  readonly onOpened: () => void;
  /** `code` is null when it never opened. */
  readonly onClosed: (code: number | null) => void;
  state: "opening" | "open" | "closed";
};

export type Arrival = {
  readonly at: number;
  readonly kind: ArrivalKind;
  /** Whether the server was there to see it. */
  readonly isSeen: boolean;
};
/** One answer: when its request arrived, how long after that the answer left, ms, and whether a seat was told 503. */
export type Answer = {
  readonly at: number;
  readonly kind: ArrivalKind;
  readonly afterMs: number;
  readonly isRefusal: boolean;
};

type ServerFault = "up" | "killed" | "frozen" | "cutOff";

export type HerdServer = {
  readonly arrivals: readonly Arrival[];
  readonly answers: readonly Answer[];
  readonly connect: (link: Link) => void;
  /** The seat closes its side. */
  readonly leave: (link: Link) => void;
  /** @param onAnswer runs at the seat with 503 when the server is overloaded, else 200. */
  readonly request: (link: Link, kind: Exclude<ArrivalKind, "connect">, onAnswer: (code: number) => void) => void;
  /** Counts how often it was killed: what it knew before is gone. */
  readonly life: () => number;
  readonly strike: (fault: Exclude<ServerFault, "up">) => void;
  readonly mend: () => void;
  /** Every socket closes at once, and new ones are taken at once: a proxy before it was restarted. */
  readonly dropSockets: () => void;
};

/**
 * Processor time, ms, measured on Asterisk 22: TLS and WebSocket; REGISTER on a new socket, challenge included; OPTIONS
 * answered 401; INVITE answered by an echo, its challenge and BYE included. That of a re-INVITE, which is not challenged,
 * is assumed: as much as an INVITE that is refused.
 */
export const costMs = { connect: 1.19, REGISTER: 0.79, OPTIONS: 0.19, INVITE: 4.5, "re-INVITE": 1 } as const;
const refusalMs = 0.05;
/** Asterisk answers 503 while more tasks than this wait (the high water mark of its task processors). */
const mostWaiting = 500;
/** Asterisk's listen(2). What comes while the queue is full is asked again by TCP after 1 s and 3 s. */
const acceptQueue = 10;
const synAgainMs = [1_000, 2_000, 4_000] as const;

/** @param cores how many processors it has for this. */
export function createHerdServer(timeline: Timeline, cores: number): HerdServer {
  const arrivals: Arrival[] = [];
  const answers: Answer[] = [];
  const links = new Set<Link>();
  const freeAt: number[] = Array.from({ length: cores }, () => 0);
  let fault: ServerFault = "up";
  let life = 0;
  let waiting = 0;
  /** What a frozen or cut off server will find, in the order it came. */
  const held: (() => void)[] = [];
  let queued = 0;

  /** First come, first served, by whichever processor is free first. */
  function work(forMs: number, onDone: () => void): void {
    const bornIn = life;
    let first = 0;
    for (let index = 1; index < cores; index += 1) {
      if ((freeAt[index] ?? 0) < (freeAt[first] ?? 0)) first = index;
    }
    const end = Math.max(timeline.now(), freeAt[first] ?? 0) + forMs;
    freeAt[first] = end;
    timeline.after(end - timeline.now(), () => {
      if (bornIn === life) whenAwake(onDone);
    });
  }

  function whenAwake(task: () => void): void {
    if (fault === "up") task();
    else if (fault !== "killed") held.push(task);
  }

  const toSeat = (link: Link, task: () => void) => timeline.after(link.wireMs, task);
  const toServer = toSeat;
  const note = (kind: ArrivalKind) =>
    arrivals.push({ at: timeline.now(), kind, isSeen: fault === "up" || fault === "frozen" });

  function close(link: Link, code: number | null): void {
    links.delete(link);
    if (link.state === "closed") return;
    link.state = "closed";
    toSeat(link, () => link.onClosed(code));
  }

  function accept(link: Link): void {
    links.add(link);
    const atArrival = timeline.now();
    work(costMs.connect, () => {
      if (link.state !== "opening") return;
      link.state = "open";
      answers.push({ at: atArrival, kind: "connect", afterMs: timeline.now() - atArrival, isRefusal: false });
      toSeat(link, link.onOpened);
    });
  }

  /** A SYN, or the same one once more. */
  function knock(link: Link, tries: number): void {
    if (link.state === "closed") return;
    if (fault === "killed") return close(link, null);
    if (fault === "up") {
      note("connect");
      return accept(link);
    }
    if (fault === "frozen" && queued < acceptQueue) {
      note("connect");
      queued += 1;
      held.push(() => {
        queued -= 1;
        if (link.state !== "closed") accept(link);
      });
      return;
    }
    const againMs = synAgainMs[tries];
    if (againMs !== undefined) timeline.after(againMs, () => knock(link, tries + 1));
  }

  function serve(link: Link, kind: Exclude<ArrivalKind, "connect">, onAnswer: (code: number) => void): void {
    const atArrival = timeline.now();
    const code = waiting > mostWaiting ? 503 : 200;
    waiting += 1;
    work(code === 503 ? refusalMs : costMs[kind], () => {
      waiting -= 1;
      const isRefusal = code === 503 && link.state === "open";
      answers.push({ at: atArrival, kind, afterMs: timeline.now() - atArrival, isRefusal });
      toSeat(link, () => {
        if (link.state === "open") onAnswer(code);
      });
    });
  }

  function dropSockets(): void {
    for (const link of links) close(link, link.state === "open" ? 1006 : null);
  }

  return {
    arrivals,
    answers,
    connect(link) {
      toServer(link, () => {
        if (fault === "killed") note("connect");
        knock(link, 0);
      });
    },
    leave(link) {
      link.state = "closed";
      toServer(link, () => links.delete(link));
    },
    request(link, kind, onAnswer) {
      toServer(link, () => {
        note(kind);
        if (fault === "up") serve(link, kind, onAnswer);
        // A frozen server reads all that came meanwhile; TCP brings what was cut off to sockets that still stand.
        const isRead = fault === "frozen";
        if (fault === "frozen" || fault === "cutOff")
          held.push(() => (isRead || links.has(link) ? serve(link, kind, onAnswer) : undefined));
      });
    },
    life: () => life,
    strike(next) {
      fault = next;
      if (next !== "killed") return;
      life += 1;
      waiting = 0;
      queued = 0;
      held.length = 0;
      freeAt.fill(0);
      dropSockets();
    },
    mend() {
      fault = "up";
      for (const task of held.splice(0)) task();
    },
    dropSockets,
  };
}
