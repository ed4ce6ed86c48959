/** What the tray offers: the commands of the window, in its words and with its keys, for whoever keeps the window closed. */
import { chordOfOffer, listOffers, sayOffer, type ActionId, type Offer } from "../../shared/actions/actions.ts";
import type { Command } from "../../shared/contract/command.ts";
import type { Say } from "../../shared/i18n/create-say.ts";
import { toAccelerator } from "../../shared/model/chord.ts";
import { readGlobalKeys } from "../../shared/model/keys.ts";
import type { Settings } from "../../shared/model/settings.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";

export type TrayItem =
  | { readonly kind: "sentence"; readonly label: string }
  | { readonly kind: "separator" }
  | { readonly kind: "open"; readonly label: string; readonly accelerator: string | null }
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

/** What only the window can do, keypad and transfer among it, is left to it. */
const aboutCalls: readonly ActionId[] = [
  "answer",
  "decline",
  "rescue",
  "mute",
  "hold",
  "record",
  "stopRecording",
  "hangUp",
];

export function toTrayMenu(snapshot: Snapshot, sentence: string, say: Say): readonly TrayItem[] {
  const offers = listOffers(snapshot);
  const items = (isOne: (offer: Offer) => boolean) =>
    offers.filter(isOne).flatMap((offer) => toCommand(offer, sayOffer(offer, say), snapshot.settings));
  const ofCalls = snapshot.calls
    .filter(({ state }) => state !== "ended")
    .flatMap(({ id }) => items(({ about, action }) => about === id && aboutCalls.includes(action)));
  const { chord } = readGlobalKeys(snapshot.settings).find(({ action }) => action === "showWindow") ?? { chord: null };
  return [
    { kind: "sentence", label: sentence },
    separator,
    ...ofCalls,
    ...(ofCalls.length > 0 ? [separator] : []),
    ...items(({ action }) => action === "voicemail" && snapshot.voicemail?.waiting === true),
    ...items(({ action }) => action === "wrapUpDone" || action === "wrapUpExtend"),
    ...items(({ action }) => action === "queues" || action === "queueLogout"),
    ...items(({ action }) => action === "doNotDisturb" || action === "forwardAll"),
    ...toServerItems(offers, snapshot.settings, say),
    ...items(({ action }) => action === "dialClipboard"),
    {
      kind: "open",
      label: say("action.showWindow"),
      accelerator: chord === null ? null : toAccelerator(chord),
    },
    ...items(({ action }) => action === "signOut"),
    separator,
    { kind: "quit", label: say("action.quit") },
  ];
}

function toServerItems(offers: readonly Offer[], settings: Settings, say: Say): readonly TrayItem[] {
  const named = (action: ActionId) =>
    offers
      .filter((offer) => offer.action === action)
      .flatMap((offer) => toCommand(offer, offer.words.params?.["server"] ?? say("menu.preferNone"), settings));
  const prefer = named("prefer");
  if (prefer.length === 0) return [];
  const probe = offers.filter(({ action }) => action === "probe");
  return [
    { kind: "submenu", label: say("menu.prefer"), items: prefer },
    { kind: "submenu", label: say("menu.drain"), items: named("drain") },
    ...probe.flatMap((offer) => toCommand(offer, sayOffer(offer, say), settings)),
    separator,
  ];
}

/** @returns nothing for what is no Command. */
function toCommand(offer: Offer, label: string, settings: Settings): readonly TrayCommand[] {
  const { action, deed, isOn } = offer;
  if (deed.kind === "window") return [];
  const chord = chordOfOffer(offer, settings);
  return [
    {
      kind: "command",
      label,
      accelerator: chord === null ? null : toAccelerator(chord),
      mark: isOn === null ? null : { type: action === "prefer" ? "radio" : "checkbox", isOn },
      command: deed.command,
    },
  ];
}
