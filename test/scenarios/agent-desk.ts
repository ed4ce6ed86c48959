/** A desk whose document has two queues and codes for them, in virtual time, and what its servers say. */
import type { CommandReply } from "../../shared/contract/command.ts";
import { QueueId, type Queue } from "../../shared/model/agent.ts";
import type { ServerId } from "../../shared/model/ids.ts";
import { agentDocument } from "../builders/agent-document.ts";
import { createInvariants } from "../simulation/invariants.ts";
import {
  backup,
  createSimulatedDesk,
  main,
  serverOf,
  toConfig,
  type SimulatedDesk,
} from "../simulation/simulated-desk.ts";

export const sales = QueueId.parse("500");
/** Four hints of each server are known by then, and what they ask for is done. */
export const settledMs = 8_000;
/** A grace is over by then, and what follows done. */
export const graceMs = 7_000;
export const both = [main, backup] as const;

export function agentDesk(extra: object = {}, prepare: (desk: SimulatedDesk) => void = () => {}): SimulatedDesk {
  const desk = createSimulatedDesk(1, toConfig({}, { ...agentDocument, ...extra }), createInvariants());
  prepare(desk);
  desk.advance(settledMs);
  return desk;
}

/** In the first queue on both servers, and taking its calls. */
export function readyAgent(extra: object = {}): SimulatedDesk {
  const desk = agentDesk(extra);
  desk.command({ type: "queue.login", queueId: sales });
  desk.advance(2_000);
  return desk;
}

export const queuesOf = (desk: SimulatedDesk, id: ServerId) => serverOf(desk, id).queues;
export const heard = (desk: SimulatedDesk) => both.map((id) => queuesOf(desk, id).heard);
export const clear = (desk: SimulatedDesk) => both.forEach((id) => (queuesOf(desk, id).heard.length = 0));
export function queueOf(desk: SimulatedDesk, id = "500"): Queue {
  const found = desk.phone().agent?.queues.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no queue ${id}`);
  return found;
}
/** Why a Command was refused, or that it was not. */
export const kindOf = (reply: CommandReply) => (reply.ok ? "ok" : reply.failure.kind);
export const statesOf = (desk: SimulatedDesk) => queueOf(desk).servers.map(({ state }) => state);
