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
  const window = { isFocused: false };
  let calls: readonly Call[] = [];
  let press = () => undefined as void;
  const outlet = createIncomingOutlet({
    line: {
      ask: (asker, command) => {
        steps.push([asker, command]);
        return Promise.resolve({ ok: true });
      },
      snapshot: () => aSnapshot({ calls: [...calls] }),
    },
    card: { show: (count) => void steps.push(["card", count]), hide: () => void steps.push("card away") },
    answerKey: {
      take: (onPress) => {
        press = onPress;
        steps.push("key taken");
      },
      giveBack: () => void steps.push("key given back"),
    },
    mainWindow: { isFocused: () => window.isFocused, showQuietly: () => void steps.push("window") },
  });
  const hear = (type: Event["type"], next: readonly Call[], call = next[0] ?? first) => {
    calls = next;
    const event = { type, at: atFixture, seq: 1, call } as Event;
    outlet.receive(event, aSnapshot({ calls: [...next] }));
  };
  return { steps, window, outlet, hear, press: () => press() };
}

test("a call rings on a card of its own, with the key that answers, and both go with the ringing", () => {
  const { steps, hear } = setUp();
  hear("call.offered", [first]);
  hear("call.measured", [first]);
  hear("call.ended", []);
  expect(steps).toEqual(["key taken", ["card", 1], "key given back", "card away"]);
});

test("where somebody looks at the window it rings there, without a card", () => {
  const { steps, window, hear } = setUp();
  window.isFocused = true;
  hear("call.offered", [first]);
  expect(steps).toEqual(["key taken"]);
});

test("a second call makes the card larger, and the key answers the one that came first", () => {
  const { steps, hear, press } = setUp();
  hear("call.offered", [first]);
  hear("call.offered", [second, first]);
  press();
  expect(steps.slice(2)).toEqual([
    ["card", 2],
    ["main", { type: "call.answer", callId: "first" }],
  ]);
});

test("once a call is answered the window comes up quietly, for its controls", () => {
  const { steps, hear } = setUp();
  hear("call.offered", [first]);
  hear("call.answered", [answered], answered);
  expect(steps.slice(2)).toEqual(["key given back", "card away", "window"]);
});

test("quitting while it rings takes the card and the key away", async () => {
  const { steps, outlet, hear } = setUp();
  hear("call.offered", [first]);
  await outlet.stop();
  await outlet.stop();
  expect(steps.slice(2)).toEqual(["key given back", "card away"]);
});
