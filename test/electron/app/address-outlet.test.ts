import { expect, test } from "vitest";
import { createAddressOutlet } from "../../../electron/app/address-outlet.ts";
import type { Event } from "../../../shared/contract/event.ts";
import { aCall, anEndedCall } from "../../builders/a-call.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";

function setUp() {
  const clock = createFakeMainClock();
  const world = { addresses: ["cable1 192.0.2.18"], looks: 0, lost: 0 };
  const outlet = createAddressOutlet({
    readAddresses: () => {
      world.looks += 1;
      return world.addresses;
    },
    clock,
    onLost: () => void (world.lost += 1),
  });
  const inCall = (isUp: boolean) =>
    outlet.receive({ type: "call.changed" } as unknown as Event, {
      ...aSnapshot(),
      calls: [isUp ? aCall() : anEndedCall()],
    });
  return { clock, world, outlet, inCall };
}

test("An address that goes in a call is told once, within half a second; one that comes is not", () => {
  const { clock, world, inCall } = setUp();
  inCall(true);
  clock.advance(2_000);
  world.addresses = ["cable1 192.0.2.18", "cable2 192.0.2.34"];
  clock.advance(500);
  expect(world.lost).toBe(0);
  world.addresses = ["cable2 192.0.2.34"];
  clock.advance(500);
  expect(world.lost).toBe(1);
  inCall(true);
  clock.advance(5_000);
  expect(world.lost).toBe(1);
});

test("At rest nothing is looked at, and what changed meanwhile is no loss in the next call", async () => {
  const { clock, world, outlet, inCall } = setUp();
  inCall(false);
  clock.advance(10_000);
  expect([world.looks, clock.waiting()]).toEqual([0, 0]);
  inCall(true);
  inCall(false);
  world.addresses = ["cable2 192.0.2.34"];
  inCall(true);
  clock.advance(1_000);
  expect(world.lost).toBe(0);
  await outlet.stop();
  expect(clock.waiting()).toBe(0);
});
