/** Whoever thinks better of it at once is obeyed at once: the code before may still be talking, and its hint not yet told. */
import { describe, expect, it } from "vitest";
import { both, clear, heard, queueOf, queuesOf, readyAgent, sales } from "./agent-desk.ts";

/** Less than the shortest wait before a code is dialled once more, ms. */
const atOnceMs = 1_500;

function talkativeAgent() {
  const desk = readyAgent();
  for (const id of both) queuesOf(desk, id).hangsUpAfterMs = 500;
  clear(desk);
  return desk;
}

describe("a second thought", () => {
  it("is dialled as soon as the server has hung up the first", () => {
    const desk = talkativeAgent();
    desk.command({ type: "queue.pause", queueId: sales });
    desk.advance(200);
    desk.command({ type: "queue.unpause", queueId: sales });
    desk.advance(atOnceMs);
    expect(heard(desk)).toEqual(both.map(() => ["*47500*0", "*48500"]));
    expect(queueOf(desk).state).toBe("ready");
  });

  it("gives another reason though the first is still being announced", () => {
    const desk = talkativeAgent();
    desk.command({ type: "queue.pause", queueId: sales, reason: "1" });
    desk.advance(200);
    desk.command({ type: "queue.pause", queueId: sales, reason: "2" });
    desk.advance(atOnceMs);
    expect(heard(desk)).toEqual(both.map(() => ["*47500*1", "*47500*2"]));
  });

  it("undoes what no hint has told of yet", () => {
    const desk = talkativeAgent();
    for (const id of both) queuesOf(desk, id).isDumb = true;
    desk.command({ type: "queue.pause", queueId: sales });
    desk.advance(atOnceMs);
    desk.command({ type: "queue.unpause", queueId: sales });
    desk.advance(atOnceMs);
    expect(heard(desk)).toEqual(both.map(() => ["*47500*0", "*48500"]));
  });

  it("is obeyed though the first was refused meanwhile, and counts as no vain try", () => {
    const desk = talkativeAgent();
    for (const id of both) queuesOf(desk, id).refusal = { code: null };
    desk.command({ type: "queue.pause", queueId: sales });
    desk.advance(5_000);
    for (const id of both) queuesOf(desk, id).refusal = null;
    desk.command({ type: "queue.pause", queueId: sales, reason: "1" });
    desk.advance(5_000 + atOnceMs);
    expect(heard(desk)).toEqual(both.map(() => ["*47500*0", "*47500*1"]));
  });
});
