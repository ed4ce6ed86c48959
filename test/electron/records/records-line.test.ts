/** Main's line to the process of the records: deaths, silence, and what was asked meanwhile. */
import { describe, expect, test } from "vitest";
import type { RecordsAnswer, RecordsOrder } from "../../../shared/contract/records-wire.ts";
import { answerTimeoutMs, createRecordsLine, type ProcessListener } from "../../../electron/records/records-line.ts";
import { createFakeLog } from "../fake-log.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";

type Life = { readonly listener: ProcessListener; readonly orders: RecordsOrder[]; isKilled: boolean };

function open() {
  const clock = createFakeMainClock();
  const log = createFakeLog();
  const lives: Life[] = [];
  const heard: string[] = [];
  const line = createRecordsLine({
    fork(listener) {
      const life: Life = { listener, orders: [], isKilled: false };
      lives.push(life);
      const kill = () => {
        life.isKilled = true;
      };
      return { post: (order) => void life.orders.push(order), kill };
    },
    clock,
    log,
  });
  line.listen({
    onOpened: (trouble) => void heard.push(`opened ${trouble ?? "well"}`),
    onTrimmed: () => void heard.push("trimmed"),
    onLost: () => void heard.push("lost"),
  });
  const now = () => lives.at(-1) ?? expect.unreachable();
  const answer = (id: number, said: RecordsAnswer = { type: "done" }) =>
    now().listener.onReport({ type: "answer", id, answer: said });
  const asked = () =>
    now().orders.map((order) => (order.type === "ask" ? `${order.id} ${order.ask.type}` : order.type));
  return { clock, log, lives, heard, line, now, answer, asked };
}

const seen = { type: "seen", at: 1 } as const;

describe("the line", () => {
  test("brings each answer to whoever asked, and tells what the process tells", async () => {
    const { line, answer, now, heard, log } = open();
    const [one, two] = [line.ask(seen), line.ask({ type: "erase", number: "110" })];
    answer(2, { type: "erased", calls: 4, recordings: [] });
    answer(1);
    expect([await one, await two]).toEqual([{ type: "done" }, { type: "erased", calls: 4, recordings: [] }]);
    now().listener.onReport({ type: "opened", trouble: "damaged" });
    now().listener.onReport({ type: "trimmed", recordings: [] });
    now().listener.onReport({ type: "log", line: { level: "warn", scope: "history", text: "hm" } });
    now().listener.onReport("nonsense");
    expect(heard).toEqual(["opened damaged", "trimmed"]);
    expect(log.lines).toEqual(["warn hm", expect.stringMatching(/^warn dropped a malformed report of the records/u)]);
  });

  test("asks a process that died again what it left open, in the same order, and loses nothing it had answered", async () => {
    const { line, answer, clock, now, lives, asked, heard } = open();
    void line.ask(seen);
    const second = line.ask(seen);
    answer(1);
    now().listener.onExit(9);
    const third = line.ask(seen);
    expect(heard).toEqual(["lost"]);
    clock.advance(200);
    expect([lives.length, asked()]).toEqual([2, ["2 seen", "3 seen"]]);
    answer(2);
    answer(3);
    expect([await second, await third]).toEqual([{ type: "done" }, { type: "done" }]);
  });

  test("starts one that dies again and again ever less often, until it answers", () => {
    const { line, answer, clock, now, lives } = open();
    for (const ms of [200, 400, 800]) {
      now().listener.onExit(1);
      clock.advance(ms - 1);
      const before = lives.length;
      clock.advance(1);
      expect(lives.length).toBe(before + 1);
    }
    void line.ask(seen);
    answer(1);
    now().listener.onExit(1);
    clock.advance(200);
    expect(lives.length).toBe(5);
  });

  test("asks no more what the process died of three times", async () => {
    const { line, clock, now, asked } = open();
    const poison = line.ask(seen);
    const other = line.ask({ type: "erase", number: "110" });
    for (const ms of [200, 400, 800]) {
      now().listener.onExit(11);
      clock.advance(ms);
    }
    expect(await poison).toMatchObject({ type: "failed" });
    expect(asked()).toEqual(["2 erase"]);
    void other;
  });

  test("tells a person who waits that there is no answer, and takes a late one for none", async () => {
    const { line, clock, answer } = open();
    const waiting = line.askInTime(seen);
    clock.advance(answerTimeoutMs);
    answer(1);
    expect(await waiting).toMatchObject({
      type: "failed",
      message: expect.stringMatching(/^The records do not answer\. Try again/u),
    });
  });
});

describe("stopping", () => {
  test("lets the process finish what it was asked, close its file and go", async () => {
    const { line, answer, now, asked, lives, clock } = open();
    void line.ask(seen);
    const stopped = line.stop();
    await Promise.resolve();
    expect(asked()).toEqual(["1 seen"]);
    answer(1);
    await expect.poll(asked).toEqual(["1 seen", "stop"]);
    now().listener.onExit(0);
    await stopped;
    clock.advance(60_000);
    expect([lives.length, now().isKilled]).toEqual([1, false]);
  });

  test("ends one that does not go", async () => {
    const { line, clock, asked, now } = open();
    const stopped = line.stop();
    await expect.poll(asked).toEqual(["stop"]);
    clock.advance(2_000);
    await stopped;
    expect(now().isKilled).toBe(true);
  });
});
