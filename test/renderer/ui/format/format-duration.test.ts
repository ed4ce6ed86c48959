/** Timers as operators read them. */
import { expect, test } from "vitest";
import { formatDuration } from "../../../../renderer/ui/format/format-duration.ts";

test.each([
  [0, "00:00"],
  [999, "00:00"],
  [161_000, "02:41"],
  [3_600_000, "1:00:00"],
  [3_761_999, "1:02:41"],
  [-500, "00:00"],
])("%d ms is shown as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
