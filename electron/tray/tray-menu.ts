/** What the tray offers: the commands of the window, in its words, for whoever keeps the window closed. */
import type { Command } from "../../shared/contract/command.ts";
import type { MessageKey } from "../../shared/i18n/catalogues.ts";
import type { Say } from "../../shared/i18n/create-say.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import { findVoicemailCall } from "../../shared/model/find-voicemail-call.ts";
import { findWayBack } from "../../shared/model/offers-rescue.ts";
import type { Call } from "../../shared/model/call.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";

export type TrayItem =
  | { readonly kind: "sentence"; readonly label: string }
  | { readonly kind: "separator" }
  | { readonly kind: "open"; readonly label: string; readonly accelerator: string }
  | { readonly kind: "quit"; readonly label: string }
  | { readonly kind: "submenu"; readonly label: string; readonly items: readonly TrayCommand[] }
  | TrayCommand;

export type TrayCommand = {
  readonly kind: "command";
  readonly label: string;
  readonly accelerator: string | null;
  /** Null where it is neither on nor off. */
  readonly mark: { readonly type: "checkbox" | "radio"; readonly isOn: boolean } | null;
  readonly command: Command;
};

const separator: TrayItem = { kind: "separator" };

export function toTrayMenu(snapshot: Snapshot, sentence: string, say: Say): readonly TrayItem[] {
  const ofCalls = snapshot.calls.flatMap((call) => toCallItems(call, snapshot, say));
  const isRunning = snapshot.engine.state === "running";
  return [
    { kind: "sentence", label: sentence },
    separator,
    ...ofCalls,
    ...(ofCalls.length > 0 ? [separator] : []),
    ...(isRunning ? toVoicemailItems(snapshot, say) : []),
    ...(isRunning ? [toDndItem(snapshot, say), ...toServerItems(snapshot, say)] : []),
    { kind: "open", label: say("tray.open"), accelerator: "Enter" },
    separator,
    { kind: "quit", label: say("tray.quit") },
  ];
}

/** Offered while messages wait. */
function toVoicemailItems(snapshot: Snapshot, say: Say): readonly TrayItem[] {
  const call = snapshot.voicemail?.waiting === true ? findVoicemailCall(snapshot) : null;
  if (call === null) return [];
  const command: Command = { type: "call.dial", ...call, only: true };
  const accelerator = "CommandOrControl+Shift+L";
  return [{ kind: "command", label: say("tray.listen"), accelerator, mark: null, command }, separator];
}

function toDndItem({ dnd }: Snapshot, say: Say): TrayItem {
  return {
    kind: "command",
    label: say("menu.dnd"),
    accelerator: null,
    mark: { type: "checkbox", isOn: dnd },
    command: { type: "presence.setDnd", on: !dnd },
  };
}

function toServerItems({ servers, preferredServerId: preferred }: Snapshot, say: Say): readonly TrayItem[] {
  if (servers.length < 2) return [];
  const toItem = (label: string, type: "checkbox" | "radio", isOn: boolean, command: Command): TrayCommand => ({
    kind: "command",
    label,
    accelerator: null,
    mark: { type, isOn },
    command,
  });
  const prefer = servers.map(({ id, name }) =>
    toItem(name, "radio", preferred === id, { type: "server.prefer", serverId: id }),
  );
  const best = toItem(say("menu.preferNone"), "radio", preferred === null, { type: "server.prefer", serverId: null });
  const drain = servers.map(({ id, name, draining }) =>
    toItem(name, "checkbox", draining, { type: draining ? "server.undrain" : "server.drain", serverId: id }),
  );
  return [
    { kind: "submenu", label: say("menu.prefer"), items: [best, ...prefer] },
    { kind: "submenu", label: say("menu.drain"), items: drain },
    { kind: "command", label: say("menu.probe"), accelerator: null, mark: null, command: { type: "server.probe" } },
    separator,
  ];
}

function toCallItems(call: Call, snapshot: Snapshot, say: Say): readonly TrayItem[] {
  const { id, direction, state, remote } = call;
  const who = remote.known?.name ?? remote.name ?? remote.number ?? say("tray.withheld");
  const item = (key: MessageKey, accelerator: string | null, command: Command): TrayItem => {
    return { kind: "command", label: say(key, { who }), accelerator, mark: null, command };
  };
  const hangUp = item("tray.hangUp", null, { type: "call.hangUp", callId: id });
  switch (state) {
    case "ringing":
      if (direction === "outgoing") return [hangUp];
      return [
        item("tray.answer", "CommandOrControl+Shift+A", { type: "call.answer", callId: id }),
        item("tray.decline", null, { type: "call.reject", callId: id }),
      ];
    case "dialing":
    case "active":
      return [hangUp];
    case "stranded":
      if (findWayBack(call, snapshot) === null) return [hangUp];
      return [item("tray.rescue", "CommandOrControl+Shift+R", { type: "call.rescue", callId: id }), hangUp];
    case "ended":
      return [];
    default:
      return assertNever(state);
  }
}
