/** A PBX in virtual time: it registers, challenges, rings, answers, freezes, thaws, crashes and forgets. */
import type { InviteId, ServerId } from "../../shared/model/ids.ts";
import type { Agenda } from "./agenda.ts";
import { createSimulatedQueues, type SimulatedQueues } from "./simulated-queues.ts";
import { createNotifier, type Notifier, type NotifierMessage, type SubscribeRequest } from "./simulated-notifier.ts";

export type Callee =
  | "echo"
  | "ring"
  | "ringThenAnswer"
  | "busy"
  | "silent100"
  | "ignored"
  | "trouble"
  | "missing"
  | "operator";

export type ServerRequest =
  /** `contact` is the endpoint's own: each of them takes away no binding but its own. */
  | { readonly kind: "register"; readonly contact: number; readonly expiresS: number }
  | { readonly kind: "query"; readonly contact: number }
  | { readonly kind: "options"; readonly probeId: number }
  | SubscribeRequest
  /** 481 to a NOTIFY. */
  | { readonly kind: "notWatched"; readonly subscriptionId: number }
  | {
      readonly kind: "invite";
      readonly inviteId: InviteId;
      readonly attemptId: string;
      readonly callee: Callee;
      readonly target: string;
      readonly hasCredentials: boolean;
    }
  /** An INVITE to a feature code, its challenge left out. */
  | { readonly kind: "service"; readonly serviceId: number; readonly target: string }
  | { readonly kind: "cancel"; readonly inviteId: InviteId }
  | { readonly kind: "ack"; readonly inviteId: InviteId }
  | { readonly kind: "bye"; readonly inviteId: InviteId }
  | { readonly kind: "reinvite"; readonly inviteId: InviteId }
  | { readonly kind: "legAnswer"; readonly inviteId: InviteId; readonly code: number };

export type ServerMessage =
  | {
      readonly kind: "registered";
      readonly code: number;
      readonly expiresS: number | null;
      readonly retryAfterS: number | null;
    }
  | { readonly kind: "bindings"; readonly code: number; readonly hasOwn: boolean; readonly others: number }
  | { readonly kind: "options"; readonly probeId: number; readonly code: number }
  | { readonly kind: "inviteResponse"; readonly inviteId: InviteId; readonly code: number }
  | { readonly kind: "reinviteResponse"; readonly inviteId: InviteId; readonly code: number }
  | { readonly kind: "bye"; readonly inviteId: InviteId }
  | {
      readonly kind: "leg";
      readonly inviteId: InviteId;
      readonly number: string | null;
      readonly strongKey: string | null;
      readonly queue: string | null;
    }
  | { readonly kind: "legCancel"; readonly inviteId: InviteId; readonly isElsewhere: boolean }
  | { readonly kind: "legAck"; readonly inviteId: InviteId }
  | { readonly kind: "serviceAnswer"; readonly serviceId: number }
  /** Refused, or hung up behind the answer. */
  | { readonly kind: "serviceEnd"; readonly serviceId: number; readonly code: number }
  | NotifierMessage;

/** A call as the server has it; `up` means that the callee hears somebody. */
export type ServerCall = {
  readonly attemptId: string;
  state: "ringing" | "up" | "over";
  isAcknowledged: boolean;
  rangMs: number;
  readonly atRing: number;
};

/** A callee at another desk, as the caller's server sees him. */
export type OperatorCall = {
  readonly inviteId: InviteId;
  readonly target: string;
  /** 180 rings, 200 picks up, anything from 300 ends it; of no use once it is over. */
  readonly answer: (code: number) => void;
};

/** What joins the desks of one server. */
export type Exchange = {
  readonly ring: (call: OperatorCall) => void;
  /** The caller's side is over. */
  readonly over: (inviteId: InviteId) => void;
  readonly legAnswered: (inviteId: InviteId, code: number) => void;
  readonly legOver: (inviteId: InviteId) => void;
};

export type SimulatedServer = {
  readonly id: ServerId;
  readonly calls: Map<InviteId, ServerCall>;
  readonly legs: Map<InviteId, "ringing" | "up" | "over">;
  readonly registersSeen: number[];
  readonly notifier: Notifier;
  readonly queues: SimulatedQueues;
  /** Bytes that reach the machine of the server. */
  readonly receive: (socket: number, request: ServerRequest) => void;
  readonly accepts: () => boolean;
  readonly isSilent: () => boolean;
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly crash: () => void;
  readonly restart: () => void;
  /** A Contact of this desk; that of another place of the same account is not. */
  readonly hasBinding: () => boolean;
  /** The same account at another desk: its Contact takes the only place. */
  readonly signInElsewhere: () => void;
  readonly signOutElsewhere: () => void;
  readonly offerLeg: (inviteId: InviteId, number: string | null, strongKey: string | null, queue?: string) => boolean;
  readonly cancelLeg: (inviteId: InviteId, isElsewhere: boolean) => void;
  /** Nobody was heard on this call for too long. */
  readonly hangUpSilent: (inviteId: InviteId) => void;
  /** The end of a connection, read behind every byte that came before it. */
  readonly closeSocket: (socket: number) => void;
  /** Null where this desk is alone: nobody sits behind an operator's number. */
  exchange: Exchange | null;
  /** The registrar loses its memory, as after a restart without its database; nobody is told. */
  readonly forgetBinding: () => void;
  /** As a server should: no 503, no refusals, at its usual pace. */
  readonly behave: () => void;
  policy: {
    code503: boolean;
    registerCode: number | null;
    retryAfterS: number | null;
    answersRegister: boolean;
    /** Where several places of an account are kept: those that are not this phone's. */
    placesBeside: number;
    /** Credentials of an INVITE are challenged again, whatever they are. */
    challengesForEver: boolean;
    /** How long the server takes for each request, ms. */
    workMs: number;
  };
};

/** Neither an endpoint of this phone nor one of its sockets. */
const elsewhere = -1;
const usualWorkMs = 2;
const goodManners: SimulatedServer["policy"] = {
  code503: false,
  registerCode: null,
  retryAfterS: null,
  answersRegister: true,
  placesBeside: 0,
  challengesForEver: false,
  workMs: usualWorkMs,
};
/** 64·T1: a 2xx without an ACK ends the call (RFC 3261 §13.3.1.4). */
const longestWithoutAckMs = 32_000;

/** @param send delivers a message of the server to the phone over one socket. */
export function createSimulatedServer(
  id: ServerId,
  agenda: Agenda,
  send: (socket: number, message: ServerMessage) => void,
): SimulatedServer {
  let state: "up" | "frozen" | "crashed" = "up";
  let binding: { readonly contact: number; readonly socket: number } | null = null;
  const inbox: (() => void)[] = [];
  const calls = new Map<InviteId, ServerCall>();
  const legs = new Map<InviteId, "ringing" | "up" | "over">();
  const legSockets = new Map<InviteId, number>();
  const registersSeen: number[] = [];
  const notifier = createNotifier(agenda.now, (socket, message) => {
    if (state === "up") send(socket, message);
  });
  const queues = createSimulatedQueues(notifier);
  let life = 0;
  let atLastWork = 0;

  /** Requests are done in their order, each no sooner than the one before it. */
  function work(task: () => void): void {
    atLastWork = Math.max(agenda.now() + server.policy.workMs, atLastWork);
    later(atLastWork - agenda.now(), task);
  }

  function later(delayMs: number, task: () => void): void {
    const bornIn = life;
    agenda.after(delayMs, () => {
      if (bornIn !== life || state === "crashed") return;
      if (state === "frozen") inbox.push(task);
      else task();
    });
  }

  function handle(socket: number, request: ServerRequest): void {
    switch (request.kind) {
      case "register": {
        registersSeen.push(agenda.now());
        if (!server.policy.answersRegister) return;
        // A place that is taken, or a time too brief, is no reason to refuse a farewell.
        const code = request.expiresS === 0 ? 200 : (server.policy.registerCode ?? 200);
        const isOk = code === 200;
        if (isOk) bind(request, socket);
        const { retryAfterS } = server.policy;
        send(socket, { kind: "registered", code, expiresS: isOk ? request.expiresS : null, retryAfterS });
        return;
      }
      case "query": {
        const hasOwn = binding?.contact === request.contact;
        const taken = binding === null || hasOwn ? 0 : 1;
        send(socket, { kind: "bindings", code: 200, hasOwn, others: taken + server.policy.placesBeside });
        return;
      }
      case "options":
        send(socket, { kind: "options", probeId: request.probeId, code: server.policy.code503 ? 503 : 200 });
        return;
      case "subscribe":
        return notifier.accept(socket, request);
      case "notWatched":
        return notifier.forget(socket, request.subscriptionId);
      case "service": {
        const { serviceId } = request;
        const code = queues.dial(request.target);
        if (code === 200) send(socket, { kind: "serviceAnswer", serviceId });
        else if (code !== null) send(socket, { kind: "serviceEnd", serviceId, code });
        const { hangsUpAfterMs } = queues;
        if (code === 200 && hangsUpAfterMs !== null)
          later(hangsUpAfterMs, () => send(socket, { kind: "serviceEnd", serviceId, code }));
        return;
      }
      case "invite":
        return acceptInvite(socket, request);
      case "cancel": {
        const call = calls.get(request.inviteId);
        if (call?.state !== "ringing") return;
        endRinging(call);
        server.exchange?.over(request.inviteId);
        send(socket, { kind: "inviteResponse", inviteId: request.inviteId, code: 487 });
        return;
      }
      case "ack": {
        const call = calls.get(request.inviteId);
        if (call !== undefined) call.isAcknowledged = true;
        return;
      }
      case "bye": {
        const call = calls.get(request.inviteId);
        const wasLeg = legs.has(request.inviteId);
        if (call !== undefined) call.state = "over";
        legs.set(request.inviteId, "over");
        if (call !== undefined) server.exchange?.over(request.inviteId);
        else if (wasLeg) server.exchange?.legOver(request.inviteId);
        return;
      }
      case "reinvite": {
        const isUp = calls.get(request.inviteId)?.state === "up" || legs.get(request.inviteId) === "up";
        send(socket, { kind: "reinviteResponse", inviteId: request.inviteId, code: isUp ? 200 : 481 });
        return;
      }
      case "legAnswer": {
        const isAnswer = request.code === 200;
        const isRepeated = isAnswer && legs.get(request.inviteId) === "up";
        if (isRepeated) send(socket, { kind: "legAck", inviteId: request.inviteId });
        if (legs.get(request.inviteId) !== "ringing") return;
        legs.set(request.inviteId, isAnswer ? "up" : "over");
        if (isAnswer) send(socket, { kind: "legAck", inviteId: request.inviteId });
        server.exchange?.legAnswered(request.inviteId, request.code);
      }
    }
  }

  /** One place, which the newest takes: `max_contacts=1`, `remove_existing=yes`. */
  function bind({ contact, expiresS }: Extract<ServerRequest, { kind: "register" }>, socket: number): void {
    if (expiresS > 0) binding = { contact, socket };
    else if (binding?.contact === contact) binding = null;
  }

  function endRinging(call: ServerCall): void {
    if (call.state === "ringing") call.rangMs = agenda.now() - call.atRing;
    call.state = "over";
  }

  function acceptInvite(socket: number, request: Extract<ServerRequest, { kind: "invite" }>): void {
    const { inviteId, attemptId, callee } = request;
    const answer = (code: number): void => send(socket, { kind: "inviteResponse", inviteId, code });
    if (callee === "ignored") return;
    if (server.policy.code503) return answer(503);
    if (!request.hasCredentials || server.policy.challengesForEver) return answer(401);
    answer(100);
    if (callee === "busy") return answer(486);
    if (callee === "missing" || (callee === "operator" && server.exchange === null)) return answer(404);
    if (callee === "trouble") return answer(500);
    if (callee === "silent100") return;
    const call: ServerCall = { attemptId, state: "ringing", isAcknowledged: false, rangMs: 0, atRing: agenda.now() };
    calls.set(inviteId, call);
    const pickUp = (): void => {
      if (call.state !== "ringing") return;
      endRinging(call);
      call.state = "up";
      answer(200);
      later(longestWithoutAckMs, () => {
        if (!call.isAcknowledged) call.state = "over";
      });
    };
    if (callee === "operator") {
      server.exchange?.ring({
        inviteId,
        target: request.target,
        answer(code) {
          if (call.state !== "ringing") return;
          if (code === 200) return pickUp();
          if (code >= 300) endRinging(call);
          answer(code);
        },
      });
    } else if (callee !== "echo") answer(180);
    if (callee === "echo") later(10, pickUp);
    if (callee === "ringThenAnswer") later(2_000, pickUp);
    later(20_000, () => {
      if (call.state !== "ringing") return;
      endRinging(call);
      server.exchange?.over(inviteId);
      answer(480);
    });
  }

  const server: SimulatedServer = {
    id,
    calls,
    legs,
    registersSeen,
    notifier,
    queues,
    exchange: null,
    policy: { ...goodManners },
    behave() {
      server.policy = { ...goodManners };
      notifier.refusal = null;
    },
    receive: (socket, request) => work(() => handle(socket, request)),
    accepts: () => state === "up",
    isSilent: () => state === "frozen",
    freeze() {
      if (state === "up") state = "frozen";
    },
    thaw() {
      if (state !== "frozen") return;
      state = "up";
      for (const task of inbox.splice(0)) task();
    },
    crash() {
      state = "crashed";
      life += 1;
      inbox.length = 0;
      binding = null;
      notifier.crash();
      for (const call of calls.values()) endRinging(call);
      for (const inviteId of legs.keys()) legs.set(inviteId, "over");
    },
    restart() {
      if (state === "crashed") state = "up";
    },
    hasBinding: () => binding !== null && binding.contact !== elsewhere,
    signInElsewhere() {
      if (state === "up") binding = { contact: elsewhere, socket: elsewhere };
    },
    signOutElsewhere() {
      if (binding?.contact === elsewhere) binding = null;
    },
    offerLeg(inviteId, number, strongKey, queue) {
      if (state !== "up" || binding === null || binding.contact === elsewhere) return false;
      legs.set(inviteId, "ringing");
      legSockets.set(inviteId, binding.socket);
      send(binding.socket, { kind: "leg", inviteId, number, strongKey, queue: queue ?? null });
      return true;
    },
    cancelLeg(inviteId, isElsewhere) {
      if (state !== "up" || legs.get(inviteId) !== "ringing") return;
      legs.set(inviteId, "over");
      const socket = legSockets.get(inviteId);
      for (const one of new Set([socket, binding?.socket])) {
        if (one !== undefined) send(one, { kind: "legCancel", inviteId, isElsewhere });
      }
    },
    hangUpSilent(inviteId) {
      const call = calls.get(inviteId);
      if (call !== undefined) endRinging(call);
      if (legs.has(inviteId)) legs.set(inviteId, "over");
    },
    forgetBinding() {
      binding = null;
    },
    closeSocket: (socket) =>
      work(() => {
        if (binding?.socket === socket) binding = null;
        notifier.closeSocket(socket);
      }),
  };
  return server;
}
