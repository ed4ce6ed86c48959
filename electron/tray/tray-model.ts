/** What the tray shows and offers, from the Snapshot alone. */
import type { Command } from "../../shared/contract/command.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Call } from "../../shared/model/call.ts";
import { describeReachability } from "../../shared/model/reachability-sentence.ts";
import type { Server } from "../../shared/model/server.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { createSay, type Say } from "../../shared/i18n/create-say.ts";
import type { Language, MessageKey } from "../../shared/i18n/catalogues.ts";

/** full: ready · dotted: doubtful, or on its way · hollow: lost, refused, or not there */
export type BarLook = "full" | "dotted" | "hollow";

export type TrayIcon = {
  /** Left to right: the primary, then the backups; at most three fit. */
  readonly bars: readonly BarLook[];
  readonly isInCall: boolean;
  readonly isRinging: boolean;
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

export type TrayWords = { readonly language: Language; readonly formatTime: (at: number) => string };

export function toTrayModel(snapshot: Snapshot, { language, formatTime }: TrayWords): TrayModel {
  const say = createSay(language);
  const { key, params } = describeReachability(snapshot);
  const { atSince } = params;
  const tooltip = say(key, atSince === undefined ? params : { ...params, time: formatTime(Number(atSince)) });
  return { icon: toIcon(snapshot), tooltip, menu: toMenu(snapshot, tooltip, say) };
}

function toIcon({ servers, calls, dnd, engine, missed }: Snapshot): TrayIcon {
  const isAlive = engine.state === "running";
  const looks = byRole(servers).map((server) => (isAlive ? toLook(server) : "hollow"));
  return {
    bars: looks.length === 0 ? ["hollow", "hollow"] : looks.slice(0, mostBars),
    isInCall: calls.some((call) => call.state !== "ended" && !isRingingHere(call)),
    isRinging: calls.some(isRingingHere),
    hasMissed: missed > 0,
    isDnd: dnd,
  };
}

function isRingingHere({ direction, state }: Call): boolean {
  return direction === "incoming" && state === "ringing";
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

function toMenu({ calls, dnd, engine }: Snapshot, sentence: string, say: Say): readonly TrayItem[] {
  const ofCalls = calls.flatMap((call) => toCallItems(call, say));
  const separator: TrayItem = { kind: "separator" };
  const dndItem: TrayItem = {
    kind: "command",
    label: say("menu.dnd"),
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
    { kind: "open", label: say("tray.open"), accelerator: "Enter" },
    separator,
    { kind: "quit", label: say("tray.quit") },
  ];
}

function toCallItems({ id, direction, state, remote }: Call, say: Say): readonly TrayItem[] {
  const who = remote.name ?? remote.number ?? say("tray.withheld");
  const item = (key: MessageKey, accelerator: string | null, command: Command): TrayItem => {
    return { kind: "command", label: say(key, { who }), accelerator, isChecked: null, command };
  };
  switch (state) {
    case "ringing":
      if (direction === "incoming") {
        return [
          item("tray.answer", "CommandOrControl+Shift+A", { type: "call.answer", callId: id }),
          item("tray.decline", null, { type: "call.reject", callId: id }),
        ];
      }
      return [item("tray.hangUp", null, { type: "call.hangUp", callId: id })];
    case "dialing":
    case "active":
      return [item("tray.hangUp", null, { type: "call.hangUp", callId: id })];
    case "stranded":
      return [
        item("tray.rescue", "CommandOrControl+Shift+R", { type: "call.rescue", callId: id }),
        item("tray.hangUp", null, { type: "call.hangUp", callId: id }),
      ];
    case "ended":
      return [];
    default:
      return assertNever(state);
  }
}
