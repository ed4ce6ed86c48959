/** Which troubles beyond the servers are shown, and with whose words. */
import { expect, test } from "vitest";
import { listNotices } from "../../../../../renderer/ui/views/notices/notices-model.ts";
import { aSnapshot } from "../../../../builders/a-snapshot.ts";

test("a sound phone has no notice", () => {
  expect(listNotices(aSnapshot())).toEqual([]);
});

test("every trouble is shown, the gravest first, with the configuration's own line", () => {
  const problem = "policy.json: servers: needs at least one server";
  const troubled = aSnapshot({
    engine: { state: "lost" },
    configuration: { state: "stale", problem },
    devices: { microphone: { state: "missing", message: "None.", open: false }, inputs: [], outputs: [] },
  });
  expect(listNotices(troubled)).toEqual([
    { sentence: "notice.engineLost", detail: null },
    { sentence: "notice.configurationStale", detail: problem },
    { sentence: "notice.microphone.missing", detail: null },
  ]);
});
