/** What happened in one plan, line by line: what the phone told and what passed on the wire, in ms since the first of it. */
import type { PhoneEvent } from "../../../shared/contract/event.ts";
import type { HeadlessSeat } from "../../headless/headless-seat.ts";
import { cseqOf } from "../../pbx/sip/sip-fields.ts";
import { header } from "../../testbed/sip-message.ts";
import type { Said } from "./chaos-line.ts";
import type { ChaosServer } from "./chaos-server.ts";

type Line = { readonly at: number; readonly text: string };

export function tellStory(seat: HeadlessSeat, servers: readonly ChaosServer[]): readonly string[] {
  const told = seat.events.flatMap((event) => describeEvent(event));
  const wire = servers.flatMap(({ name, line }) => line.said.flatMap((said) => describeSaid(name, said)));
  const lines = [...told, ...wire].toSorted((a, b) => a.at - b.at);
  const atFirst = lines[0]?.at ?? 0;
  return lines.map(({ at, text }) => `${String(Math.round(at - atFirst)).padStart(6)} ${text}`);
}

function describeEvent(event: PhoneEvent): Line[] {
  if (event.type === "server.stateChanged") {
    return [{ at: event.at, text: `${event.server.id} is ${event.server.state}` }];
  }
  if (!("call" in event) || event.type === "call.measured") return [];
  const { id, remote, attempts, legs, end } = event.call;
  const parts = [...attempts, ...legs].map(({ serverId, outcome }) => `${serverId} ${outcome}`).join(", ");
  const ending = end === null ? "" : `, ${end.reason}`;
  return [{ at: event.at, text: `${event.type} ${id} ${remote.number ?? "withheld"}: ${parts}${ending}` }];
}

function describeSaid(server: string, { at, way, message }: Said): Line[] {
  const { number, method } = cseqOf(message);
  if (method === "OPTIONS") return [];
  const what = message.status === 0 ? message.startLine.replace(/ SIP.*/, "") : `${message.status} to ${method}`;
  const arrow = way === "up" ? "→" : "←";
  const call = header(message, "Call-ID").slice(0, 8);
  return [{ at: performance.timeOrigin + at, text: `${arrow} ${server} ${what} (${number}, ${call})` }];
}
