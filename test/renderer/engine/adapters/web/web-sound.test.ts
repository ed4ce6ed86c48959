import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowserPage, type BrowserPage } from "./browser-page.ts";

describe("the tones in a real browser", () => {
  let page: BrowserPage;
  beforeAll(async () => {
    page = await openBrowserPage({ microphone: "none", permission: "denied" });
  }, 60_000);
  afterAll(() => page.close());

  it.each(["ring", "ringback", "busy", "ended"] as const)("%s is heard, stops and lets the device go", async (tone) => {
    expect(await page.act("tone", tone)).toEqual({
      isHeard: true,
      stateAtRest: "suspended",
      isHeardAfterStop: false,
    });
  });

  it("end by themselves when they play once", async () => {
    expect(await page.act("oneShot")).toEqual({ isRunning: true, endsByItself: true });
  });

  it("stop one by one", async () => {
    expect(await page.act("twoTones")).toBe(true);
  });
});
