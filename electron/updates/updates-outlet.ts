/** Runs what decide-update.ts decides: its clock, its looks, its downloads; and leaves the phone alone for as long as it is told to. */
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Cancel, Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { UpdateNews, UpdateTrouble } from "../../shared/model/update.ts";
import type { Outlet } from "../switchboard/outlet.ts";
import { createUpdateState, decideUpdate, isReadyAtQuit, toUpdateNews } from "./decide-update.ts";
import type { FetchManifest } from "./fetch-manifest.ts";
import type { Updater } from "./open-updater.ts";
import { type Manifest, readManifest } from "./read-manifest.ts";
import type { Dice, Moment, Seat, UpdateEffect, UpdateInput } from "./update-state.ts";
import { toUpdateTerms, type UpdateTerms } from "./update-terms.ts";

/** The library, loaded when there is something to look for: most of its weight is for that alone. */
export type Library = { readonly updater: Updater; readonly parse: (text: string) => unknown };

export type UpdatesNeeds = {
  readonly seat: Seat;
  /** As the server names it for this system. */
  readonly manifestName: string;
  readonly clock: Clock;
  readonly dice: Dice;
  readonly log: Log;
  readonly fetch: FetchManifest;
  readonly openLibrary: () => Promise<Library>;
  /** Leaves for the newer version. @returns false: a call came, and Tandem stays. */
  readonly leave: () => Promise<boolean>;
  /** Has this version started again once it has ended: it left for another, and that did not come. */
  readonly relaunch: () => void;
  readonly publish: (news: UpdateNews | null) => void;
};

export type UpdatesOutlet = Outlet & {
  readonly configure: (document: PolicyDocument | null) => void;
  /** Whether what lies ready is put in place when a person quits now. */
  readonly isReady: () => boolean;
  /** The last thing before the end. */
  readonly install: (andStart: boolean) => Promise<void>;
};

/** What is due is seen this late at most, ms. */
const tickMs = 15_000;

export function createUpdatesOutlet(needs: UpdatesNeeds): UpdatesOutlet {
  const { clock, dice, log } = needs;
  let state = createUpdateState(needs.seat);
  let news: UpdateNews | null = null;
  let library: Promise<Library> | null = null;
  let cancel: Cancel = () => undefined;

  const moment = (): Moment => ({ wall: clock.wallNow(), now: clock.now() });

  /** One that could not be loaded is loaded again the next time: a file may have been locked for a moment. */
  function openLibrary(): Promise<Library> {
    const opening = (library ??= needs.openLibrary());
    opening.catch(() => {
      if (library === opening) library = null;
    });
    return opening;
  }

  function input(one: UpdateInput): void {
    const before = state;
    const { state: next, effects } = decideUpdate(state, one, moment(), dice);
    state = next;
    tell(before.trouble);
    for (const effect of effects) void run(effect).catch((error: unknown) => giveUp(effect, error));
    arm();
  }

  function arm(): void {
    cancel();
    cancel = () => undefined;
    if (state.terms === null) return;
    const nextMs = Math.max(0, state.atNextLook - clock.now());
    cancel = clock.after(state.isLooking ? tickMs : Math.min(tickMs, nextMs + 1), () => input({ type: "tick" }));
  }

  function tell(troubleBefore: UpdateTrouble | null): void {
    const next = toUpdateNews(state);
    if (state.trouble !== null && state.trouble !== troubleBefore) log.warn(`no newer version: ${state.trouble}`);
    if (isSameValue(next, news)) return;
    const { newer } = next ?? {};
    if (newer !== undefined && newer !== null && !isSameValue(newer, news?.newer)) {
      log.info(`version ${newer.version} is ${newer.step}${toWhen(newer.atInstall)}`);
    }
    news = next;
    needs.publish(next);
  }

  async function run(effect: UpdateEffect): Promise<void> {
    switch (effect.type) {
      case "look":
        return input({ type: "looked", terms: effect.terms, result: await look(effect.terms) });
      case "download":
        return download(effect.manifest, effect.terms);
      case "install":
        return install();
      default:
        return assertNever(effect);
    }
  }

  /** A bug costs this one try, not all that come after it. */
  function giveUp(effect: UpdateEffect, error: unknown): void {
    log.error(`${effect.type} failed: ${String(error)}`);
    const trouble = "failed";
    if (effect.type === "look") input({ type: "looked", terms: effect.terms, result: { ok: false, failure: trouble } });
    else if (effect.type === "download") input({ type: "downloaded", manifest: effect.manifest, trouble });
    else input({ type: "stayed", trouble });
  }

  async function look({ folder, publicKey }: UpdateTerms): Promise<ReturnType<typeof readManifest>> {
    const sent = await needs.fetch(folder, needs.manifestName, publicKey !== null);
    if (!sent.ok) return sent;
    const { parse } = await openLibrary();
    return readManifest(sent.value, publicKey, parse);
  }

  async function download(manifest: Manifest, { publishers }: UpdateTerms): Promise<void> {
    const { updater } = await openLibrary();
    const trouble = await updater.download(manifest, publishers);
    input({ type: "downloaded", manifest, trouble });
  }

  async function install(): Promise<void> {
    const { updater } = await openLibrary();
    const trouble = await updater.recheck();
    // While it was read a call may have come; the engine is asked last, for it alone knows at that moment.
    if (trouble !== null || state.isBusy || !(await needs.leave())) input({ type: "stayed", trouble });
  }

  /** @returns null, or why nothing was; empty where the updater does not say. */
  async function putInPlace(andStart: boolean): Promise<string | null> {
    const { updater } = await openLibrary();
    const trouble = await updater.recheck();
    if (trouble !== null) return trouble;
    return (await updater.install(andStart)) ? null : "";
  }

  return {
    name: "updates",
    receive(event, snapshot) {
      if (event.type === "update.changed") return;
      const isBusy = isPhoneBusy(snapshot);
      if (isBusy !== state.isBusy) input({ type: "phone", isBusy });
    },
    configure: (document) => input({ type: "terms", terms: toUpdateTerms(document) }),
    isReady: () => isReadyAtQuit(state, moment()),
    async install(andStart) {
      const trouble = await putInPlace(andStart).catch(String);
      if (trouble === null) return;
      log.error(`nothing was installed${trouble === "" ? "" : `: ${trouble}`}; the version that ran stays`);
      if (andStart) needs.relaunch();
    },
    stop() {
      cancel();
      cancel = () => undefined;
    },
  };
}

/** A call, a ring, a dial, or the work after one. */
export function isPhoneBusy({ calls, wrapUp, engine }: Pick<Snapshot, "calls" | "wrapUp" | "engine">): boolean {
  if (calls.some((call) => call.state !== "ended")) return true;
  const now = wrapUp?.now ?? null;
  if (now !== null && (now.atUntil !== null || now.isReasonMissing)) return true;
  // Nobody knows now whether a call is up.
  return engine.state !== "running";
}

function toWhen(atInstall: number | null): string {
  return atInstall === null ? "" : `, to be installed from ${new Date(atInstall).toISOString()} on`;
}
