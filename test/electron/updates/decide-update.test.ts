import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createUpdateState,
  decideUpdate,
  freshMs,
  isReadyAtQuit,
  quietMs,
  toUpdateNews,
} from "../../../electron/updates/decide-update.ts";
import { isInShift } from "../../../electron/updates/in-shift.ts";
import type { Manifest } from "../../../electron/updates/read-manifest.ts";
import { toShare } from "../../../electron/updates/seat-share.ts";
import type { Moment, Seat, UpdateEffect, UpdateInput, UpdateState } from "../../../electron/updates/update-state.ts";
import type { UpdateTerms } from "../../../electron/updates/update-terms.ts";
import { isNewer } from "../../../electron/updates/version.ts";
import { fail, succeed } from "../../../shared/lib/result.ts";
import { createFixedDice } from "../../fakes/fixed-dice.ts";
import { aManifest, aSeat, monday, someTerms } from "./a-manifest.ts";

const minuteMs = 60_000;
const day = ["mon-fri 08:00-18:00"];

/** Plays inputs at moments; @returns what was ordered, and how it stands. */
function play(seat: Seat = aSeat()) {
  let state = createUpdateState(seat);
  const ordered: UpdateEffect[] = [];
  const dice = createFixedDice();
  const hear = (input: UpdateInput, at: Moment): readonly UpdateEffect["type"][] => {
    const { state: next, effects } = decideUpdate(state, input, at, dice);
    state = next;
    ordered.push(...effects);
    return effects.map(({ type }) => type);
  };
  return { hear, ordered, state: (): UpdateState => state, news: () => toUpdateNews(state)?.newer ?? null };
}

/** A phone that has looked, at a moment. */
function looked(seat: Seat, terms: UpdateTerms, manifest: Manifest, at: Moment) {
  const phone = play(seat);
  phone.hear({ type: "terms", terms }, { ...at, now: at.now - minuteMs });
  phone.hear({ type: "tick" }, at);
  phone.hear({ type: "looked", terms, result: succeed(manifest) }, at);
  return phone;
}

/** The same, and what it found lies ready. */
function ready(terms: UpdateTerms, at: Moment, seat = aSeat()) {
  const manifest = aManifest();
  const phone = looked(seat, terms, manifest, at);
  phone.hear({ type: "downloaded", manifest, trouble: null }, at);
  return { ...phone, manifest };
}

const ms = (at: Moment, more: number): Moment => ({ wall: at.wall + more, now: at.now + more });

describe("which version is taken", () => {
  const share = toShare(aSeat().name, "0.2.0") * 100;
  const out = Math.floor(share);
  const reported = { version: "0.2.0", step: "reported", atInstall: null };
  const downloading = { version: "0.2.0", step: "downloading", atInstall: null };
  test.each([
    ["a newer one", aSeat(), {}, {}, downloading],
    ["the one that runs", aSeat({ running: "0.2.0" }), {}, {}, null],
    ["an older one", aSeat({ running: "0.10.0" }), {}, {}, null],
    ["one whose share of the seats is too small", aSeat(), {}, { percentage: out }, null],
    ["one for just enough of the seats", aSeat(), {}, { percentage: out + 1 }, downloading],
    ["one that the policy leaves to fewer", aSeat(), { percentage: out }, {}, null],
    ["one for nobody", aSeat(), { percentage: 0 }, {}, null],
    ["one for a deb", aSeat({ packageKind: "deb", mayInstall: false }), {}, {}, reported],
    ["one for an rpm", aSeat({ packageKind: "rpm", mayInstall: false }), {}, {}, reported],
    ["one for an MSI", aSeat({ packageKind: "msi", mayInstall: true }), {}, {}, reported],
    ["one for who knows what", aSeat({ packageKind: "unknown", mayInstall: true }), {}, {}, reported],
    ["one where nobody may write", aSeat({ mayInstall: false }), {}, {}, reported],
    ["one that asks for an administrator", aSeat(), {}, { needsAdministrator: true }, reported],
  ])("%s", (_what, seat, terms, manifest, newer) => {
    const phone = looked(seat, someTerms(terms), aManifest(manifest), monday(9));
    expect(phone.news()).toEqual(newer);
    expect(phone.ordered.filter(({ type }) => type === "download").length).toBe(newer === downloading ? 1 : 0);
  });

  test("one without a file for this kind of package is trouble, and looked at again later", () => {
    const phone = looked(aSeat({ packageKind: "nsis" }), someTerms(), aManifest(), monday(9));
    expect([phone.news(), phone.state().trouble]).toEqual([null, "noFile"]);
  });

  test("the seats that have a version at a percentage have it at every higher one, and about so many have it", () => {
    const seats = Array.from({ length: 2_000 }, (_, index) => `operator${index}@desk-${index}`);
    const have = (percentage: number) => seats.filter((seat) => toShare(seat, "0.2.0") * 100 < percentage);
    expect(have(10).filter((seat) => !have(30).includes(seat))).toEqual([]);
    expect(Math.abs(have(10).length - 200)).toBeLessThan(60);
    expect(have(100)).toEqual(seats);
  });

  test("versions are compared as numbers, and what is no version is never newer", () => {
    const versions = ["0.9.9", "0.10.0", "1.0.0", "1.0.1", "1.2.0", "10.0.0"];
    for (const [index, version] of versions.entries()) {
      expect(versions.filter((other) => isNewer(other, version))).toEqual(versions.slice(index + 1));
    }
    expect([isNewer("2.0.0-beta.1", "1.0.0"), isNewer("2", "1.0.0"), isNewer("2.0.0", "dev")]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe("when it is looked", () => {
  test("soon after there is a server, then about every hour, and later and later where it is away", () => {
    const phone = play();
    const terms = someTerms();
    const at = monday(9);
    expect(phone.hear({ type: "terms", terms }, at)).toEqual([]);
    expect(phone.hear({ type: "tick" }, ms(at, 30_000))).toEqual(["look"]);
    expect(phone.hear({ type: "tick" }, ms(at, 31_000))).toEqual([]);
    phone.hear({ type: "looked", terms, result: fail("unreachable") }, ms(at, 40_000));
    const first = phone.state().atNextLook - at.now;
    phone.hear({ type: "tick" }, ms(at, first));
    phone.hear({ type: "looked", terms, result: fail("unreachable") }, ms(at, first));
    const second = phone.state().atNextLook - at.now - first;
    expect([first > 2 * minuteMs, second > first]).toEqual([true, true]);
    expect(phone.state().trouble).toBe("unreachable");
    phone.hear({ type: "tick" }, ms(at, first + second));
    phone.hear({ type: "looked", terms, result: succeed(aManifest({ version: "0.1.0" })) }, ms(at, first + second));
    expect(phone.state().atNextLook - at.now - first - second).toBeGreaterThan(50 * minuteMs);
    expect(toUpdateNews(phone.state())).toEqual({
      running: "0.1.0",
      packageKind: "appimage",
      newer: null,
      atLooked: ms(at, first + second).wall,
      trouble: null,
    });
  });

  test("nobody looks without a server, and what was found under other terms is forgotten", () => {
    const terms = someTerms();
    const phone = ready(terms, monday(3), aSeat({ name: "bert@desk-8" }));
    const other = someTerms({ publicKey: "other" });
    phone.hear({ type: "terms", terms: other }, monday(3, 1));
    expect([phone.news(), isReadyAtQuit(phone.state(), monday(3, 1))]).toEqual([null, false]);
    phone.hear({ type: "tick" }, monday(3, 2));
    phone.hear({ type: "looked", terms, result: succeed(aManifest({ version: "0.3.0" })) }, monday(3, 2));
    expect(phone.news()).toBeNull();
    phone.hear({ type: "terms", terms: null }, monday(3, 3));
    expect(phone.hear({ type: "tick" }, monday(23))).toEqual([]);
    expect(toUpdateNews(phone.state())).toBeNull();
  });
});

describe("when it is installed (E12)", () => {
  /** The seat's own time, after the shift. */
  const itsTime = (phone: { news: () => { atInstall: number | null } | null }) => phone.news()?.atInstall ?? NaN;
  const momentOf = (wall: number): Moment => ({ wall, now: wall - monday(0).wall });
  /** Ticks, and looks when it is told to, until nothing more is ordered. */
  function passTime(phone: ReturnType<typeof ready>, terms: UpdateTerms, at: Moment): readonly UpdateEffect["type"][] {
    const types = phone.hear({ type: "tick" }, at);
    if (!phone.state().isLooking) return types;
    return [...types, ...phone.hear({ type: "looked", terms, result: succeed(phone.manifest) }, at)];
  }

  test("not in the shift; after it at this seat's own time within half an hour, after one more look at the server", () => {
    const terms = someTerms({ shifts: day });
    const phone = ready(terms, monday(9));
    const own = itsTime(phone);
    expect(own).toBeGreaterThanOrEqual(monday(18).wall);
    expect(own).toBeLessThanOrEqual(monday(18, 30).wall);
    expect(passTime(phone, terms, monday(17, 59))).not.toContain("install");
    expect(passTime(phone, terms, momentOf(own - 1))).not.toContain("install");
    expect(passTime(phone, terms, ms(momentOf(own), freshMs + 2))).toEqual(["look", "install"]);
  });

  test("not in a call that came in the shift and lasts beyond its time; after it when the phone has been quiet for a while", () => {
    const terms = someTerms({ shifts: day });
    const phone = ready(terms, monday(9));
    phone.hear({ type: "phone", isBusy: true }, monday(17, 50));
    for (const minute of [0, 20, 40]) expect(passTime(phone, terms, monday(18, minute))).not.toContain("install");
    phone.hear({ type: "phone", isBusy: false }, monday(18, 45));
    expect(passTime(phone, terms, ms(monday(18, 45), quietMs - 1))).not.toContain("install");
    expect(passTime(phone, terms, ms(monday(18, 45), quietMs))).toContain("install");
  });

  test("a call that lasts into the next shift puts it off to the end of that one", () => {
    const terms = someTerms({ shifts: day });
    const phone = ready(terms, monday(9));
    phone.hear({ type: "phone", isBusy: true }, monday(17));
    phone.hear({ type: "phone", isBusy: false }, monday(24 + 8, 5));
    expect(passTime(phone, terms, monday(24 + 8, 6))).not.toContain("install");
    expect(itsTime(phone)).toBeGreaterThanOrEqual(monday(24 + 18).wall);
  });

  test("a version that was stopped on the server, or a server that does not answer, installs nothing", () => {
    const terms = someTerms({ shifts: day });
    const stopped = ready(terms, monday(9));
    stopped.hear({ type: "tick" }, monday(19));
    const before = { type: "looked", terms, result: succeed(aManifest({ version: "0.1.0" })) } as const;
    expect(stopped.hear(before, monday(19))).toEqual([]);
    expect([stopped.news(), isReadyAtQuit(stopped.state(), monday(19))]).toEqual([null, false]);
    const away = ready(terms, monday(9));
    away.hear({ type: "tick" }, monday(19));
    expect(away.hear({ type: "looked", terms, result: fail("badSignature") }, monday(19))).toEqual([]);
    expect(away.news()).toMatchObject({ step: "ready" });
    expect(isReadyAtQuit(away.state(), monday(19))).toBe(false);
  });

  test("a call that came in the last moment keeps it, and it is tried again", () => {
    const terms = someTerms();
    const phone = ready(terms, monday(3));
    const at = momentOf(itsTime(phone));
    expect(passTime(phone, terms, at)).toContain("install");
    phone.hear({ type: "stayed", trouble: null }, at);
    phone.hear({ type: "phone", isBusy: true }, at);
    expect(passTime(phone, terms, ms(at, minuteMs))).not.toContain("install");
    phone.hear({ type: "phone", isBusy: false }, ms(at, 2 * minuteMs));
    expect(passTime(phone, terms, ms(at, 3 * minuteMs))).toContain("install");
  });

  test("what does not have its hash any more is thrown away and told", () => {
    const terms = someTerms();
    const phone = ready(terms, monday(3));
    const at = momentOf(itsTime(phone));
    passTime(phone, terms, at);
    phone.hear({ type: "stayed", trouble: "corrupt" }, at);
    expect([phone.news(), phone.state().trouble]).toEqual([null, "corrupt"]);
  });

  test("where there is no time outside the shifts, only when somebody quits, and then not in a call", () => {
    const terms = someTerms({ shifts: ["00:00-00:00"] });
    const phone = ready(terms, monday(9));
    expect(phone.news()).toEqual({ version: "0.2.0", step: "ready", atInstall: null });
    expect(isReadyAtQuit(phone.state(), monday(10))).toBe(true);
    phone.hear({ type: "phone", isBusy: true }, monday(10));
    expect(isReadyAtQuit(phone.state(), monday(10))).toBe(false);
    expect(passTime(phone, terms, monday(20))).not.toContain("install");
  });

  test("a download does not begin in a call", () => {
    const terms = someTerms();
    const phone = play();
    phone.hear({ type: "phone", isBusy: true }, monday(9));
    phone.hear({ type: "terms", terms }, monday(9));
    phone.hear({ type: "tick" }, monday(9, 1));
    expect(phone.hear({ type: "looked", terms, result: succeed(aManifest()) }, monday(9, 1))).toEqual([]);
    expect(phone.news()).toMatchObject({ step: "waiting" });
    expect(phone.hear({ type: "phone", isBusy: false }, monday(9, 2))).toEqual(["download"]);
  });
});

describe("whatever happens, in whatever order", () => {
  const offers = ["0.0.9", "0.1.0", "0.2.0", "0.3.0"].map((version) => aManifest({ version }));
  const manifest = fc.constantFrom(...offers);
  const trouble = fc.constantFrom("unreachable", "corrupt", "badSignature" as const);
  const terms = fc.constantFrom(
    someTerms(),
    someTerms({ shifts: day }),
    someTerms({ shifts: day, folder: "https://updates.example.com/pilot/" }),
    null,
  );
  const happening = fc.oneof(
    fc.record({ type: fc.constant("terms" as const), terms }),
    fc.record({ type: fc.constant("phone" as const), isBusy: fc.boolean() }),
    fc.constant({ type: "tick" as const }),
    fc.record({ type: fc.constant("answer" as const), manifest, trouble, isGood: fc.boolean() }),
  );

  test("nothing is installed in a call or a shift, unverified, unfetched or older; and one thing is done at a time", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(happening, fc.integer({ min: 0, max: 90 })), { maxLength: 80 }), (events) => {
        const dice = createFixedDice();
        let state = createUpdateState(aSeat());
        let at = monday(7);
        const open: UpdateEffect[] = [];
        const fetched = new Set<string>();
        const hear = (input: UpdateInput) => {
          const decided = decideUpdate(state, input, at, dice);
          state = decided.state;
          expect(decided.effects.length).toBeLessThanOrEqual(1);
          for (const effect of decided.effects) {
            if (effect.type === "install") {
              expect(state.isBusy).toBe(false);
              expect(isInShift(state.terms?.shifts ?? [], at.wall)).toBe(false);
              expect(fetched).toContain(effect.manifest.version);
              expect(isNewer(effect.manifest.version, "0.1.0")).toBe(true);
              expect(at.now - (state.looked?.now ?? -Infinity)).toBeLessThanOrEqual(freshMs);
            }
            open.push(effect);
          }
        };
        hear({ type: "terms", terms: someTerms({ shifts: day }) });
        for (const [event, minutes] of events) {
          at = ms(at, minutes * minuteMs);
          if (event.type !== "answer") {
            hear(event);
            continue;
          }
          const effect = open.shift();
          if (effect === undefined) continue;
          if (effect.type === "look") {
            hear({
              type: "looked",
              terms: effect.terms,
              result: event.isGood ? succeed(event.manifest) : fail(event.trouble),
            });
          } else if (effect.type === "download") {
            if (event.isGood) fetched.add(effect.manifest.version);
            hear({ type: "downloaded", manifest: effect.manifest, trouble: event.isGood ? null : event.trouble });
          } else hear({ type: "stayed", trouble: event.isGood ? null : event.trouble });
        }
      }),
      { numRuns: 150 },
    );
  });
});
