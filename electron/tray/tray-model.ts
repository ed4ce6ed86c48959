/** What the tray shows and offers, from the Snapshot alone. */
import type { Command } from "../../shared/contract/command.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Call } from "../../shared/model/call.ts";
import { describeReachability } from "../../shared/model/reachability-sentence.ts";
import type { Server } from "../../shared/model/server.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { fill, menuTexts, toReachabilityText, type FormatTime } from "./sentences.ts";

/** full: ready · dotted: doubtful, or on its way · hollow: lost, refused, or not there */
export type BarLook = "full" | "dotted" | "hollow";

export type TrayIcon = {
  /** Left to right: the primary, then the backups; at most three fit. */
  readonly bars: readonly BarLook[];
  readonly isInCall: boolean;
  readonly hasMissed: boolean;
  readonly isDnd: boolean;
};

export type TrayItem =
  | { readonly kind: "sentence"; readonly label: string }
  | { readonly kind: "separator" }
  | { readonly kind: "open"; readonly label: string; readonly accelerator: string }
  | { readonly kind: "quit"; readonly label: string }
  | {
      readonly kind: "command";
      readonly label: string;
      readonly accelerator: string | null;
      readonly isChecked: boolean | null;
      readonly command: Command;
    };

export type TrayModel = {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
};

const mostBars = 3;

export function toTrayModel(snapshot: Snapshot, formatTime: FormatTime): TrayModel {
  const tooltip = toReachabilityText(describeReachability(snapshot), formatTime);
  return { icon: toIcon(snapshot), tooltip, menu: toMenu(snapshot, tooltip) };
}

function toIcon({ servers, calls, dnd, engine }: Snapshot): TrayIcon {
  const isAlive = engine.state === "running";
  const looks = byRole(servers).map((server) => (isAlive ? toLook(server) : "hollow"));
  return {
    bars: looks.length === 0 ? ["hollow", "hollow"] : looks.slice(0, mostBars),
    isInCall: calls.some((call) => call.state !== "ended"),
    hasMissed: calls.some((call) => call.end?.reason === "missed"),
    isDnd: dnd,
  };
}

function byRole(servers: readonly Server[]): readonly Server[] {
  return servers.toSorted((a, b) => Number(b.role === "primary") - Number(a.role === "primary"));
}

function toLook({ state, reason }: Server): BarLook {
  switch (state) {
    case "ready":
      return "full";
    case "doubtful":
      return "dotted";
    case "connecting":
    case "registering":
      return reason === null ? "dotted" : "hollow";
    case "offline":
    case "lost":
    case "refused":
      return "hollow";
    default:
      return assertNever(state);
  }
}

function toMenu({ calls, dnd, engine }: Snapshot, sentence: string): readonly TrayItem[] {
  const ofCalls = calls.flatMap(toCallItems);
  const separator: TrayItem = { kind: "separator" };
  const dndItem: TrayItem = {
    kind: "command",
    label: menuTexts.dnd,
    accelerator: null,
    isChecked: dnd,
    command: { type: "presence.setDnd", on: !dnd },
  };
  return [
    { kind: "sentence", label: sentence },
    separator,
    ...ofCalls,
    ...(ofCalls.length > 0 ? [separator] : []),
    ...(engine.state === "running" ? [dndItem] : []),
    { kind: "open", label: menuTexts.open, accelerator: "Enter" },
    separator,
    { kind: "quit", label: menuTexts.quit },
  ];
}

function toCallItems({ id, direction, state, remote }: Call): readonly TrayItem[] {
  const who = remote.name ?? remote.number ?? menuTexts.withheld;
  const item = (text: string, accelerator: string | null, command: Command): TrayItem => {
    return { kind: "command", label: fill(text, { who }), accelerator, isChecked: null, command };
  };
  switch (state) {
    case "ringing":
      if (direction === "incoming") {
        return [
          item(menuTexts.answer, "CommandOrControl+Shift+A", { type: "call.answer", callId: id }),
          item(menuTexts.reject, null, { type: "call.reject", callId: id }),
        ];
      }
      return [item(menuTexts.hangUp, null, { type: "call.hangUp", callId: id })];
    case "dialing":
    case "active":
      return [item(menuTexts.hangUp, null, { type: "call.hangUp", callId: id })];
    case "stranded":
      return [
        item(menuTexts.rescue, "CommandOrControl+Shift+R", { type: "call.rescue", callId: id }),
        item(menuTexts.hangUp, null, { type: "call.hangUp", callId: id }),
      ];
    case "ended":
      return [];
    default:
      return assertNever(state);
  }
}
