import { describe, expect, test } from "vitest";
import { createNotificationsOutlet } from "../../../electron/notifications/notifications-outlet.ts";
import type { Event } from "../../../shared/contract/event.ts";
import { defaultSettings } from "../../../shared/model/settings.ts";
import type { Snapshot } from "../../../shared/model/snapshot.ts";
import { anEndedCall } from "../../builders/a-call.ts";
import { aBackupServer, aServer, atFixture } from "../../builders/a-server.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";

const missedCall = anEndedCall(
  { by: "remote", reason: "missed" },
  { direction: "incoming", remote: { number: "03", name: "<b>Tanaka</b>" } },
);
const ended = (call = missedCall) => ({ type: "call.ended", at: atFixture, seq: 1, call }) as Event;
const measured = { type: "server.measured", at: atFixture, seq: 2, server: aServer() } as Event;
const lost = { state: "lost", reason: { kind: "notAnswering", message: "x" } } as const;
const cutOff = { servers: [aServer(lost), aBackupServer(lost)] };

function setUp(settings: Partial<Snapshot["settings"]> = {}) {
  const shown: string[] = [];
  const clicks: (() => void)[] = [];
  const window = { isFocused: false };
  let ring = () => undefined as void;
  const outlet = createNotificationsOutlet({
    show(title, body, onClick) {
      shown.push(`${title} / ${body}`);
      clicks.push(onClick);
      return { close: () => void shown.push(`away: ${title}`) };
    },
    window: { show: () => void shown.push("window"), isFocused: () => window.isFocused },
    languages: ["en"],
    clock: {
      after(ms, run) {
        expect(ms).toBe(5_000);
        ring = run;
        return () => {
          ring = () => undefined;
        };
      },
    },
  });
  const hear = (event: Event, overrides: Partial<Snapshot> = {}) =>
    outlet.receive(event, aSnapshot({ settings: { ...defaultSettings, ...settings }, ...overrides }));
  return { shown, clicks, window, hear, ring: () => ring(), outlet };
}

describe("a missed call", () => {
  test("is told with the caller in the title, where no desktop reads markup; a click shows the window and no more", () => {
    const { shown, clicks, hear } = setUp();
    hear(ended());
    clicks[0]?.();
    expect(shown).toEqual(["Missed call: <b>Tanaka</b> / Through Main. Click to open Tandem.", "window"]);
  });

  test("is told without a number where it was withheld, and in the operator's language", () => {
    const { shown, hear } = setUp({ language: "ru" });
    hear(ended({ ...missedCall, remote: { number: null, name: null } }));
    expect(shown).toEqual(["Пропущенный звонок, номер скрыт / Через Main. Щёлкните, чтобы открыть Tandem."]);
  });

  test("is not told while somebody looks at the window, nor where it was switched off", () => {
    const { shown, window, hear } = setUp();
    window.isFocused = true;
    hear(ended());
    const off = setUp({ notifications: false });
    off.hear(ended());
    expect([shown, off.shown]).toEqual([[], []]);
  });

  test("is gone from the desktop once the list was seen", () => {
    const { shown, hear } = setUp();
    hear(ended());
    hear({ type: "missed.changed", at: atFixture, seq: 3, missed: 0 });
    expect(shown.at(-1)).toBe("away: Missed call: <b>Tanaka</b>");
  });

  test("alone is told: no other ending, and nothing that rings", () => {
    const { shown, hear } = setUp();
    for (const reason of ["hungUp", "answeredElsewhere", "declined", "doNotDisturb"] as const) {
      hear(ended(anEndedCall({ by: "remote", reason }, { direction: "incoming" })));
    }
    expect(shown).toEqual([]);
  });
});

describe("no server", () => {
  test("is told once it has lasted, once an outage, and taken back with it", () => {
    const { shown, hear, ring } = setUp();
    hear(measured, cutOff);
    hear(measured, cutOff);
    expect(shown).toEqual([]);
    ring();
    hear(measured, cutOff);
    hear(measured);
    expect(shown).toEqual([
      "No server can be reached / You cannot call or be called just now. Tandem keeps trying.",
      "away: No server can be reached",
    ]);
  });

  test("is not told when it was over in a moment", () => {
    const { shown, hear, ring } = setUp();
    hear(measured, cutOff);
    hear(measured);
    ring();
    expect(shown).toEqual([]);
  });

  test("leaves nothing behind when Tandem ends", async () => {
    const { shown, hear, ring, outlet } = setUp();
    hear(measured, cutOff);
    await outlet.stop();
    ring();
    expect(shown).toEqual([]);
  });
});
