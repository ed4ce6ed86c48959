/** Decides about newer versions: when to look, which to take, when to fetch it, and when, if ever, it takes its place. Pure. */
import { assertNever } from "../../shared/lib/assert-never.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { UpdateNews, UpdateTrouble } from "../../shared/model/update.ts";
import { isInShift } from "./in-shift.ts";
import { toExtension } from "./package-kind.ts";
import { planInstall } from "./plan-install.ts";
import type { Manifest } from "./read-manifest.ts";
import { toShare } from "./seat-share.ts";
import type { Dice, Found, Moment, Seat, UpdateEffect, UpdateInput, UpdateState } from "./update-state.ts";
import { isNewer } from "./version.ts";

const minuteMs = 60_000;
/** A whole office starts at nine: its first looks are spread over this. */
const firstLookMs = [1_000, 30_000] as const;
const regularLookMs = [54 * minuteMs, 66 * minuteMs] as const;
const firstRetryMs = 5 * minuteMs;
const longestRetryMs = 60 * minuteMs;
/** Nothing is installed unless the server said so little before: a version that was stopped there stays out. */
export const freshMs = 5 * minuteMs;
/** The same where somebody quits, and nobody waits for an answer. */
export const freshAtQuitMs = 3 * 60 * minuteMs;
/** After a call there is often the next. */
export const quietMs = 10_000;

export type UpdateDecision = { readonly state: UpdateState; readonly effects: readonly UpdateEffect[] };

export function createUpdateState(seat: Seat): UpdateState {
  return {
    seat,
    terms: null,
    isLooking: false,
    atNextLook: 0,
    looked: null,
    failures: 0,
    trouble: null,
    found: null,
    isBusy: false,
    atQuiet: 0,
  };
}

export function decideUpdate(before: UpdateState, input: UpdateInput, at: Moment, dice: Dice): UpdateDecision {
  return attend(take(before, input, at, dice), at);
}

function take(state: UpdateState, input: UpdateInput, at: Moment, dice: Dice): UpdateState {
  switch (input.type) {
    case "tick":
      return state;
    case "terms": {
      if (isSameValue(input.terms, state.terms)) return state;
      const atNextLook = at.now + dice.uniform(...firstLookMs);
      // What an earlier server, ring or key vouched for does not count under this one.
      return { ...createUpdateState(state.seat), ...phoneOf(state), terms: input.terms, atNextLook };
    }
    case "phone":
      if (input.isBusy === state.isBusy) return state;
      return { ...state, isBusy: input.isBusy, atQuiet: at.now };
    case "looked": {
      // What was asked under other terms is no answer to these.
      if (!state.isLooking || !isSameValue(input.terms, state.terms)) return state;
      const told = { ...state, isLooking: false };
      if (!input.result.ok) return fail(told, input.result.failure, at, dice);
      const manifest = input.result.value;
      const looked = { now: at.now, wall: at.wall };
      const next = { ...told, looked, failures: 0, trouble: null, atNextLook: at.now + dice.uniform(...regularLookMs) };
      return accept(next, manifest, at, dice);
    }
    case "downloaded":
      if (state.found?.step !== "downloading" || !isSameOffer(state.found.manifest, input.manifest)) return state;
      if (input.trouble !== null) return fail({ ...state, found: null }, input.trouble, at, dice);
      return { ...state, found: { ...state.found, step: "ready", atInstall: plan(state, at) } };
    case "stayed":
      if (state.found?.step !== "installing") return state;
      if (input.trouble !== null) return fail({ ...state, found: null }, input.trouble, at, dice);
      return { ...state, found: { ...state.found, step: "ready" }, atQuiet: at.now };
    default:
      return assertNever(input);
  }
}

/** What is to be done now; every input ends here, so that nothing depends on which one came last. */
function attend(state: UpdateState, at: Moment): UpdateDecision {
  const { terms, found } = state;
  if (terms === null) return { state, effects: [] };
  if (found?.step === "waiting" && !state.isBusy) {
    return {
      state: { ...state, found: { ...found, step: "downloading" } },
      effects: [{ type: "download", manifest: found.manifest, terms }],
    };
  }
  const planned = found?.step === "ready" ? replan(state, found, at) : state;
  if (planned.found !== null && isItsTime(planned, planned.found, at)) {
    if (toAgeMs(planned, at) <= freshMs) {
      const { manifest } = planned.found;
      return {
        state: { ...planned, found: { ...planned.found, step: "installing" } },
        effects: [{ type: "install", manifest }],
      };
    }
    // Where the server did not answer last time, its turn comes by itself.
    if (planned.failures === 0) return look(planned);
  }
  return at.now >= planned.atNextLook ? look(planned) : { state: planned, effects: [] };
}

function look(state: UpdateState): UpdateDecision {
  const { terms, found } = state;
  const isOccupied = state.isLooking || found?.step === "downloading" || found?.step === "installing";
  if (terms === null || isOccupied) return { state, effects: [] };
  return { state: { ...state, isLooking: true }, effects: [{ type: "look", terms }] };
}

function isItsTime(state: UpdateState, found: Found, at: Moment): boolean {
  const { terms, isBusy, atQuiet } = state;
  if (terms === null || found.step !== "ready" || isBusy || at.now - atQuiet < quietMs) return false;
  return found.atInstall !== null && at.wall >= found.atInstall && !isInShift(terms.shifts, at.wall);
}

/** The time between two shifts passed in a call, or with the computer asleep: the next one. */
function replan(state: UpdateState, found: Found, at: Moment): UpdateState {
  const isMissed = found.atInstall === null || at.wall >= found.atInstall;
  if (!isMissed || !isInShift(state.terms?.shifts ?? [], at.wall)) return state;
  const atInstall = plan(state, at);
  return atInstall === found.atInstall ? state : { ...state, found: { ...found, atInstall } };
}

function plan({ terms, seat }: UpdateState, at: Moment): number | null {
  return planInstall(terms?.shifts ?? [], toShare(seat.name, "time"), at.wall);
}

/** What the server offers now counts, and nothing that it offered before. */
function accept(state: UpdateState, manifest: Manifest, at: Moment, dice: Dice): UpdateState {
  const { seat, found } = state;
  if (!isNewer(manifest.version, seat.running)) return { ...state, found: null };
  if (!isAmongThem(state, manifest)) return { ...state, found: null };
  if (found !== null && isSameOffer(found.manifest, manifest)) {
    return { ...state, found: { ...found, manifest: { ...manifest, files: found.manifest.files } } };
  }
  const extension = toExtension(seat.packageKind);
  if (!seat.mayInstall || extension === null || manifest.needsAdministrator) {
    return { ...state, found: { manifest, step: "reported", atInstall: null } };
  }
  const files = manifest.files.filter(({ url }) => new URL(url).pathname.toLowerCase().endsWith(extension));
  if (files.length === 0) return fail({ ...state, found: null }, "noFile", at, dice);
  return { ...state, found: { manifest: { ...manifest, files }, step: "waiting", atInstall: null } };
}

function isAmongThem({ seat, terms }: UpdateState, { version, percentage }: Manifest): boolean {
  const most = Math.min(percentage, terms?.percentage ?? 0);
  return toShare(seat.name, version) * 100 < most;
}

function isSameOffer(a: Manifest, b: Manifest): boolean {
  return a.version === b.version && a.files.every(({ sha512 }) => b.files.some((file) => file.sha512 === sha512));
}

function fail(state: UpdateState, trouble: UpdateTrouble, at: Moment, dice: Dice): UpdateState {
  const retryMs = Math.min(longestRetryMs, firstRetryMs * 2 ** state.failures) * dice.uniform(0.5, 1);
  return { ...state, trouble, failures: state.failures + 1, atNextLook: at.now + retryMs };
}

function phoneOf({ isBusy, atQuiet }: UpdateState): Pick<UpdateState, "isBusy" | "atQuiet"> {
  return { isBusy, atQuiet };
}

/** Whether what lies ready is put in place when a person quits now. */
export function isReadyAtQuit(state: UpdateState, at: Moment): boolean {
  return state.found?.step === "ready" && !state.isBusy && toAgeMs(state, at) <= freshAtQuitMs;
}

/** How old the server's last word is. Some monotonic clocks stand still while a computer sleeps. */
function toAgeMs({ looked }: UpdateState, at: Moment): number {
  return looked === null ? Infinity : Math.max(at.now - looked.now, at.wall - looked.wall);
}

/** What the window, and whoever else asks, is told; null: nobody looks. */
export function toUpdateNews({ terms, seat, found, looked, trouble }: UpdateState): UpdateNews | null {
  if (terms === null) return null;
  const newer = found && { version: found.manifest.version, step: found.step, atInstall: found.atInstall };
  return {
    running: seat.running,
    packageKind: seat.packageKind,
    newer,
    atLooked: looked?.wall ?? null,
    trouble,
  };
}
