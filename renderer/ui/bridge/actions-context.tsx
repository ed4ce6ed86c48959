/** Runs what an operator can do, whether by its keys or from a list of commands, and keeps why the last of them came to nothing. */
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { listOffers, offerOf, zoomActions, type Deed, type Offer } from "../../../shared/actions/actions.ts";
import { decideAnswerPress } from "../../../shared/actions/answer-key.ts";
import { assertNever } from "../../../shared/lib/assert-never.ts";
import { toChord } from "../../../shared/model/chord.ts";
import type { CommandFailure } from "../../../shared/model/failure.ts";
import { readKeys, type KeyedAction } from "../../../shared/model/keys.ts";
import type { Snapshot } from "../../../shared/model/snapshot.ts";
import { toZoomWay } from "../../../shared/model/zoom.ts";
import { useSnapshot } from "./use-snapshot.ts";
import { useWindowParts } from "./window-context.tsx";

/** `times` makes the same outcome again a new one. */
export type Outcome = { readonly times: number } & (
  | { readonly kind: "refused"; readonly failure: CommandFailure }
  | { readonly kind: "tooSoon" }
);

export type Actions = { readonly run: (deed: Deed) => void; readonly outcome: Outcome | null };

const ActionsContext = createContext<Actions | null>(null);

export function ActionsProvider({ children }: { readonly children: ReactNode }) {
  const { store, client, deeds } = useWindowParts();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const times = useRef(0);
  const atLastPress = useRef<number | null>(null);

  const run = useCallback(
    async (deed: Deed) => {
      times.current += 1;
      const mine = times.current;
      setOutcome(null);
      if (deed.kind === "window") {
        deeds.getState()[deed.deed]?.();
        return;
      }
      const reply = await client.send(deed.command);
      if (!reply.ok) setOutcome({ kind: "refused", failure: reply.failure, times: mine });
    },
    [client, deeds],
  );

  useEffect(() => {
    /** @returns whether the press meant anything. */
    function press(actions: readonly KeyedAction[], snapshot: Snapshot): boolean {
      const does = { answer: actions.includes("answer"), hangUp: actions.includes("hangUp") };
      if (does.answer || does.hangUp) return pressAnswerKey(does, snapshot);
      const offer = actions.map((action) => offerOf(action, snapshot)).find((found) => found !== null);
      if (offer === undefined || (offer.deed.kind === "window" && deeds.getState()[offer.deed.deed] === undefined)) {
        return false;
      }
      void run(offer.deed);
      return true;
    }

    function pressAnswerKey(does: { answer: boolean; hangUp: boolean }, { calls }: Snapshot): boolean {
      const atNow = Date.now();
      const meant = decideAnswerPress({ calls, does, atNow, atLastPress: atLastPress.current });
      atLastPress.current = atNow;
      switch (meant.kind) {
        case "answer":
          void run({ kind: "command", command: { type: "call.answer", callId: meant.callId } });
          return true;
        case "hangUp":
          for (const callId of meant.callIds) void run({ kind: "command", command: { type: "call.hangUp", callId } });
          return true;
        case "tooSoon":
          times.current += 1;
          setOutcome({ kind: "tooSoon", times: times.current });
          return true;
        case "nothing":
          return false;
        default:
          return assertNever(meant);
      }
    }

    function onKeyDown(event: KeyboardEvent) {
      const { snapshot } = store.getState();
      if (snapshot === null || event.isComposing || event.defaultPrevented) return;
      const chord = toChord(event);
      // An action without keys has no chord either.
      const keys = chord === null ? [] : readKeys(snapshot.settings);
      const actions = keys.flatMap((key) => (key.chord === chord ? [key.action] : []));
      if (actions.length === 0) {
        zoom(event, snapshot);
        return;
      }
      // A held key is one press.
      if (event.repeat || press(actions, snapshot)) event.preventDefault();
    }

    /** Chromium's own zoom would not be remembered. */
    function zoom(event: KeyboardEvent, snapshot: Snapshot): void {
      const way = toZoomWay(event);
      if (way === null) return;
      event.preventDefault();
      const offer = event.repeat ? null : offerOf(zoomActions[way], snapshot);
      if (offer !== null) void run(offer.deed);
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [store, deeds, run]);

  const actions = useMemo(() => ({ run: (deed: Deed) => void run(deed), outcome }), [run, outcome]);
  return <ActionsContext value={actions}>{children}</ActionsContext>;
}

export function useActions(): Actions {
  const actions = use(ActionsContext);
  if (actions === null) throw new Error("A view was rendered outside the ActionsProvider.");
  return actions;
}

/** @returns everything that can be done now, by the phone or by a view that stands. */
export function useOffers(): readonly Offer[] {
  const { deeds } = useWindowParts();
  const standing = useStore(deeds);
  const facts = useSnapshot(
    ({ calls, servers, nextCall, preferredServerId, dnd, voicemail, settings, heldSettings, ...more }) => ({
      calls,
      servers,
      nextCall,
      preferredServerId,
      dnd,
      voicemail,
      settings,
      heldSettings,
      agent: more.agent,
      wrapUp: more.wrapUp,
      parking: more.parking,
      engine: more.engine,
      configuration: more.configuration,
    }),
  );
  return listOffers(facts).filter(({ deed }) => deed.kind === "command" || standing[deed.deed] !== undefined);
}
