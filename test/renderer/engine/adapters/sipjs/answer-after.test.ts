/** How servers ask a phone to answer by itself. */
import { expect, test } from "vitest";
import { readAnswerAfter } from "../../../../../renderer/engine/adapters/sipjs/answer-after.ts";

const read = (headers: Readonly<Record<string, string>>) =>
  readAnswerAfter((name) => (headers[name] === undefined ? [] : [headers[name]]));

test.each([
  [{ "Call-Info": "<sip:127.0.0.1>;answer-after=0" }, 0],
  [{ "Call-Info": '<sip:127.0.0.1>; Answer-After = "4"' }, 4],
  [{ "Alert-Info": "<http://127.0.0.1>;answer-after=2" }, 2],
  [{ "Alert-Info": "<http://127.0.0.1>;info=alert-autoanswer;delay=3" }, 3],
  [{ "Alert-Info": "info=alert-autoanswer" }, 0],
  [{ "Alert-Info": "Auto Answer" }, 0],
  [{ "Alert-Info": "<http://127.0.0.1>;info=alert-external" }, null],
  [{ "Alert-Info": "<http://127.0.0.1/bellcore-dr2>" }, null],
  [{ "Call-Info": "<http://127.0.0.1/auto-answer.png>;purpose=icon" }, null],
  [{}, null],
])("%j asks for an answer after %s s", (headers, seconds) => {
  expect(read(headers)).toBe(seconds);
});
