import { expect, test } from "vitest";
import { createMissedBadge } from "../../../electron/tray/missed-badge.ts";
import type { Event } from "../../../shared/contract/event.ts";
import { defaultSettings } from "../../../shared/model/settings.ts";
import { aServer, atFixture } from "../../builders/a-server.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";

const measured = { type: "server.measured", at: atFixture, seq: 1, server: aServer() } as Event;

function setUp() {
  const shown: (number | string | null)[] = [];
  const badge = createMissedBadge({
    setCount: (count) => void shown.push(count),
    setOverlay: (overlay) => void shown.push(overlay === null ? null : overlay.meaning),
    languages: ["en"],
  });
  const hear = (missed: number, language = "system") =>
    badge.receive(measured, aSnapshot({ missed, settings: { ...defaultSettings, language } }));
  return { shown, hear, badge };
}

test("the button tells how many were missed once for each number, and nothing of it once they were seen", () => {
  const { shown, hear } = setUp();
  hear(0);
  hear(2);
  hear(2);
  hear(0);
  expect(shown).toEqual([2, "Missed calls: 2", 0, null]);
});

test("what it means follows the operator's language", () => {
  const { shown, hear } = setUp();
  hear(1);
  hear(1, "de");
  expect(shown).toEqual([1, "Missed calls: 1", 1, "Verpasste Anrufe: 1"]);
});

test("no number stays on the button of a program that was left", async () => {
  const { shown, hear, badge } = setUp();
  hear(3);
  await badge.stop();
  expect(shown.at(-1)).toBe(0);
});
