import { describe, expect, test } from "vitest";
import { describeUpdate } from "../../../../renderer/ui/format/describe-update.ts";
import type { UpdateNews } from "../../../../shared/model/update.ts";

const noon = new Date(2026, 10, 27, 12).getTime();
const hourMs = 3_600_000;

function said(news: Partial<UpdateNews>, now = noon) {
  const update: UpdateNews = {
    running: "0.1.0",
    packageKind: "appimage",
    newer: null,
    atLooked: noon,
    trouble: null,
    ...news,
  };
  return describeUpdate(update, now, "en-GB");
}
const ready = (atInstall: number | null) => ({ version: "0.2.0", step: "ready" as const, atInstall });

describe("the line about the version", () => {
  test("says when what is ready is installed", () => {
    const newer = "0.2.0";
    const tonight = said({ newer: ready(noon + 6 * hourMs) });
    expect(tonight).toEqual({ key: "update.readyAt", params: { newer, when: "18:00" } });
    const monday = said({ newer: ready(noon + 60 * hourMs) });
    expect(monday).toEqual({ key: "update.readyAt", params: { newer, when: "30 Nov, 00:00" } });
    expect(said({ newer: ready(null) })).toEqual({ key: "update.readyAtQuit", params: { newer } });
    expect(said({ newer: ready(noon - 1) })).toEqual({ key: "update.readySoon", params: { newer } });
  });

  test.each(["reported", "waiting", "downloading", "installing"] as const)("says that one is %s", (step) => {
    expect(said({ newer: { version: "0.2.0", step, atInstall: null } })).toEqual({
      key: `update.${step}`,
      params: { version: "0.1.0", newer: "0.2.0" },
    });
  });

  test.each([
    ["unreachable", "update.unreachable"],
    ["failing", "update.unreachable"],
    ["badSignature", "update.refused"],
    ["untrusted", "update.refused"],
    ["noRoom", "update.failed"],
  ] as const)("says of %s: %s, unless something lies ready", (trouble, key) => {
    expect(said({ trouble })).toEqual({ key, params: { version: "0.1.0" } });
    expect(said({ trouble, newer: ready(null) }).key).toBe("update.readyAtQuit");
  });

  test("says that there is no newer one", () => {
    expect(said({})).toEqual({ key: "update.current", params: { version: "0.1.0" } });
  });
});
