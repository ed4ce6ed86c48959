/** Which troubles beyond the servers are shown, and with whose words. */
import { expect, test } from "vitest";
import { listNotices } from "../../../../../renderer/ui/views/notices/notices-model.ts";
import { defaultSettings } from "../../../../../shared/model/settings.ts";
import { anActiveCall } from "../../../../builders/a-call.ts";
import { aSnapshot, someDevices } from "../../../../builders/a-snapshot.ts";

test("a sound phone has no notice", () => {
  expect(listNotices(aSnapshot())).toEqual([]);
});

test("every trouble is shown, the gravest first, with the configuration's own line", () => {
  const problem = "policy.json: servers: needs at least one server";
  const troubled = aSnapshot({
    engine: { state: "lost" },
    configuration: { state: "stale", problem, setUp: "closed" },
    devices: { microphone: { state: "missing", message: "None.", open: false, device: null }, inputs: [], outputs: [] },
  });
  expect(listNotices(troubled)).toEqual([
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
  expect(listNotices(aSnapshot(away))).toEqual([]);
  expect(listNotices(aSnapshot({ ...away, calls: [anActiveCall()] }))).toEqual([
    { sentence: { key: "notice.microphoneAway", params: { device: "Headset", other: "Webcam" } }, detail: null },
    { sentence: { key: "notice.speakerAway", params: { device: "Earphones" } }, detail: null },
  ]);
});
