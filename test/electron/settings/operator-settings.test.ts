import { expect, test } from "vitest";
import type { HostEvent } from "../../../shared/contract/event.ts";
import { defaultSettings, toSoundSettings, type Settings } from "../../../shared/model/settings.ts";
import { createOperatorSettings } from "../../../electron/settings/operator-settings.ts";
import { atFixture } from "../../builders/a-server.ts";

function setUp(kept: Settings = defaultSettings) {
  let stored = kept;
  const steps: unknown[] = [];
  const settings = createOperatorSettings({
    store: {
      read: () => stored,
      write: (next) => {
        stored = next;
        steps.push("kept");
      },
    },
    wallNow: () => atFixture,
    publish: (event: HostEvent) => void steps.push(event),
    useSound: (sound) => void steps.push(["sound", sound]),
    useAppearance: (appearance) => void steps.push(["appearance", appearance]),
  });
  return { settings, steps, stored: () => stored };
}

const changed = (settings: Settings) => ({ type: "settings.changed", at: atFixture, settings });

test("a choice is kept, seen at once and announced; the others stay", () => {
  const { settings, steps, stored } = setUp();
  settings.change({ appearance: "dark" });
  const dark = { ...defaultSettings, appearance: "dark" } as const;
  expect([steps, stored()]).toEqual([["kept", ["appearance", "dark"], changed(dark)], dark]);
});

test("a choice of sound is told to the engine too", () => {
  const { settings, steps } = setUp();
  settings.change({ ringVolume: 10 });
  expect(steps.at(-1)).toEqual(["sound", toSoundSettings({ ...defaultSettings, ringVolume: 10 })]);
});

test("what was chosen already changes nothing", () => {
  const { settings, steps } = setUp();
  settings.change({ ringVolume: defaultSettings.ringVolume, speaker: null });
  expect(steps).toEqual([]);
});

test("what was kept is announced at the start", () => {
  const light = { ...defaultSettings, appearance: "light" } as const;
  const { settings, steps } = setUp(light);
  settings.announce();
  expect([steps, settings.sound()]).toEqual([[["appearance", "light"], changed(light)], toSoundSettings(light)]);
});
