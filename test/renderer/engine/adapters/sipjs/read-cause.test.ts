/** The cause that a Reason header tells. */
import { expect, test } from "vitest";
import { readCause } from "../../../../../renderer/engine/adapters/sipjs/read-cause.ts";

test.each([
  [["Q.850;cause=20"], 20],
  [['q.850 ; text="Subscriber, absent" ; cause = 20'], 20],
  [['SIP;cause=480;text="not, Q.850;cause=3", Q.850;cause=19;text="No answer"'], 19],
  [["SIP;cause=200", "Q.850;cause=26"], 26],
  [["SIP;cause=480"], null],
  [["Q.850;cause=0"], null],
  [["Q.850;cause=999"], null],
  [["Q.850"], null],
  [[], null],
])("%j is %s", (values, cause) => {
  expect(readCause(values)).toBe(cause);
});
