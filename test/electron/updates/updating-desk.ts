/** A phone with the real classes of electron-updater, a clock that is moved by hand, and a server that a test chooses. */
import { existsSync, readFileSync } from "node:fs";
import type { AppUpdater } from "electron-updater";
import type { AppAdapter } from "electron-updater/out/AppAdapter.js";
import { expect } from "vitest";
import { systemClock } from "../../../electron/app/system-clock.ts";
import { createFetchManifest } from "../../../electron/updates/fetch-manifest.ts";
import { openUpdater, parseManifest } from "../../../electron/updates/open-updater.ts";
import type { Seat } from "../../../electron/updates/update-state.ts";
import { createUpdatesOutlet } from "../../../electron/updates/updates-outlet.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import type { Snapshot } from "../../../shared/model/snapshot.ts";
import type { UpdateNews } from "../../../shared/model/update.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { createFixedDice } from "../../fakes/fixed-dice.ts";
import { createFakeLog } from "../fake-log.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";
import type { useOwnFolder } from "../own-folder.ts";
import { aPolicy } from "../settings/a-policy.ts";
import { aSeat } from "./a-manifest.ts";

const minuteMs = 60_000;
const poll = { timeout: 20_000, interval: 5 };

/** Where it stands. */
export type Surroundings = {
  readonly folder: ReturnType<typeof useOwnFolder>;
  /** Of the server. */
  readonly url: string;
  /** Who vouches for it, PEM. */
  readonly authority: string;
  /** The file that the new version writes when it is started. */
  readonly started: () => string;
};

export type Desk = {
  readonly seat?: Partial<Seat>;
  readonly updates?: object;
  readonly make?: (kind: Seat["packageKind"], app: AppAdapter) => AppUpdater;
  readonly patienceMs?: number;
  readonly trusted?: string;
  /** How often the library cannot be loaded before it can. */
  readonly failedImports?: number;
};

export function openUpdatingDesk(
  { folder, url, authority, started }: Surroundings,
  { seat, updates, make, patienceMs, trusted = authority, failedImports = 0 }: Desk = {},
) {
  const clock = createFakeMainClock();
  const told: (UpdateNews | null)[] = [];
  const deeds: string[] = [];
  let isCallInLastMoment = false;
  const authorities = () => [trusted];
  const log = createFakeLog();
  const whole = aSeat(seat);
  const { running, packageKind } = whole;
  let importsToFail = failedImports;
  let pending = 0;
  /** The clock stands still while a server or a disk is waited for: how fast they are is this computer's affair. */
  const track = async <Value>(work: Promise<Value>): Promise<Value> => {
    pending += 1;
    try {
      return await work;
    } finally {
      pending -= 1;
    }
  };
  const fetch = createFetchManifest({
    clock: { after: (ms, run) => systemClock.after(patienceMs ?? ms, run) },
    authorities,
    userAgent: "Tandem/0.1.0",
  });
  const updater = openUpdater({
    running,
    packageKind,
    cacheFolder: folder.path(),
    authorities,
    quit: () => undefined,
    clock: { after: (_ms, run) => systemClock.after(0, run) },
    log,
    ...(make === undefined ? {} : { make }),
  });
  const outlet = createUpdatesOutlet({
    seat: whole,
    manifestName: "latest-linux.yml",
    clock,
    dice: createFixedDice(),
    log,
    fetch: (...asked) => track(fetch(...asked)),
    async openLibrary() {
      importsToFail -= 1;
      if (importsToFail >= 0) throw new Error("EBUSY");
      return {
        parse: parseManifest,
        updater: {
          download: (...wanted) => track(updater.download(...wanted)),
          recheck: () => track(updater.recheck()),
          install: (andStart) => track(updater.install(andStart)),
        },
      };
    },
    async leave() {
      if (isCallInLastMoment) return false;
      deeds.push("leave");
      await outlet.install(true);
      deeds.push("gone");
      return true;
    },
    relaunch: () => void deeds.push("relaunch"),
    publish: (news) => void told.push(news),
  });
  folder.stopAfterwards(() => outlet.stop());
  const document = PolicyDocument.parse({ ...aPolicy(), updates: { url, ...updates } });
  const news = () => told.at(-1) ?? null;
  const passTime = (look: () => unknown) => {
    let isFirst = true;
    return expect.poll(() => {
      if (!isFirst && pending === 0) clock.advance(minuteMs);
      isFirst = false;
      return look();
    }, poll);
  };
  return {
    clock,
    deeds,
    log,
    news,
    outlet,
    start: () => outlet.configure(document),
    phone: (snapshot: Partial<Snapshot>) =>
      outlet.receive({ type: "missed.changed", missed: 0, seq: 1, at: clock.wallNow() }, aSnapshot(snapshot)),
    callInLastMoment: (is: boolean) => void (isCallInLastMoment = is),
    /** Time passes until the phone says so. */
    until: (what: (news: UpdateNews | null) => unknown, expected: unknown) =>
      passTime(() => what(news())).toEqual(expected),
    async untilGone(...also: readonly string[]) {
      await passTime(() => deeds).toEqual(["leave", ...also, "gone"]);
      // What was started writes into the test's folder.
      const isStarted = packageKind === "appimage" && also.length === 0;
      if (isStarted) await expect.poll(() => existsSync(started()) && readFileSync(started(), "utf8"), poll).toBe("\n");
    },
  };
}
