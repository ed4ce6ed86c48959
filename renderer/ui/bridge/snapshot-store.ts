/** The window's one store: the Snapshot, folded by the same functions as in main, what main keeps, and what a link filled in. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { applyEvent } from "../../../shared/contract/apply-event.ts";
import { assertNever } from "../../../shared/lib/assert-never.ts";
import type { UiMessage } from "../../../shared/contract/wire.ts";
import { applyIncidentChange } from "../../../shared/model/fold-incident.ts";
import type { Incident } from "../../../shared/model/incident.ts";
import type { DialRefusal } from "../../../shared/model/dial-link.ts";
import type { GlobalAction } from "../../../shared/model/keys.ts";
import type { PastCall } from "../../../shared/model/past-call.ts";
import type { Snapshot } from "../../../shared/model/snapshot.ts";

export type Taken =
  | { readonly kind: "folded" }
  /** The Snapshot already held this Event. */
  | { readonly kind: "known" }
  /** An Event before any Snapshot: it is part of the Snapshot that is on its way. */
  | { readonly kind: "early" }
  | { readonly kind: "gap"; readonly expected: number; readonly got: number };

/** `times` rises with every request, so that the same number twice is two requests. */
export type FillRequest = { readonly times: number } & (
  | { readonly target: string; readonly extension: string | null; readonly takesFocus: boolean }
  /** A link or the clipboard had nothing for the field. */
  | { readonly refused: DialRefusal }
);

/** A link that sets a phone up, to be put into the wizard's field; `times` as above. */
export type SetUpRequest = { readonly times: number; readonly link: string };

/** The newest calls that are over, as main keeps them, and whether it knows of older ones. */
export type RecentCalls = { readonly calls: readonly PastCall[]; readonly hasMore: boolean };

/** What changes the window's state; what the microphone hears now is no part of it. */
export type StateMessage = Exclude<UiMessage, { readonly type: "sound" }>;

export type WindowState = {
  readonly snapshot: Snapshot | null;
  readonly fill: FillRequest | null;
  readonly setUp: SetUpRequest | null;
  readonly recent: RecentCalls;
  /** Outages, newest first. */
  readonly incidents: readonly Incident[];
  /** Actions whose key for every program another program has. */
  readonly takenKeys: readonly GlobalAction[];
  /** Whether the desktop may keep them from Tandem. */
  readonly areKeysUncertain: boolean;
  readonly take: (message: StateMessage) => Taken;
};

export type SnapshotStore = StoreApi<WindowState>;

export function createSnapshotStore(): SnapshotStore {
  return createStore<WindowState>()((set, get) => ({
    snapshot: null,
    fill: null,
    setUp: null,
    recent: { calls: [], hasMore: false },
    incidents: [],
    takenKeys: [],
    areKeysUncertain: false,
    take(message) {
      switch (message.type) {
        case "snapshot":
          set({ snapshot: message.snapshot });
          return { kind: "folded" };
        case "recent":
          set({ recent: { calls: message.calls, hasMore: message.hasMore } });
          return { kind: "folded" };
        case "incidents":
          set({ incidents: message.incidents });
          return { kind: "folded" };
        case "fillDial": {
          const { target, extension = null, takesFocus = false } = message;
          set({ fill: { target, extension, takesFocus, times: (get().fill?.times ?? 0) + 1 } });
          return { kind: "folded" };
        }
        case "dialRefused":
          set({ fill: { refused: message.reason, times: (get().fill?.times ?? 0) + 1 } });
          return { kind: "folded" };
        case "fillSetUp":
          set({ setUp: { link: message.link, times: (get().setUp?.times ?? 0) + 1 } });
          return { kind: "folded" };
        case "globalKeys":
          set({ takenKeys: message.taken, areKeysUncertain: message.isUncertain ?? false });
          return { kind: "folded" };
        case "event": {
          const { snapshot } = get();
          const { event } = message;
          if (snapshot === null) return { kind: "early" };
          if (event.seq <= snapshot.seq) return { kind: "known" };
          if (event.seq > snapshot.seq + 1) return { kind: "gap", expected: snapshot.seq + 1, got: event.seq };
          set({ snapshot: applyEvent(snapshot, event) });
          if (event.type === "incident.changed" || event.type === "incident.noted") {
            set({ incidents: applyIncidentChange(get().incidents, event.change) });
          }
          return { kind: "folded" };
        }
        default:
          return assertNever(message);
      }
    },
  }));
}
