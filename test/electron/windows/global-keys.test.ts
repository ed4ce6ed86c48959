import { describe, expect, test } from "vitest";
import { createGlobalKeys } from "../../../electron/windows/global-keys.ts";
import { handsOffMs } from "../../../shared/model/hands-off.ts";
import type { Call } from "../../../shared/model/call.ts";
import { defaultSettings, type Settings } from "../../../shared/model/settings.ts";
import { anActiveCall, anIncomingCall } from "../../builders/a-call.ts";
import { atFixture } from "../../builders/a-server.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { createFakeLog } from "../fake-log.ts";

const ringing = anIncomingCall({ id: "ringing", atStarted: atFixture - 5_000 });
const talking = anActiveCall({ id: "talking", direction: "incoming", atStarted: 1_000, atAnswered: 2_000 });

function setUp() {
  const steps: unknown[] = [];
  const registered = new Map<string, () => void>();
  const ofOthers = new Set<string>();
  let now = atFixture;
  let calls: Call[] = [];
  let settings: Settings = defaultSettings;
  const snapshot = () => aSnapshot({ calls, settings });
  const keys = createGlobalKeys({
    line: {
      ask: (_asker, command) => {
        steps.push(command);
        return Promise.resolve({ ok: true });
      },
      snapshot,
    },
    isUncertain: false,
    shortcuts: {
      register(accelerator, onPress) {
        if (ofOthers.has(accelerator) || registered.has(accelerator)) return false;
        registered.set(accelerator, onPress);
        return true;
      },
      unregister: (accelerator) => void registered.delete(accelerator),
    },
    clock: { wallNow: () => now },
    showWindow: () => void steps.push("window"),
    tell: (message) => void steps.push(message),
    log: createFakeLog(),
  });
  const hear = () => keys.receive({ type: "presence.dndChanged", at: now, seq: 1, dnd: false }, snapshot());
  hear();
  return {
    steps,
    ofOthers,
    ours: () => [...registered.keys()],
    press: (accelerator: string) => registered.get(accelerator)?.(),
    wait: (ms: number) => {
      now += ms;
    },
    calls: (...next: Call[]) => {
      calls = next;
      hear();
    },
    choose: (globalChords: Settings["globalChords"]) => {
      settings = { ...settings, globalChords };
      hear();
    },
    keys,
  };
}

const answerKey = "CommandOrControl+Shift+A";

describe("the keys for every program", () => {
  test("are Tandem's only while they would do something", () => {
    const { ours, calls, choose } = setUp();
    expect(ours()).toEqual([]);
    calls(ringing);
    expect(ours()).toEqual([answerKey]);
    calls(talking);
    expect(ours()).toEqual([]);
    choose({ mute: "Mod+Shift+F7", showWindow: "Mod+Shift+F8" });
    expect(ours()).toEqual(["CommandOrControl+Shift+F7", "CommandOrControl+Shift+F8"]);
    calls();
    expect(ours()).toEqual(["CommandOrControl+Shift+F8"]);
  });

  test("answer the call that came first, mute the one in hand, show the window, dial the clipboard", () => {
    const { steps, calls, press, choose } = setUp();
    choose({ mute: "F13", showWindow: "F14", dialClipboard: "F15" });
    calls(anIncomingCall({ id: "later", atStarted: ringing.atStarted + 1_000 }), ringing);
    press(answerKey);
    calls(talking);
    press("F13");
    press("F14");
    press("F15");
    expect(steps).toEqual([
      { type: "call.answer", callId: "ringing" },
      { type: "call.mute", callId: "talking" },
      "window",
      { type: "clipboard.fillDial" },
    ]);
  });

  test("one key answers, does not hang up what it has just answered, and hangs up later", () => {
    const { steps, calls, press, choose, wait } = setUp();
    choose({ answer: "F13", hangUp: "F13" });
    calls(ringing);
    press("F13");
    calls({ ...talking, atAnswered: atFixture + 200 });
    wait(400);
    press("F13");
    wait(handsOffMs);
    press("F13");
    expect(steps).toEqual([
      { type: "call.answer", callId: "ringing" },
      { type: "call.hangUp", callId: "talking" },
    ]);
  });

  test("that another program has are told when they are chosen, and again when it gave them up and they are chosen anew", () => {
    const { steps, ours, ofOthers, choose, keys } = setUp();
    ofOthers.add("CommandOrControl+Shift+F8");
    choose({ showWindow: "Mod+Shift+F8" });
    expect(steps).toEqual([{ type: "globalKeys", taken: ["showWindow"] }]);
    expect(keys.message()).toEqual({ type: "globalKeys", taken: ["showWindow"] });
    choose({ showWindow: "Mod+Shift+F9" });
    expect([steps.at(-1), ours()]).toEqual([{ type: "globalKeys", taken: [] }, ["CommandOrControl+Shift+F9"]]);
  });

  test("that another program has are tried again with the next call, and not with every Event of it", () => {
    const { ofOthers, ours, calls } = setUp();
    ofOthers.add(answerKey);
    calls(ringing);
    expect(ours()).toEqual([]);
    ofOthers.delete(answerKey);
    calls(ringing);
    expect(ours()).toEqual([]);
    calls();
    calls(ringing);
    expect(ours()).toEqual([answerKey]);
  });

  test("that cannot be read leave the usual ones, and two that may not share one go to the first", () => {
    const { ours, press, steps, calls, choose } = setUp();
    choose({ answer: "Strg+A", mute: "F13", showWindow: "F13" });
    calls(ringing);
    expect(ours()).toEqual(["F13", answerKey]);
    press("F13");
    calls(talking);
    press("F13");
    expect(steps).toEqual(["window", { type: "call.mute", callId: "talking" }]);
  });

  test("are given back when Tandem ends", async () => {
    const { ours, keys, calls } = setUp();
    calls(ringing);
    await keys.stop();
    expect(ours()).toEqual([]);
  });
});
