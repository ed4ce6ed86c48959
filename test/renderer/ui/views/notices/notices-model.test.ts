/** Which troubles beyond the servers are shown, and with whose words. */
import { expect, test } from "vitest";
import { listNotices } from "../../../../../renderer/ui/views/notices/notices-model.ts";
import { defaultSettings } from "../../../../../shared/model/settings.ts";
import { anActiveCall } from "../../../../builders/a-call.ts";
import { aSnapshot, someDevices } from "../../../../builders/a-snapshot.ts";

test("a sound phone has no notice", () => {
  expect(listNotices(aSnapshot(), "en")).toEqual([]);
});

test("every trouble is shown, the gravest first, with the configuration's own line", () => {
  const problem = "policy.json: servers: needs at least one server";
  const troubled = aSnapshot({
    engine: { state: "lost" },
    configuration: { state: "stale", problem, setUp: "closed" },
    devices: {
      microphone: { state: "missing", message: "None.", open: false, device: null },
      inputs: [],
      outputs: [],
      systemOutput: null,
    },
  });
  expect(listNotices(troubled, "en")).toEqual([
    { sentence: { key: "notice.engineLost" }, detail: null },
    { sentence: { key: "notice.configurationStale" }, detail: problem },
    { sentence: { key: "notice.microphone.missing" }, detail: null },
  ]);
});

test("chosen devices that are away are told while somebody talks, with what stands in for them", () => {
  const away = {
    settings: {
      ...defaultSettings,
      microphone: { id: "gone", label: "Headset" },
      speaker: { id: "gone too", label: "Earphones" },
    },
    devices: { ...someDevices, microphone: { state: "ok", message: null, open: true, device: "Webcam" } },
  } as const;
  expect(listNotices(aSnapshot(away), "en")).toEqual([]);
  expect(listNotices(aSnapshot({ ...away, calls: [anActiveCall()] }), "en")).toEqual([
    { sentence: { key: "notice.microphoneAway", params: { device: "Headset", other: "Webcam" } }, detail: null },
    { sentence: { key: "notice.speakerAway", params: { device: "Earphones" } }, detail: null },
  ]);
});

test("a chosen ringer that is away is told at rest too, for a call may ring where nobody hears it", () => {
  const settings = { ...defaultSettings, ringer: { id: "gone", label: "Desk speaker" } };
  const microphone = { state: "ok", message: null, open: false, device: null } as const;
  const told = { sentence: { key: "notice.ringerAway", params: { device: "Desk speaker" } }, detail: null };
  expect(listNotices(aSnapshot({ settings, devices: { ...someDevices, microphone } }), "en")).toEqual([told]);
  const unknown = { ...someDevices, outputs: [], microphone };
  expect(listNotices(aSnapshot({ settings, devices: unknown }), "en")).toEqual([]);
});

test("a certificate that ends is told before and after, each server by its name, and so is what this computer does not keep", () => {
  const dayMs = 86_400_000;
  const at = Date.UTC(2026, 10, 1, 12);
  const troubled = aSnapshot({
    at,
    certificates: [
      { servers: ["Main", "Spare"], host: "pbx1.test", atEnd: at + 10 * dayMs },
      { servers: ["Backup"], host: "pbx2.test", atEnd: at - dayMs },
    ],
    keeping: { trouble: "full", setAside: ["/a/settings.json.bad"] },
  });
  expect(listNotices(troubled, "en-GB")).toEqual([
    {
      sentence: { key: "notice.certificateEnds", params: { servers: "Main, Spare", day: "11 November 2026" } },
      detail: null,
    },
    {
      sentence: { key: "notice.certificateEnded", params: { servers: "Backup", day: "31 October 2026" } },
      detail: null,
    },
    { sentence: { key: "notice.keeping.full" }, detail: null },
    { sentence: { key: "notice.setAside" }, detail: "/a/settings.json.bad" },
  ]);
});
