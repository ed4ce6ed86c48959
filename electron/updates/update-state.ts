/**
 * What is known of newer versions, what happens, and what is to be done about it: the vocabulary of decide-update.ts.
 *
 *   nothing ── looked ──▶ reported                                 (not ours to install)
 *                   └───▶ waiting ─▶ downloading ─▶ ready ─▶ installing ─▶ the end of this process
 *                            ▲            │           │          │
 *                            └── nothing ◀┴───────────┴──────────┘      (trouble; stopped on the server; a call came: ready)
 */
import type { Result } from "../../shared/lib/result.ts";
import type { NewerVersion, PackageKind, UpdateTrouble } from "../../shared/model/update.ts";
import type { Manifest } from "./read-manifest.ts";
import type { UpdateTerms } from "./update-terms.ts";

/** What never changes while the program runs. */
export type Seat = {
  readonly running: string;
  readonly packageKind: PackageKind;
  /** Whether its files may be replaced by whom it runs as, without a question in front of the operator. */
  readonly mayInstall: boolean;
  /** The user and the computer. */
  readonly name: string;
};

export type Found = {
  readonly manifest: Manifest;
  readonly step: NewerVersion["step"];
  /** Epoch ms; see plan-install.ts. */
  readonly atInstall: number | null;
};

export type UpdateState = {
  readonly seat: Seat;
  readonly terms: UpdateTerms | null;
  readonly isLooking: boolean;
  /** On the monotonic clock, ms. */
  readonly atNextLook: number;
  /** Of the last look that told something: on the monotonic clock, and epoch ms. */
  readonly looked: { readonly now: number; readonly wall: number } | null;
  /** Looks and downloads in a row that came to nothing. */
  readonly failures: number;
  readonly trouble: UpdateTrouble | null;
  readonly found: Found | null;
  /** A call is up, ringing or dialling, or its work goes on. */
  readonly isBusy: boolean;
  /** Since when it is not, on the monotonic clock, ms. */
  readonly atQuiet: number;
};

/** Both clocks at one moment, ms: epoch, and one that never jumps. */
export type Moment = { readonly wall: number; readonly now: number };

export type UpdateInput =
  | { readonly type: "terms"; readonly terms: UpdateTerms | null }
  | { readonly type: "phone"; readonly isBusy: boolean }
  | { readonly type: "tick" }
  | { readonly type: "looked"; readonly terms: UpdateTerms; readonly result: Result<Manifest, UpdateTrouble> }
  | { readonly type: "downloaded"; readonly manifest: Manifest; readonly trouble: UpdateTrouble | null }
  /** Nothing was installed: a call came (null), or something else was in the way. */
  | { readonly type: "stayed"; readonly trouble: UpdateTrouble | null };

export type UpdateEffect =
  | { readonly type: "look"; readonly terms: UpdateTerms }
  | { readonly type: "download"; readonly manifest: Manifest; readonly terms: UpdateTerms }
  | { readonly type: "install"; readonly manifest: Manifest };

export type Dice = {
  /** Uniform in [low, high). */
  readonly uniform: (low: number, high: number) => number;
};
