import { expect, it } from "vitest";
import { createNetworkStatus, findConnection } from "../../../../../renderer/engine/adapters/web/network-status.ts";

it("tells of every change of presence or of connection until nobody listens", () => {
  const page = new EventTarget();
  const connection = new EventTarget();
  const lines: string[] = [];
  const network = createNetworkStatus({ page, connection, log: { write: ({ text }) => void lines.push(text) } });
  let changes = 0;
  const unsubscribe = network.listen(() => {
    changes += 1;
  });
  page.dispatchEvent(new Event("offline"));
  page.dispatchEvent(new Event("online"));
  connection.dispatchEvent(new Event("change"));
  unsubscribe();
  page.dispatchEvent(new Event("offline"));
  expect({ changes, lines }).toEqual({
    changes: 3,
    lines: [
      "The computer left the network.",
      "The computer is back on the network.",
      "The kind of network connection changed.",
      "The computer left the network.",
    ],
  });
});

it("takes a new estimate of speed for no change of network", () => {
  const connection = Object.assign(new EventTarget(), { effectiveType: "4g", rtt: 50, downlink: 10 });
  const network = createNetworkStatus({ page: new EventTarget(), connection, log: { write: () => undefined } });
  const told: number[] = [];
  network.listen(() => told.push(connection.rtt));
  connection.rtt = 75;
  connection.dispatchEvent(new Event("change"));
  connection.dispatchEvent(new Event("change"));
  connection.downlink = 1.5;
  connection.dispatchEvent(new Event("change"));
  expect(told).toEqual([75]);
});

it("does without the connection's own news where the browser has none", () => {
  const connection = new EventTarget();
  expect([
    findConnection({} as Navigator),
    findConnection({ connection: "4g" } as unknown as Navigator),
    findConnection({ connection } as unknown as Navigator),
  ]).toEqual([null, null, connection]);
});
