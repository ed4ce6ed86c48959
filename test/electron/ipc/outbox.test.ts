import { describe, expect, test } from "vitest";
import { createOutbox } from "../../../electron/ipc/outbox.ts";

describe("an outbox", () => {
  test("keeps messages in order until it is opened, then delivers at once", () => {
    const delivered: number[] = [];
    const outbox = createOutbox<number>((message) => void delivered.push(message));
    outbox.post(1);
    outbox.post(2);
    expect([outbox.isOpen(), delivered]).toEqual([false, []]);
    outbox.open();
    outbox.post(3);
    expect([outbox.isOpen(), delivered]).toEqual([true, [1, 2, 3]]);
  });

  test("lets the oldest go when nobody opens it", () => {
    const delivered: number[] = [];
    const outbox = createOutbox<number>((message) => void delivered.push(message));
    for (let message = 0; message < 1_003; message += 1) outbox.post(message);
    outbox.open();
    expect([delivered.length, delivered[0], delivered.at(-1)]).toEqual([1_000, 3, 1_002]);
  });
});
