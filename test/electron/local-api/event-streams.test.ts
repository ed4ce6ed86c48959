import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { createEventRing } from "../../../electron/local-api/event-ring.ts";
import { createEventStreams } from "../../../electron/local-api/event-streams.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";

class FakeResponse extends EventEmitter {
  writableLength = 0;
  readonly written: string[] = [];
  isDestroyed = false;
  writeHead(): this {
    return this;
  }
  write(text: string): boolean {
    this.written.push(text);
    return true;
  }
  destroy(): this {
    this.isDestroyed = true;
    this.emit("close");
    return this;
  }
}

function setUp() {
  const clock = createFakeMainClock();
  const streams = createEventStreams(createEventRing(), () => aSnapshot(), clock);
  const response = new FakeResponse();
  const isOpened = streams.open(response as unknown as ServerResponse, undefined);
  return { clock, streams, response, isOpened };
}

const event = { type: "presence.dndChanged", at: 1, dnd: true, seq: 101 } as const;

describe("a stream", () => {
  test("whose reader falls behind by more than 4 MB is let go, and costs nothing more", () => {
    const { streams, response, isOpened } = setUp();
    expect(isOpened).toBe(true);
    response.writableLength = 4 * 1024 * 1024 + 1;
    streams.send(event);
    streams.send(event);
    expect([response.isDestroyed, response.written.length]).toEqual([true, 1]);
  });

  test("is kept awake while nothing happens, and its timer ends with the last reader", () => {
    const { clock, response } = setUp();
    clock.advance(30_000);
    expect(response.written.slice(1)).toEqual([":\n\n", ":\n\n"]);
    response.destroy();
    clock.advance(15_000);
    expect(clock.waiting()).toBe(0);
  });

  test("ends when the API is closed", () => {
    const { clock, streams, response } = setUp();
    streams.closeAll();
    expect([response.isDestroyed, clock.waiting()]).toEqual([true, 0]);
  });
});
