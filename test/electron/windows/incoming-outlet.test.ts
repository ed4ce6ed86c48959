import { expect, test } from "vitest";
import type { Event } from "../../../shared/contract/event.ts";
import type { Call } from "../../../shared/model/call.ts";
import { createIncomingOutlet } from "../../../electron/windows/incoming-outlet.ts";
import { anActiveCall, anIncomingCall } from "../../builders/a-call.ts";
import { atFixture } from "../../builders/a-server.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";

const first = anIncomingCall({ id: "first" });
const second = anIncomingCall({ id: "second", atStarted: first.atStarted + 1_000 });
const answered = anActiveCall({ id: "first", direction: "incoming" });

function setUp() {
  const steps: unknown[] = [];
  const window = { isFocused: false, left: () => undefined as void };
  const page = { gone: () => undefined as void };
  const outlet = createIncomingOutlet({
    card: {
      show: (count) => void steps.push(["card", count]),
      hide: () => void steps.push("card away"),
      onGone: (listener) => void (page.gone = listener),
    },
    mainWindow: {
      isFocused: () => window.isFocused,
      onLeft: (listener) => void (window.left = listener),
      showQuietly: () => void steps.push("window"),
    },
  });
  const hear = (type: Event["type"], next: readonly Call[], call = next[0] ?? first) => {
    const event = { type, at: atFixture, seq: 1, call } as Event;
    outlet.receive(event, aSnapshot({ calls: [...next] }));
  };
  return { steps, window, page, outlet, hear };
}

test("a call rings on a card of its own, which goes with the ringing", () => {
  const { steps, hear } = setUp();
  hear("call.offered", [first]);
  hear("call.measured", [first]);
  hear("call.ended", []);
  expect(steps).toEqual([["card", 1], "card away"]);
});

test("where somebody looks at the window it rings there, without a card", () => {
  const { steps, window, hear } = setUp();
  window.isFocused = true;
  hear("call.offered", [first]);
  expect(steps).toEqual([]);
});

test("whoever turns to another program while it rings gets the card there, and none once nothing rings", () => {
  const { steps, window, hear } = setUp();
  window.isFocused = true;
  window.left();
  hear("call.offered", [first]);
  window.isFocused = false;
  window.left();
  hear("call.ended", []);
  window.left();
  expect(steps).toEqual([["card", 1], "card away"]);
});

test("a card whose page dies comes again while it rings, but not for ever", () => {
  const { steps, page, hear } = setUp();
  hear("call.offered", [first]);
  for (let death = 0; death < 4; death += 1) page.gone();
  hear("call.ended", []);
  page.gone();
  expect(steps).toEqual([["card", 1], ["card", 1], ["card", 1], "card away"]);
  hear("call.offered", [second]);
  page.gone();
  expect(steps.slice(4)).toEqual([
    ["card", 1],
    ["card", 1],
  ]);
});

test("a second call makes the card larger", () => {
  const { steps, hear } = setUp();
  hear("call.offered", [first]);
  hear("call.offered", [second, first]);
  expect(steps).toEqual([
    ["card", 1],
    ["card", 2],
  ]);
});

test("once a call is answered the window comes up quietly, for its controls", () => {
  const { steps, hear } = setUp();
  hear("call.offered", [first]);
  hear("call.answered", [answered], answered);
  expect(steps.slice(1)).toEqual(["card away", "window"]);
});

test("quitting while it rings takes the card away", async () => {
  const { steps, outlet, hear } = setUp();
  hear("call.offered", [first]);
  await outlet.stop();
  await outlet.stop();
  expect(steps.slice(1)).toEqual(["card away"]);
});
