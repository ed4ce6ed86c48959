/** One operator's desk in virtual time: the real core, simulated servers, and a record of everything that was decided. */
import type { PhoneEvent } from "../../shared/contract/event.ts";
import type { CommandReply, EngineCommand } from "../../shared/contract/command.ts";
import type { CallId } from "../../shared/model/ids.ts";
import { InviteId, ServerId } from "../../shared/model/ids.ts";
import type { Call } from "../../shared/model/call.ts";
import { applyIncidentChange } from "../../shared/model/fold-incident.ts";
import type { Incident } from "../../shared/model/incident.ts";
import type { FailoverPolicy } from "../../shared/model/failover-policy.ts";
import { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { PhoneConfig } from "../../shared/model/phone-config.ts";
import type { Server } from "../../shared/model/server.ts";
import type { Phone } from "../../shared/model/snapshot.ts";
import { toPhoneConfig } from "../../shared/model/to-phone-config.ts";
import { decide } from "../../renderer/engine/core/decide.ts";
import { describeChanges } from "../../renderer/engine/core/describe-changes.ts";
import type { Effect } from "../../renderer/engine/core/effects.ts";
import { emptyBook, followIncidents } from "../../renderer/engine/core/incidents/incident-book.ts";
import type { Input } from "../../renderer/engine/core/inputs.ts";
import { nextDeadline } from "../../renderer/engine/core/next-deadline.ts";
import { createPhoneState, type PhoneState } from "../../renderer/engine/core/phone-state.ts";
import { createProjector } from "../../renderer/engine/core/project-phone.ts";
import type { SipEffect } from "../../renderer/engine/core/sip-vocabulary.ts";
import { createFixedDice } from "../fakes/fixed-dice.ts";
import { createAgenda } from "./agenda.ts";
import type { SimulatedServer } from "./simulated-server.ts";
import type { SimulatedSip } from "./simulated-sip-port.ts";
import { createSimulatedSip } from "./simulated-sip.ts";
import type { Watch } from "./watch.ts";

export const main = ServerId.parse("main");
export const backup = ServerId.parse("backup");

export function toConfig(failover: Partial<FailoverPolicy> = {}, extra: object = {}): PhoneConfig {
  const server = (id: string, role: string) => ({
    id,
    name: id,
    role,
    url: `wss://${id}.test/ws`,
    domain: `${id}.test`,
  });
  return toPhoneConfig(
    PolicyDocument.parse({
      version: 1,
      account: { user: "1001", displayName: "Anna", password: "secret" },
      servers: [server("main", "primary"), server("backup", "backup")],
      failover,
      dialing: { emergency: ["110"] },
      ...extra,
    }),
  );
}

export type Decided = { readonly at: number; readonly effect: Effect; readonly before: PhoneState };

export type SimulatedDesk = {
  readonly sip: SimulatedSip;
  readonly now: () => number;
  readonly advance: (ms: number) => void;
  readonly sleep: (ms: number) => void;
  readonly after: (delayMs: number, task: () => void) => void;
  readonly input: (input: Input) => void;
  readonly command: (command: EngineCommand) => CommandReply;
  /** Dials and returns the id of the call that was accepted. */
  readonly dial: (target: string) => CallId;
  readonly phone: () => Phone;
  readonly state: () => PhoneState;
  readonly server: (id: ServerId) => Server;
  readonly call: (id: CallId) => Call;
  readonly calls: () => readonly Call[];
  readonly events: readonly PhoneEvent[];
  /** The incidents as main keeps them, newest first. */
  readonly incidents: () => readonly Incident[];
  readonly decided: readonly Decided[];
  readonly effects: <Type extends Effect["type"]>(type: Type) => Extract<Effect, { type: Type }>[];
  /** A call from outside through one server; null when that server has nobody to ring. */
  readonly ring: (
    server: ServerId,
    number: string | null,
    strongKey?: string | null,
    queue?: string,
  ) => InviteId | null;
};

/** @param watch is called after every decision, for invariants. */
export function createSimulatedDesk(
  seed: number,
  config: PhoneConfig = toConfig(),
  watch: Watch = () => {},
): SimulatedDesk {
  const dice = createFixedDice(seed);
  let state = createPhoneState();
  const project = createProjector(0);
  let view = project(state);
  let atDeadline = nextDeadline(state);
  const events: PhoneEvent[] = [];
  const decided: Decided[] = [];
  let book = emptyBook;
  let commands = 0;
  let rings = 0;
  const agenda = createAgenda(
    () => atDeadline,
    () => take({ type: "tick" }),
  );
  const sip = createSimulatedSip(agenda, (event) => take(event));

  /** As the shell does it: first the decision, so that servers that leave are signed out while their sockets stand. */
  function configure(next: PhoneConfig | null): void {
    take({ type: "configured", config: next });
    sip.configure(next);
  }

  function take(input: Input): readonly Effect[] {
    const before = state;
    const at = agenda.now();
    const decision = decide(before, input, at, dice);
    state = decision.state;
    const viewBefore = view;
    if (state !== before) {
      view = project(state);
      events.push(...describeChanges(viewBefore, view, Math.round(at)));
      atDeadline = nextDeadline(state);
    }
    const { effects } = decision;
    const moment = { before, input, after: state, effects, at, wallAt: Math.round(at), viewBefore, viewAfter: view };
    const noted = followIncidents(book, moment);
    book = noted.book;
    for (const change of noted.changes) events.push({ type: "incident.changed", at: Math.round(at), change });
    for (const effect of decision.effects) {
      decided.push({ at, effect, before });
      if (isSip(effect)) sip.perform(effect);
    }
    watch(before, input, state, decision.effects, at);
    return decision.effects;
  }

  const desk: SimulatedDesk = {
    sip,
    now: agenda.now,
    advance: agenda.advance,
    sleep: agenda.sleep,
    after: agenda.after,
    input(input) {
      if (input.type === "configured") configure(input.config);
      else take(input);
    },
    command(command) {
      commands += 1;
      const effects = take({ type: "command", id: commands, asker: "api", command });
      const reply = effects.find((effect) => effect.type === "reply");
      if (reply === undefined) throw new Error(`${command.type} got no reply`);
      return reply.reply;
    },
    dial(target) {
      const reply = desk.command({ type: "call.dial", target });
      if (!reply.ok || reply.callId === undefined) throw new Error(`The dial was refused: ${JSON.stringify(reply)}`);
      return reply.callId;
    },
    phone: () => view,
    state: () => state,
    server(id) {
      const found = view.servers.find((one) => one.id === id);
      if (found === undefined) throw new Error(`No server ${id}`);
      return found;
    },
    call(id) {
      const found = view.calls.find((one) => one.id === id);
      if (found === undefined) throw new Error(`No call ${id}`);
      return found;
    },
    calls: () => view.calls,
    events,
    incidents: () =>
      events.reduce<readonly Incident[]>(
        (known, event) => (event.type === "incident.changed" ? applyIncidentChange(known, event.change) : known),
        [],
      ),
    decided,
    effects: <Type extends Effect["type"]>(type: Type) =>
      decided
        .map(({ effect }) => effect)
        .filter((effect): effect is Extract<Effect, { type: Type }> => effect.type === type),
    ring(serverId, number, strongKey = null, queue) {
      rings += 1;
      const inviteId = InviteId.parse(`ring-${rings}`);
      const isOffered = sip.servers.get(serverId)?.offerLeg(inviteId, number, strongKey, queue) ?? false;
      return isOffered ? inviteId : null;
    },
  };
  configure(config);
  return desk;
}

function isSip(effect: Effect): effect is SipEffect {
  return /^(socket|register|bindings|subscription|service|probe|attempt|leg|dialog)\./.test(effect.type);
}

/** A desk that has been at rest for `restMs`, registered on both servers. */
export function readyDesk(seed = 1, failover: Partial<FailoverPolicy> = {}, restMs = 3_000): SimulatedDesk {
  const desk = createSimulatedDesk(seed, toConfig(failover));
  desk.advance(restMs);
  if (desk.phone().reachability !== "all") throw new Error("the desk is not registered everywhere");
  return desk;
}

export function serverOf(desk: SimulatedDesk, id: ServerId): SimulatedServer {
  const server = desk.sip.servers.get(id);
  if (server === undefined) throw new Error(`No server ${id}`);
  return server;
}
