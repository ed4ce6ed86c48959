/** What the recorder makes of a call, in a real Chromium: a file that plays, with each voice on its own side. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowserPage, type BrowserPage } from "./browser-page.ts";

/** Silence that Opus has passed through is not quite zero. */
const audible = 0.01;

describe("a recorded call", () => {
  let page: BrowserPage;
  beforeAll(async () => {
    page = await openBrowserPage({ microphone: "fake", permission: "granted" });
  });
  afterAll(() => page.close());

  it("has the operator left and the party right, leaves as it is spoken, and plays even when cut short", async () => {
    const { kinds, chunks, events, whole, half } = await page.act("recordedCall", false);
    expect({ kinds, events }).toEqual({ kinds: ["begun", "chunk", "ended"], events: [] });
    expect(chunks).toBeGreaterThanOrEqual(4);
    expect([whole.operator > audible, whole.party > audible]).toEqual([true, true]);
    expect(whole.seconds).toBeGreaterThan(1.8);
    expect(half.seconds).toBeGreaterThan(0.5);
    expect(half.seconds).toBeLessThan(whole.seconds);
  });

  it("has no operator in it while the operator is muted", async () => {
    const { whole } = await page.act("recordedCall", true);
    expect([whole.operator > audible, whole.party > audible]).toEqual([false, true]);
  });
});
