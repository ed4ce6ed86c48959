/** The keys that work in every program: each is Tandem's only while it would do something, and any that another has is told. */
import { decideAnswerPress, findInHand, listRinging } from "../../shared/actions/answer-key.ts";
import { offerOf } from "../../shared/actions/actions.ts";
import type { Command } from "../../shared/contract/command.ts";
import type { UiMessage } from "../../shared/contract/wire.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import { toAccelerator, type Chord } from "../../shared/model/chord.ts";
import { globalActions, mayShare, readGlobalKeys, type GlobalAction } from "../../shared/model/keys.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { Outlet, PhoneLine } from "../switchboard/outlet.ts";

export type GlobalKeysNeeds = {
  readonly line: Pick<PhoneLine, "ask" | "snapshot">;
  /** Electron's globalShortcut. */
  readonly shortcuts: {
    readonly register: (accelerator: string, onPress: () => void) => boolean;
    readonly unregister: (accelerator: string) => void;
  };
  /** The desktop may keep them from a program in the background, and does not say so. */
  readonly isUncertain: boolean;
  readonly clock: Pick<Clock, "wallNow">;
  readonly showWindow: () => void;
  /** To every window: which keys another program has. */
  readonly tell: (message: UiMessage) => void;
  readonly log: Log;
};

export type GlobalKeys = Outlet & { readonly message: () => UiMessage };

export function createGlobalKeys(needs: GlobalKeysNeeds): GlobalKeys {
  const { line, shortcuts, isUncertain, clock, showWindow, tell, log } = needs;
  /** Those that are Tandem's now, with what they do. */
  const held = new Map<Chord, readonly GlobalAction[]>();
  /** Those that another program has, as far as was tried. */
  const taken = new Set<Chord>();
  let chosen: readonly Key[] = [];
  let told: readonly GlobalAction[] = [];
  /** Tried when they became of use, and not again with every Event. */
  let tried: ReadonlySet<Chord> = new Set();
  let atLastPress: number | null = null;

  const ask = (command: Command) => void line.ask("main", command);

  function press(chord: Chord): void {
    const actions = held.get(chord) ?? [];
    const does = { answer: actions.includes("answer"), hangUp: actions.includes("hangUp") };
    if (does.answer || does.hangUp) return pressAnswerKey(does);
    for (const action of actions) perform(action);
  }

  function pressAnswerKey(does: { readonly answer: boolean; readonly hangUp: boolean }): void {
    const atNow = clock.wallNow();
    const meant = decideAnswerPress({ calls: line.snapshot().calls, does, atNow, atLastPress });
    atLastPress = atNow;
    if (meant.kind === "answer") ask({ type: "call.answer", callId: meant.callId });
    if (meant.kind === "hangUp") for (const callId of meant.callIds) ask({ type: "call.hangUp", callId });
    if (meant.kind === "tooSoon") log.info("the key that hangs up was pressed too soon after something else");
  }

  function perform(action: GlobalAction): void {
    if (action === "showWindow") return showWindow();
    if (action === "dialClipboard") return ask({ type: "clipboard.fillDial" });
    const offer = action === "mute" ? offerOf("mute", line.snapshot()) : null;
    if (offer?.deed.kind === "command") ask(offer.deed.command);
  }

  function take(chord: Chord): boolean {
    const isOurs = shortcuts.register(toAccelerator(chord), () => press(chord));
    if (isOurs) taken.delete(chord);
    else {
      taken.add(chord);
      log.info(`${toAccelerator(chord)} belongs to another program; it does not work everywhere`);
    }
    return isOurs;
  }

  function giveBack(chord: Chord): void {
    if (held.delete(chord)) shortcuts.unregister(toAccelerator(chord));
  }

  /** Whether each can be had is tried at once, so that the operator hears of it when choosing and not when it rings. */
  function choose(keys: readonly Key[]): void {
    chosen = keys;
    for (const chord of [...held.keys()]) giveBack(chord);
    taken.clear();
    tried = new Set();
    for (const { chord } of keys) if (chord !== null && take(chord)) shortcuts.unregister(toAccelerator(chord));
  }

  function hold({ calls }: Pick<Snapshot, "calls">): void {
    const wanted = groupByChord(chosen.filter(({ action }) => isOfUse(action, calls)));
    for (const chord of [...held.keys()]) if (!wanted.has(chord)) giveBack(chord);
    for (const [chord, actions] of wanted) {
      if (held.has(chord) || (!tried.has(chord) && take(chord))) held.set(chord, actions);
    }
    tried = new Set(wanted.keys());
  }

  const message = (): UiMessage => ({
    type: "globalKeys",
    taken: globalActions.filter((action) => chosen.some((key) => key.action === action && isTaken(key))),
    ...(isUncertain ? { isUncertain } : {}),
  });
  const isTaken = ({ chord }: Key) => chord !== null && taken.has(chord);

  return {
    name: "global-keys",
    message,
    receive(_event, snapshot) {
      const keys = readGlobalKeys(snapshot.settings).map(({ action, chord }) => ({ action, chord }));
      if (!isSameValue(keys, chosen)) choose(keys);
      hold(snapshot);
      const next = message();
      if (next.type !== "globalKeys" || isSameValue(next.taken, told)) return;
      told = next.taken;
      tell(next);
    },
    stop() {
      for (const chord of [...held.keys()]) giveBack(chord);
    },
  };
}

type Key = { readonly action: GlobalAction; readonly chord: Chord | null };

function isOfUse(action: GlobalAction, calls: Snapshot["calls"]): boolean {
  switch (action) {
    case "answer":
      return listRinging(calls).length > 0;
    case "hangUp":
      return findInHand(calls) !== null;
    case "mute":
      return calls.some(({ state }) => state === "active");
    case "showWindow":
    case "dialClipboard":
      return true;
    default:
      return assertNever(action);
  }
}

/** Where two that may not share one do all the same, as a policy can have it, the first in the list has it. */
function groupByChord(keys: readonly Key[]): ReadonlyMap<Chord, readonly GlobalAction[]> {
  const groups = new Map<Chord, GlobalAction[]>();
  for (const { action, chord } of keys) {
    if (chord === null) continue;
    const group = groups.get(chord);
    if (group === undefined) groups.set(chord, [action]);
    else if (group.every((other) => mayShare(other, action))) group.push(action);
  }
  return groups;
}
