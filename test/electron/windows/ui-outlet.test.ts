import { describe, expect, test } from "vitest";
import type { UiMessage } from "../../../shared/contract/wire.ts";
import { createUiOutlet } from "../../../electron/windows/ui-outlet.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";

const dndOn = { type: "presence.dndChanged", at: 1, dnd: true, seq: 101 } as const;

function setUp() {
  const sent: { readonly windowId: number; readonly message: UiMessage }[] = [];
  const snapshot = aSnapshot();
  const outlet = createUiOutlet(
    (windowId, message) => void sent.push({ windowId, message }),
    () => snapshot,
    () => [
      { type: "recent", calls: [], hasMore: false },
      { type: "incidents", incidents: [] },
    ],
  );
  return { sent, snapshot, outlet };
}

describe("a window", () => {
  test("hears the Snapshot first, then what main keeps beside it, what waited for it, then every Event", () => {
    const { sent, snapshot, outlet } = setUp();
    outlet.attach(2);
    outlet.post(2, { type: "fillDial", target: "600" });
    outlet.receive(dndOn, snapshot);
    expect(sent).toEqual([]);
    outlet.welcome(2);
    outlet.receive(dndOn, snapshot);
    expect(sent.map(({ message }) => message)).toEqual([
      { type: "snapshot", snapshot },
      { type: "recent", calls: [], hasMore: false },
      { type: "incidents", incidents: [] },
      { type: "fillDial", target: "600" },
      { type: "event", event: dndOn },
    ]);
  });

  test("that shows what rings alone gets no recent calls and no incidents, now or later", () => {
    const { sent, snapshot, outlet } = setUp();
    outlet.attach(2, "phone");
    outlet.attach(3);
    outlet.welcome(2);
    outlet.welcome(3);
    outlet.broadcast({ type: "recent", calls: [], hasMore: false });
    outlet.receive(dndOn, snapshot);
    const to = (id: number) => sent.filter(({ windowId }) => windowId === id).map(({ message }) => message.type);
    expect(to(2)).toEqual(["snapshot", "event"]);
    expect(to(3)).toEqual(["snapshot", "recent", "incidents", "recent", "event"]);
  });

  test("that loads again gets the Snapshot again", () => {
    const { sent, outlet } = setUp();
    outlet.attach(2);
    outlet.welcome(2);
    outlet.welcome(2);
    expect(sent.map(({ message }) => message.type)).toEqual([
      "snapshot",
      "recent",
      "incidents",
      "snapshot",
      "recent",
      "incidents",
    ]);
  });

  test("that is closed hears nothing more, and one that is unknown nothing at all", () => {
    const { sent, snapshot, outlet } = setUp();
    outlet.attach(2);
    outlet.welcome(2);
    outlet.detach(2);
    outlet.receive(dndOn, snapshot);
    outlet.welcome(9);
    outlet.post(9, { type: "fillDial", target: "600" });
    expect(sent).toHaveLength(3);
  });

  test("that listens hears what is said to all; one that does not yet hear it is spared it", () => {
    const { sent, outlet } = setUp();
    outlet.attach(2);
    outlet.attach(3);
    outlet.welcome(2);
    sent.length = 0;
    outlet.broadcast({ type: "recent", calls: [], hasMore: false });
    expect(sent).toEqual([{ windowId: 2, message: { type: "recent", calls: [], hasMore: false } }]);
  });
});
