/** What stands typed in the field of the fixtures that search, and what the history finds for it. */
import type { PastCall } from "../../shared/model/past-call.ts";
import { anAttempt, aRecording, type CallOverrides } from "../builders/a-call.ts";
import { aMissedCall, aPastCall } from "../builders/a-past-call.ts";
import { atFixture } from "../builders/a-server.ts";

export type Search = { readonly typed: string; readonly calls: readonly PastCall[] };

const hourMs = 3_600_000;

const carriedOver: CallOverrides = {
  serverId: "backup",
  attempts: [
    anAttempt({ outcome: "carriedOver", why: "noResponse", ms: 412 }),
    anAttempt({ serverId: "backup", outcome: "answered", code: 200, ms: 900 }),
  ],
};

const searches: Readonly<Record<string, Search>> = {
  found: {
    typed: "03-1234",
    calls: [
      past("missed", 1, { remote: { number: "0312345678", name: "Tanaka Yuki" } }, true),
      past("carried", 3, { remote: { number: "0312340001", name: "Warehouse" }, ...carriedOver }),
      past("noted", 27, {
        remote: { number: "+81312345678", name: "田中 由紀" },
        note: "Wants the March invoice again",
      }),
      past("bare", 29, { remote: { number: "0312349999", name: null } }),
    ],
  },
  foundOne: {
    typed: "tanaka",
    calls: [
      past("one", 1, { remote: { number: "0312345678", name: "Tanaka Yuki" } }, true),
      past("two", 26, { remote: { number: "03-1234-5678", name: "Tanaka Yuki" } }),
    ],
  },
  foundLong: {
    typed: "maximilian",
    calls: [
      past("long", 2, {
        remote: {
          number: "+4969123456789012345678",
          name: "Donaudampfschifffahrtsgesellschaftskapitän Maximilian von und zu Hohenzollern-Sigmaringen",
        },
        note: "Bittet um Rückruf wegen der Schadensmeldung vom vergangenen Donnerstag, Aktenzeichen 4711",
        ...carriedOver,
      }),
      past("arabic", 5, { remote: { number: "+97144567890", name: "\u202eمحمد Maximilian عبد الرحمن" } }, true),
    ],
  },
  foundPeople: {
    typed: "tanaka",
    calls: [
      past("one", 1, {
        remote: { number: "0312345678", name: "ACME", known: { name: "Tanaka Yuki", company: "", from: "own" } },
      }),
    ],
  },
  foundRecorded: {
    typed: "0312",
    calls: [
      past("recorded", 1, { remote: { number: "0312345678", name: "Tanaka Yuki" }, recording: aRecording() }),
      past("both", 3, {
        remote: { number: "0312340001", name: "Warehouse" },
        note: "Wants the March invoice again",
        recording: aRecording({ state: "stopped" }),
      }),
      past("plain", 5, { remote: { number: "0312349999", name: null } }),
    ],
  },
  foundNobodyThere: { typed: "Quetzal", calls: [] },
  foundNone: { typed: "Quetzal", calls: [] },
};

/** @returns null for a fixture in which nothing is typed. */
export function searchOf(fixture: string): Search | null {
  return searches[fixture] ?? null;
}

function past(id: string, hoursAgo: number, more: CallOverrides, isMissed = false): PastCall {
  const atStarted = atFixture - hoursAgo * hourMs;
  if (isMissed) return aMissedCall({ id, atStarted, atEnded: atStarted + 20_000, ...more });
  return aPastCall({}, { id, atStarted, atAnswered: atStarted + 6_000, atEnded: atStarted + 187_000, ...more });
}
