/** How many messages wait, by RFC 3842 and by those who write it their own way. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMessageSummary } from "../../../../../renderer/engine/adapters/sipjs/read-message-summary.ts";

describe("a message summary", () => {
  it.each([
    ["Messages-Waiting: yes\r\nVoice-Message: 2/8 (0/2)\r\n", { isWaiting: true, fresh: 2, old: 8 }],
    ["Messages-Waiting: no\r\nVoice-Message: 0/3\r\n", { isWaiting: false, fresh: 0, old: 3 }],
    ["messages-waiting:YES\nvoice-message :4 / 1\n", { isWaiting: true, fresh: 4, old: 1 }],
    ["Messages-Waiting: yes\r\nMessage-Account: sip:vm@pbx.test\r\n", { isWaiting: true, fresh: 0, old: 0 }],
    ["Messages-Waiting: yes\r\nVoice-Message: 99999999/1\r\n", { isWaiting: true, fresh: 9_999, old: 1 }],
  ])("of %j is read", (body, news) => expect(readMessageSummary(body)).toEqual(news));

  it.each(["", "Voice-Message: 2/8", "Messages-Waiting: perhaps", "x".repeat(20_000)])("is not made of %j", (body) =>
    expect(readMessageSummary(body)).toBeNull(),
  );

  it("never throws, and its counts are whole and not negative", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), (noise, fresh, old) => {
        const read = readMessageSummary(`Messages-Waiting: yes\r\nVoice-Message: ${fresh}/${old}\r\n${noise}`);
        for (const count of [read?.fresh, read?.old]) expect(Number.isInteger(count) && (count ?? -1) >= 0).toBe(true);
        readMessageSummary(noise);
      }),
    );
  });
});
