import { expect, test } from "vitest";
import type { HostEvent } from "../../../shared/contract/event.ts";
import { defaultSettings, toSoundSettings, type OwnSettings, type Settings } from "../../../shared/model/settings.ts";
import { createOperatorSettings } from "../../../electron/settings/operator-settings.ts";
import { noForwarding } from "../../../shared/model/forwarding.ts";
import type { HeldFrom, HeldSetting, OperatorOffers } from "../../../shared/model/operator-policy.ts";
import { atFixture } from "../../builders/a-server.ts";

const where = { kind: "document", name: "/etc/tandem/policy.json" } as const;

/** What a document that locks it says of each. */
const locking = (values: Partial<Settings>): OperatorOffers =>
  Object.fromEntries(
    Object.entries(values).map(([setting, value]) => [setting, { document: { value, where, isLocked: true } }]),
  );

function setUp(kept: OwnSettings = {}, policy: OperatorOffers = {}) {
  let stored = kept;
  let held = policy;
  const steps: unknown[] = [];
  const settings = createOperatorSettings({
    store: {
      read: () => stored,
      write: (next) => {
        stored = next;
        steps.push("kept");
      },
    },
    policy: () => held,
    wallNow: () => atFixture,
    publish: (event: HostEvent) => void steps.push(event),
    useSound: (sound) => void steps.push(["sound", sound]),
    useChoices: () => void steps.push("choices"),
    useLook: ({ appearance, zoomPct }) => void steps.push(["look", appearance, zoomPct]),
  });
  const hold = (next: OperatorOffers) => {
    held = next;
    settings.obeyPolicy();
  };
  return { settings, steps, stored: () => stored, hold };
}

const changed = (settings: Settings, held: HeldSetting[] = []) => ({
  type: "settings.changed",
  at: atFixture,
  settings,
  held,
  heldFrom: Object.fromEntries(held.map((setting) => [setting, where])) satisfies HeldFrom,
});

test("a colleague who is added is kept, announced, and told to the engine with the configuration", () => {
  const { settings, steps } = setUp();
  const colleagues = [{ extension: "1003", name: "Sato Ken" }];
  expect(settings.change({ colleagues })).toEqual({ ok: true });
  expect(steps).toEqual(["kept", ["look", "system", 100], changed({ ...defaultSettings, colleagues }), "choices"]);
});

test("where calls are sent on is told to the engine with the configuration, and cannot be chosen where the document forbids it", () => {
  const forwarding = { ...noForwarding, always: { isOn: true, to: "0312345678" } };
  const free = setUp();
  expect(free.settings.change({ forwarding })).toEqual({ ok: true });
  expect(free.steps.at(-1)).toBe("choices");
  const held = setUp({ forwarding }, locking({ forwarding: noForwarding }));
  expect(held.settings.change({ forwarding })).toMatchObject({ ok: false, failure: { kind: "notAllowed" } });
  held.settings.announce();
  expect(held.steps.at(-1)).toEqual(changed(defaultSettings, ["forwarding"]));
});

test("a choice is kept, seen at once and announced; the others stay", () => {
  const { settings, steps, stored } = setUp();
  settings.change({ appearance: "dark" });
  const dark = { ...defaultSettings, appearance: "dark" } as const;
  expect([steps, stored()]).toEqual([["kept", ["look", "dark", 100], changed(dark)], { appearance: "dark" }]);
});

test("how large the window is drawn is kept, and seen at once", () => {
  const { settings, steps, stored } = setUp();
  settings.change({ zoomPct: 150 });
  const larger = { ...defaultSettings, zoomPct: 150 };
  expect([steps, stored()]).toEqual([["kept", ["look", "system", 150], changed(larger)], { zoomPct: 150 }]);
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
  expect([steps, settings.sound()]).toEqual([[["look", "light", 100], changed(light)], toSoundSettings(light)]);
});

test("what the document holds is in force and cannot be changed; the operator's own choice comes back with it", () => {
  const quiet = { ...defaultSettings, noiseSuppression: false };
  const { settings, steps, stored, hold } = setUp({ noiseSuppression: false });
  settings.announce();
  hold(locking({ noiseSuppression: true, codecs: ["pcmu"] }));
  const inForce: Settings = { ...quiet, noiseSuppression: true, codecs: ["pcmu"] };
  expect(steps.slice(2)).toEqual([
    ["look", "system", 100],
    changed(inForce, ["noiseSuppression", "codecs"]),
    ["sound", toSoundSettings(inForce)],
  ]);
  expect(settings.change({ noiseSuppression: false, ringVolume: 1 })).toEqual({
    ok: false,
    failure: { kind: "notAllowed", message: "Your administrator has set this; it cannot be changed here." },
  });
  expect([settings.sound(), stored()]).toEqual([toSoundSettings(inForce), { noiseSuppression: false }]);
  hold({});
  expect(steps.at(-1)).toEqual(["sound", toSoundSettings(quiet)]);
});

test("a document may take the keys of headsets from everybody", () => {
  const { settings, hold } = setUp();
  hold(locking({ headsetButtons: false }));
  expect(settings.sound().headsetButtons).toBe(false);
  expect(settings.change({ headsetButtons: true })).toMatchObject({ ok: false, failure: { kind: "notAllowed" } });
});

test("a document that holds what it held before says nothing anew", () => {
  const { settings, steps, hold } = setUp({}, locking({ autoGain: false }));
  settings.announce();
  hold(locking({ autoGain: false }));
  expect(steps).toHaveLength(2);
});

test("what a document presets, or a policy recommends, is in force until the operator chooses, and his choice stays", () => {
  const { settings, steps, stored, hold } = setUp();
  const preset: OperatorOffers = {
    ringVolume: { document: { value: 30, where, isLocked: false } },
    language: { recommendedPolicy: { value: "ja", where: { kind: "computerPolicy", name: "HKLM" } } },
  };
  hold(preset);
  settings.announce();
  expect(steps.at(-1)).toEqual(changed({ ...defaultSettings, ringVolume: 30, language: "ja" }));
  expect(settings.change({ ringVolume: 80 })).toEqual({ ok: true });
  expect([stored(), steps.at(-2)]).toEqual([{ ringVolume: 80 }, changed({ ...defaultSettings, language: "ja" })]);
  hold({});
  expect(stored()).toEqual({ ringVolume: 80 });
});

test("a setting that is let go, or held from elsewhere, is told though its value stays", () => {
  const { settings, steps, hold } = setUp({}, locking({ autoGain: true }));
  settings.announce();
  hold({ autoGain: { managedPolicy: { value: true, where: { kind: "computerPolicy", name: "HKLM" } } } });
  hold({});
  expect(steps.slice(2).filter((step) => !Array.isArray(step))).toEqual([
    {
      ...changed(defaultSettings, ["autoGain"]),
      heldFrom: { autoGain: { kind: "computerPolicy", name: "HKLM" } },
    },
    changed(defaultSettings),
  ]);
});

test("whoever leaves a shared computer takes all of his choices along, or those at least that lead calls elsewhere", () => {
  const forwarding = { ...noForwarding, always: { isOn: true, to: "0312345678" } };
  const kept: OwnSettings = { forwarding, colleagues: [{ extension: "1003", name: "Sato" }], ringVolume: 20 };
  const everything = setUp(kept);
  everything.settings.forget("everything");
  expect(everything.stored()).toEqual({});
  expect(everything.steps).toContainEqual(changed(defaultSettings));
  const secrets = setUp(kept);
  secrets.settings.forget("secrets");
  expect(secrets.stored()).toEqual({ ringVolume: 20 });
  expect(secrets.steps).toContain("choices");
});
