import { describe, expect, test } from "vitest";
import {
  createPendingCommands,
  engineLostReply,
  replyTimeoutMs,
} from "../../../electron/switchboard/pending-commands.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";

describe("pending commands", () => {
  test("get rising ids, and each the reply that came for it", async () => {
    const pending = createPendingCommands(createFakeMainClock());
    const [first, second] = [pending.open(), pending.open()];
    expect([first.id, second.id]).toEqual([1, 2]);
    pending.settle(2, { ok: true });
    pending.settle(1, { ok: false, failure: { kind: "notNow", message: "Not now." } });
    expect(await Promise.all([first.reply, second.reply])).toEqual([
      { ok: false, failure: { kind: "notNow", message: "Not now." } },
      { ok: true },
    ]);
  });

  test("are answered with engineLost after 2 s, and a late reply is told apart", async () => {
    const clock = createFakeMainClock();
    const pending = createPendingCommands(clock);
    const { id, reply } = pending.open();
    clock.advance(replyTimeoutMs);
    expect(await reply).toEqual(engineLostReply);
    expect(pending.settle(id, { ok: true })).toBe(false);
  });

  test("leave no timer behind once they are answered", () => {
    const clock = createFakeMainClock();
    const pending = createPendingCommands(clock);
    pending.settle(pending.open().id, { ok: true });
    expect(clock.waiting()).toBe(0);
  });

  test("are all answered when the engine is lost", async () => {
    const clock = createFakeMainClock();
    const pending = createPendingCommands(clock);
    const replies = [pending.open().reply, pending.open().reply];
    pending.abandon();
    expect(await Promise.all(replies)).toEqual([engineLostReply, engineLostReply]);
    expect(clock.waiting()).toBe(0);
  });
});
