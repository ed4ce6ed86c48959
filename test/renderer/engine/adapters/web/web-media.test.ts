import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowserPage, type BrowserPage } from "./browser-page.ts";

describe("calls between two connections in a real browser", () => {
  let page: BrowserPage;
  beforeAll(async () => {
    page = await openBrowserPage({ microphone: "fake", permission: "granted" });
  }, 60_000);
  afterAll(() => page.close());

  it("carry voice both ways in Opus, from real addresses", async () => {
    const { quality, ...talk } = await page.act("talk");
    expect(talk).toEqual({
      annaHears: true,
      benHears: true,
      firstEvent: { type: "flowChanged", isFlowing: true },
      offered: ["opus", "G722", "PCMU", "PCMA", "telephone-event", "telephone-event"],
      answered: "opus",
      hiddenCandidates: 0,
      hasRealCandidate: true,
    });
    // A busy machine may lose a packet to itself.
    expect(quality?.mos).toBeGreaterThan(3.5);
    expect(quality?.lossPct).toBeLessThan(5);
  });

  it.each(["first", "other"] as const)(
    "are heard before the answer, without being heard, and talk once the %s phone that rang has answered",
    async (who) => {
      expect(await page.act("answeredBy", who)).toEqual({
        early: { annaHears: true, firstHears: false, isFlowing: { type: "flowChanged", isFlowing: true } },
        takesDigits: true,
        annaHears: true,
        answeringHears: true,
      });
    },
  );

  it("are silent both ways on hold, are not reported as stopped, and resume", async () => {
    expect(await page.act("holdAndResume")).toEqual({
      offers: ["sendonly", "sendrecv"],
      answers: ["recvonly", "sendrecv"],
      duringHold: { benHears: false, toAnna: 0 },
      saidSilent: false,
      afterResume: { benHears: true, annaHears: true },
    });
  });

  it("are mixed: both hear each other and the operator, nobody hears himself, and nothing is left of it", async () => {
    expect(await page.act("conference")).toEqual({
      apart: [false, false],
      together: [true, true],
      // The operator and Carl are muted: only Ben speaks, and he does not hear himself.
      benAlone: [false, true],
      withOperator: [true, true],
      toBenHeld: [false, false],
      after: [false, false],
      mixersInUse: 1,
      mixersLeft: 0,
    });
  });

  it("stay held by whoever has not resumed (RFC 3264 §8.4)", async () => {
    expect(await page.act("holdFromBothSides")).toEqual([
      ["sendonly", "recvonly"],
      ["sendonly", "inactive"],
      ["sendrecv", "sendonly"],
    ]);
  });

  it("send silence when muted or silenced, and only the one that is", async () => {
    expect(await page.act("mute")).toEqual({
      benHears: false,
      benHearsSilenced: false,
      doraHears: true,
      stillSends: true,
      benHearsAgain: true,
    });
  });

  it("send digits one after the other as RFC 4733 events, pauses too, and refuse what is no digit", async () => {
    expect(await page.act("dtmf")).toEqual({ accepted: [true, true, false], sent: ["1", "2", "#", "D", ",", "9"] });
  });

  it("refuse digits when the other side takes no telephone-event", async () => {
    expect(await page.act("dtmfNotNegotiated")).toBe(false);
  });

  it("go on after an offer that was refused, the first one too", async () => {
    expect(await page.act("rollBack")).toEqual({
      afterFirst: true,
      afterRefusal: true,
      direction: "sendrecv",
      afterNext: true,
    });
  });

  it("start ICE anew only in the offer that was asked to", async () => {
    expect(await page.act("restartIce")).toEqual({
      changed: [false, true, false],
      restartedHasCandidate: true,
      benHears: true,
    });
  });

  it("say when the other side's voice stops and when it returns", async () => {
    const { noticedMs, ...story } = await page.act("flowStopsAndReturns");
    expect(story).toEqual({ saidFalse: true, flows: [true, false, true] });
    expect(noticedMs).toBeLessThan(6_000);
  });

  it("go on with the next microphone when one is unplugged", async () => {
    expect(await page.act("unplugged")).toEqual({ before: "ended", replaced: true, benHears: true });
  });

  it("have their sound's cleaning switched in the middle, and are heard in every step", async () => {
    const all = { echoCancellation: true, noiseSuppression: true, autoGain: true };
    const none = { echoCancellation: false, noiseSuppression: false, autoGain: false };
    const { seen, live } = await page.act("cleaning", [
      { ...all, noiseSuppression: false },
      { ...all, autoGain: false },
      none,
      all,
    ]);
    const heard = { isInForce: true, benHears: true, sentNothingMs: expect.any(Number) };
    expect({ seen, live }).toEqual({ seen: [heard, heard, heard, heard], live: 1 });
    for (const { sentNothingMs } of seen) expect(sentNothingMs).toBeLessThan(20);
  });

  it("are silent for a moment only where Chromium lets nothing stand beside the open microphone", async () => {
    const halfway = { echoCancellation: false, noiseSuppression: true, autoGain: true };
    const { seen } = await page.act("cleaning", [halfway, { ...halfway, noiseSuppression: false }]);
    expect(seen.map(({ isInForce, benHears }) => [isInForce, benHears])).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  it("tell the microphone's level while muted, and send nothing of it", async () => {
    expect(await page.act("levelWhileMuted")).toEqual({
      isMeasured: true,
      benHears: false,
      lastLevel: null,
      before: 3,
      after: 3,
    });
  });

  it("let operators hear what they said, and keep no track open for it", async () => {
    expect(await page.act("echo")).toEqual({
      isHeard: true,
      phases: ["recording", "playing", "idle", "recording", "idle"],
      live: 1,
      atRest: 0,
    });
  });

  it("take the answer of a 183 once and ignore its repetition in the 200 (RFC 3261 §13.2.1)", async () => {
    expect(await page.act("repeatedAnswer")).toEqual({ repeated: { ok: true, value: null }, annaHears: true });
  });

  it("take the voice and leave alone the picture of an offer that has both", async () => {
    expect(await page.act("offeredVideo")).toEqual([
      ["audio", "sendrecv"],
      ["video", "inactive"],
    ]);
  });

  it("that end while an answer is being taken say so, for a closed connection settles nothing by itself", async () => {
    expect(await page.act("closedMeanwhile")).toEqual({
      ok: false,
      failure: { kind: "connectionFailed", message: "The call ended before its voice connection was ready." },
    });
  });

  it("leave nothing in memory, also where they are hung up in the moment they are connected", async () => {
    await page.act("hangUpAtOnce", 1);
    await expect.poll(page.countConnections).toBeLessThanOrEqual(2);
    const before = await page.countConnections();
    await page.act("hangUpAtOnce", 15);
    await expect.poll(page.countConnections).toBeLessThanOrEqual(before);
  });

  it("leave nothing in memory, nor anything that runs, where they end while an answer is being taken", async () => {
    await page.act("closedMeanwhile");
    await expect.poll(page.countConnections, { timeout: 20_000 }).toBeLessThanOrEqual(2);
    const before = await page.countConnections();
    for (let call = 0; call < 15; call += 1) await page.act("closedMeanwhile");
    await expect.poll(page.countConnections, { timeout: 20_000 }).toBeLessThanOrEqual(before);
  });

  it("turn an SDP that cannot be used into a failure that says what to do", async () => {
    const message =
      "The voice connection could not be set up, so the other side could not hear you. Try the call again.";
    expect(await page.act("uselessSdp")).toEqual([
      { ok: false, failure: { kind: "connectionFailed", message } },
      { ok: false, failure: { kind: "connectionFailed", message } },
      {
        ok: false,
        failure: { kind: "connectionFailed", message: "The call ended before its voice connection was ready." },
      },
    ]);
  });

  it("leave no live track and no prepared connection at rest", async () => {
    expect(await page.act("rest")).toEqual({
      duringCall: 3,
      openInCall: { state: "ok", message: null, open: true, device: "Fake Default Audio Input" },
      afterCall: 1,
      atRest: 0,
      prepared: 0,
      restingMicrophone: { state: "ok", message: null, open: false, device: null },
    });
  });

  it("leave no live track when the microphone is released while it opens", async () => {
    expect(await page.act("releaseWhileOpening")).toEqual({ live: 0, open: false });
  });

  it("have new prepared connections when the old ones are discarded", async () => {
    expect(await page.act("discardPrepared")).toEqual({ before: 2, after: 2, atRest: 0 });
  });

  it("are offered from a warm pool at once, and whole", async () => {
    const cold = await page.act("offers", 8, false);
    const warm = await page.act("offers", 8, true);
    console.log(`Offers, median / longest of 8: cold ${toFigures(cold.durations)}, warm ${toFigures(warm.durations)}.`);
    expect({ cold: cold.areWhole, warm: warm.areWhole }).toEqual({ cold: true, warm: true });
    // Some 10 ms on a quiet machine; what a dial may take to its INVITE is measured by `npm run bench`.
    expect(warm.durations[4]).toBeLessThan(150);
  });
});

function toFigures(sorted: readonly number[]): string {
  return [sorted[4], sorted[7]].map((ms) => `${ms?.toFixed(1)} ms`).join(" / ");
}

describe("without a microphone", () => {
  it.each([
    {
      what: "a missing one",
      wishes: { microphone: "none", permission: "granted" },
      kind: "microphoneMissing",
      state: "missing",
      message: "No microphone was found, so calls cannot be made or answered. Plug in your headset.",
    },
    {
      what: "a forbidden one",
      wishes: { microphone: "fake", permission: "denied" },
      kind: "microphoneDenied",
      state: "denied",
      message:
        "Tandem is not allowed to use the microphone, so calls cannot be made or answered. Allow it in the system's privacy settings.",
    },
  ] as const)("$what gives a sentence and no offer", async ({ wishes, kind, state, message }) => {
    const page = await openBrowserPage(wishes);
    try {
      const { failure, offer, microphone } = await page.act("opening");
      expect({ failure, offer, microphone }).toEqual({
        failure: { ok: false, failure: { kind, message } },
        offer: { ok: false, failure: { kind, message } },
        microphone: { state, message, open: false, device: null },
      });
    } finally {
      await page.close();
    }
  });
});
