/** What an operator can do at this moment: every action with its words, its condition and its deed, from the Snapshot alone. */
import type { Command } from "../contract/command.ts";
import type { MessageKey } from "../i18n/catalogues.ts";
import { isRingingHere, type Call } from "../model/call.ts";
import type { Chord } from "../model/chord.ts";
import { byFirstStarted } from "../model/conversation.ts";
import { chordOf, keyedActions, type AnyAction, type KeyedAction } from "../model/keys.ts";
import { findVoicemailCall } from "../model/find-voicemail-call.ts";
import type { RecordingWish } from "../model/recording.ts";
import { findQueuePress, type QueuePress } from "../model/queue-press.ts";
import { findWayBack } from "../model/offers-rescue.ts";
import type { Server } from "../model/server.ts";
import type { Settings } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { stepZoom, type ZoomWay } from "../model/zoom.ts";
import { findInHand, listRinging } from "./answer-key.ts";

/** What no Command asks for: a view of the window does it. */
export type WindowDeed =
  | "transfer"
  | "keypad"
  | "commandBar"
  | "focusField"
  | "recent"
  | "people"
  | "colleagues"
  | "settings"
  | "incidents";

export type Deed =
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "window"; readonly deed: WindowDeed };

/** Every Snapshot, or as much of one as a window holds. */
export type ActionFacts = Pick<
  Snapshot,
  | "calls"
  | "servers"
  | "nextCall"
  | "preferredServerId"
  | "dnd"
  | "voicemail"
  | "settings"
  | "heldSettings"
  | "agent"
  | "wrapUp"
  | "parking"
  | "engine"
  | "configuration"
>;

export type ActionId =
  | KeyedAction
  | ZoomAction
  | "stopRecording"
  | "takeParked"
  | "wrapUpExtend"
  | "queuePause"
  | "queueLogout"
  | "prefer"
  | "drain"
  | "probe"
  | "signOut";

export type Offer = {
  readonly action: ActionId;
  /** What it is about, so that the same offer is known again when others come and go. */
  readonly about: string;
  readonly words: { readonly key: MessageKey; readonly params?: Readonly<Record<string, string>> };
  readonly deed: Deed;
  /** Null where it is neither on nor off. */
  readonly isOn: boolean | null;
  /** It ends or refuses something for good. */
  readonly isGrave: boolean;
  /** Of several, the one its keys are for. */
  readonly isFirst: boolean;
};

/** How the key settings name what has keys; `settings` is a part of the window, as the others are. */
export const actionNames = {
  answer: "incoming.answer",
  hangUp: "controls.hangUp",
  decline: "incoming.decline",
  mute: "controls.mute",
  hold: "controls.hold",
  swap: "action.swapAny",
  transfer: "controls.transfer",
  park: "parking.park",
  keypad: "controls.keypad",
  record: "action.recordAny",
  rescue: "action.rescueAny",
  commandBar: "bar.label",
  dialClipboard: "action.dialClipboard",
  focusField: "action.focusField",
  doNotDisturb: "menu.dnd",
  queues: "queues.title",
  wrapUpDone: "action.wrapUpDone",
  forwardAll: "settings.forwardAlways",
  voicemail: "tray.listen",
  recent: "nav.recent",
  people: "nav.people",
  colleagues: "colleagues.title",
  settings: "nav.settings",
  incidents: "incidents.title",
  showWindow: "action.showWindow",
} as const satisfies Record<AnyAction, MessageKey>;

/** Their keys are every browser's (shared/model/zoom.ts), and nobody's to give. */
export const zoomActions = {
  larger: "zoomLarger",
  smaller: "zoomSmaller",
  usual: "zoomUsual",
} as const satisfies Record<ZoomWay, string>;
type ZoomAction = (typeof zoomActions)[ZoomWay];

type Row = (facts: ActionFacts) => readonly Offer[];

const queueWords = {
  login: "action.queueLogin",
  pause: "action.queuePause",
  unpause: "action.queueUnpause",
} as const satisfies Record<QueuePress, MessageKey>;

/** In the order of the bar: what rings, what is talked on, then the rest. */
const actionTable: Readonly<Record<ActionId, Row>> = {
  answer: ({ calls }) =>
    listRinging(calls).map((call) => onCall("answer", call, "action.answer", { type: "call.answer", callId: call.id })),
  decline: ({ calls }) =>
    listRinging(calls).map((call) =>
      grave(onCall("decline", call, "action.decline", { type: "call.reject", callId: call.id })),
    ),
  rescue: (facts) =>
    facts.calls
      .filter((call) => findWayBack(call, facts) !== null)
      .sort(byFirstStarted(facts.calls))
      .map((call) => onCall("rescue", call, "action.rescue", { type: "call.rescue", callId: call.id })),
  mute: ({ calls }) =>
    inHandFirst(calls.filter(isTalking)).map((call) =>
      onCall("mute", call, call.muted ? "action.unmute" : "action.mute", {
        type: call.muted ? "call.unmute" : "call.mute",
        callId: call.id,
      }),
    ),
  hold: ({ calls }) =>
    inHandFirst(calls.filter((call) => isTalking(call) && (call.held || call.signalling === "ok"))).map((call) =>
      onCall("hold", call, call.held ? "action.resume" : "action.hold", {
        type: call.held ? "call.resume" : "call.hold",
        callId: call.id,
      }),
    ),
  swap: ({ calls }) =>
    calls.some((call) => isTalking(call) && !call.held)
      ? calls
          .filter((call) => isTalking(call) && call.held)
          .map((call) => onCall("swap", call, "action.swap", { type: "call.swap", callId: call.id }))
      : [],
  transfer: () => [inWindow("transfer", "controls.transfer")],
  park: ({ calls, parking }) =>
    inHandFirst(calls.filter((call) => isParkable(call) && parking?.serverIds.includes(call.serverId) === true)).map(
      (call) => onCall("park", call, "action.park", { type: "call.park", callId: call.id }),
    ),
  keypad: () => [inWindow("keypad", "controls.keypad")],
  record: ({ calls }) =>
    inHandFirst(calls).flatMap((call) => {
      const wish = call.mayRecord.find((one) => one !== "stop");
      return wish === undefined ? [] : [onRecording("record", call, wish)];
    }),
  stopRecording: ({ calls }) =>
    inHandFirst(calls)
      .filter(({ mayRecord }) => mayRecord.includes("stop"))
      .map((call) => onRecording("stopRecording", call, "stop")),
  hangUp: ({ calls }) =>
    inHandFirst(calls.filter((call) => call.state !== "ended" && !isRingingHere(call))).map((call) =>
      grave(onCall("hangUp", call, "action.hangUp", { type: "call.hangUp", callId: call.id })),
    ),
  dialClipboard: () => [ordered("dialClipboard", "action.dialClipboard", { type: "clipboard.fillDial" })],
  focusField: () => [inWindow("focusField", "action.focusField")],
  doNotDisturb: ({ dnd, engine }) =>
    engine.state === "running"
      ? [{ ...ordered("doNotDisturb", "menu.dnd", { type: "presence.setDnd", on: !dnd }), isOn: dnd }]
      : [],
  queues({ agent, engine }) {
    const press = findQueuePress(agent?.queues ?? []);
    if (press === null || engine.state !== "running") return [];
    return [ordered("queues", queueWords[press], { type: `queue.${press}` })];
  },
  takeParked: ({ parking, servers, engine }) =>
    engine.state !== "running"
      ? []
      : (parking?.parked ?? []).flatMap(({ serverId, slot, mayTake }) => {
          const server = servers.find(({ id }) => id === serverId)?.name ?? serverId;
          const words = { key: "parking.takeFrom", params: { slot, server } } as const;
          const command = { type: "parking.retrieve", serverId, slot } as const;
          const offer = { ...ordered("takeParked", "parking.take", command), about: `${serverId} ${slot}`, words };
          return mayTake ? [offer] : [];
        }),
  wrapUpDone: ({ wrapUp, engine }) => {
    const now = wrapUp?.now ?? null;
    const isOpen = now !== null && (now.atUntil !== null || !now.isReasonMissing);
    return isOpen && engine.state === "running"
      ? [ordered("wrapUpDone", "action.wrapUpDone", { type: "wrapUp.done" })]
      : [];
  },
  wrapUpExtend: ({ wrapUp, engine }) =>
    wrapUp?.now?.mayExtend === true && engine.state === "running"
      ? [ordered("wrapUpExtend", "action.wrapUpExtend", { type: "wrapUp.extend" })]
      : [],
  queuePause({ agent, engine }) {
    const able = agent?.queues.filter(({ mayPause, wanted }) => mayPause && wanted !== "out") ?? [];
    if (able.length === 0 || engine.state !== "running") return [];
    const others = agent?.pauseReasons.filter(({ id }) => able.some(({ reasonId }) => reasonId !== id)) ?? [];
    return others.map(({ id, name }) => ({
      ...ordered("queuePause", "action.queuePauseFor", { type: "queue.pause", reason: id }),
      about: id,
      words: { key: "action.queuePauseFor", params: { reason: name } },
    }));
  },
  queueLogout: ({ agent, engine }) =>
    engine.state === "running" && agent?.queues.some(({ mayLogIn, state }) => mayLogIn && state !== "out") === true
      ? [ordered("queueLogout", "action.queueLogout", { type: "queue.logout" })]
      : [],
  forwardAll({ settings: { forwarding }, heldSettings }) {
    const { to, isOn } = forwarding.always;
    if (to === null || heldSettings.includes("forwarding")) return [];
    const change = { forwarding: { ...forwarding, always: { to, isOn: !isOn } } };
    const words = { key: "menu.forward", params: { to } } as const;
    return [{ ...ordered("forwardAll", "menu.forward", { type: "settings.change", change }), words, isOn }];
  },
  voicemail: (facts) => {
    const call = facts.engine.state === "running" ? findVoicemailCall(facts) : null;
    return call === null ? [] : [ordered("voicemail", "tray.listen", { type: "call.dial", ...call, only: true })];
  },
  prefer: (facts) =>
    severalServers(facts).length === 0
      ? []
      : [
          {
            ...ordered("prefer", "action.preferBest", { type: "server.prefer", serverId: null }),
            isOn: facts.preferredServerId === null,
          },
          ...facts.servers.map((server) => ({
            ...onServer("prefer", server, "action.prefer", { type: "server.prefer", serverId: server.id }),
            isOn: facts.preferredServerId === server.id,
          })),
        ],
  drain: (facts) =>
    severalServers(facts).map((server) => ({
      ...onServer("drain", server, "action.drain", {
        type: server.draining ? "server.undrain" : "server.drain",
        serverId: server.id,
      }),
      isOn: server.draining,
    })),
  probe: ({ servers, engine }) =>
    servers.length > 0 && engine.state === "running" ? [ordered("probe", "menu.probe", { type: "server.probe" })] : [],
  recent: () => [inWindow("recent", "nav.recent")],
  people: () => [inWindow("people", "nav.people")],
  colleagues: () => [inWindow("colleagues", "colleagues.title")],
  incidents: () => [inWindow("incidents", "incidents.title")],
  settings: () => [inWindow("settings", "nav.settings")],
  signOut: ({ calls, configuration }) =>
    configuration.signIn?.isSignedIn === true && calls.every(({ state }) => state === "ended")
      ? [grave(ordered("signOut", "signIn.signOut", { type: "operator.signOut" }))]
      : [],
  zoomLarger: (facts) => toZoomed("larger", facts),
  zoomSmaller: (facts) => toZoomed("smaller", facts),
  zoomUsual: (facts) => toZoomed("usual", facts),
  commandBar: () => [inWindow("commandBar", "bar.label")],
};

/** @returns everything that is possible now, in the table's order; of one action, the call in hand first. */
export function listOffers(facts: ActionFacts): readonly Offer[] {
  return Object.values(actionTable).flatMap((row) => row(facts).map((offer, at) => ({ ...offer, isFirst: at === 0 })));
}

/** @returns what this action's key would do now; null: nothing. Whoever was about to call back only has to answer the party. */
export function offerOf(action: ActionId, facts: ActionFacts): Offer | null {
  const returning =
    action === "rescue" ? listRinging(facts.calls).find(({ rescueOf }) => rescueOf !== null) : undefined;
  if (returning === undefined) return actionTable[action](facts)[0] ?? null;
  return onCall("rescue", returning, "action.answer", { type: "call.answer", callId: returning.id });
}

/** The offer's words, with something in the place of a number that was withheld. */
export function sayOffer(
  { words }: Offer,
  say: (key: MessageKey, params?: Readonly<Record<string, string>>) => string,
): string {
  const { key, params } = words;
  return say(key, params?.["who"] === "" ? { ...params, who: say("action.withheld") } : params);
}

export function keyOfOffer({ action, about }: Offer): string {
  return `${action} ${about}`;
}

/** @returns the keys that do this in the window; of several offers of one action, they are for the first. */
export function chordOfOffer({ action, isFirst }: Offer, settings: Pick<Settings, "chords">): Chord | null {
  return isFirst && isKeyed(action) ? chordOf(settings, action) : null;
}

function isKeyed(action: ActionId): action is KeyedAction {
  const keyed: readonly ActionId[] = keyedActions;
  return keyed.includes(action);
}

function plain(action: ActionId, key: MessageKey): Omit<Offer, "deed"> {
  return { action, about: "", words: { key }, isOn: null, isGrave: false, isFirst: true };
}

function inWindow(deed: WindowDeed, key: MessageKey): Offer {
  return { ...plain(deed, key), deed: { kind: "window", deed } };
}

function ordered(action: ActionId, key: MessageKey, command: Command): Offer {
  return { ...plain(action, key), deed: { kind: "command", command } };
}

function onCall(action: ActionId, call: Call, key: MessageKey, command: Command): Offer {
  const { known, number, name } = call.remote;
  const words = { key, params: { who: known?.name ?? name ?? number ?? "" } };
  return { ...ordered(action, key, command), about: call.id, words };
}

const recordingDeeds = {
  start: { key: "action.record", type: "call.record" },
  resume: { key: "action.resumeRecording", type: "call.record" },
  pause: { key: "action.pauseRecording", type: "call.pauseRecording" },
  stop: { key: "action.stopRecording", type: "call.stopRecording" },
} as const satisfies Record<RecordingWish, { key: MessageKey; type: Command["type"] }>;

function onRecording(action: ActionId, call: Call, wish: RecordingWish): Offer {
  const { key, type } = recordingDeeds[wish];
  return onCall(action, call, key, { type, callId: call.id });
}

function onServer(action: ActionId, { id, name }: Server, key: MessageKey, command: Command): Offer {
  return { ...ordered(action, key, command), about: id, words: { key, params: { server: name } } };
}

function toZoomed(way: ZoomWay, { settings }: ActionFacts): readonly Offer[] {
  const zoomPct = stepZoom(settings.zoomPct, way);
  const action = zoomActions[way];
  if (zoomPct === settings.zoomPct) return [];
  return [ordered(action, `action.${action}`, { type: "settings.change", change: { zoomPct } })];
}

const grave = (offer: Offer): Offer => ({ ...offer, isGrave: true });

function isTalking({ state }: Call): boolean {
  return state === "active";
}

/** A conference stays here, and what is being handed over is on its way. */
function isParkable({ state, signalling, inConference, transfer }: Call): boolean {
  const isUnderWay = transfer !== null && transfer.state !== "failed";
  return state === "active" && signalling === "ok" && !inConference && !isUnderWay;
}

function inHandFirst(calls: readonly Call[]): readonly Call[] {
  const first = findInHand(calls);
  return calls.toSorted((a, b) => Number(b === first) - Number(a === first));
}

function severalServers({ servers, engine }: ActionFacts): readonly Server[] {
  return servers.length > 1 && engine.state === "running" ? servers : [];
}
