import { expect, test } from "vitest";
import { createEndingCertificates } from "../../../electron/windows/ending-certificates.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";

const dayMs = 86_400_000;
const servers = [
  { name: "Main", url: "wss://pbx1.test:8089/ws" },
  { name: "Backup", url: "wss://[::1]/ws" },
];

function begin() {
  const clock = createFakeMainClock();
  const told: [string, number][][] = [];
  const ending = createEndingCertificates({
    clock,
    tell: (list) => void told.push(list.map((one) => [one.servers.join(), one.atEnd])),
  });
  ending.useServers(servers);
  return { clock, told, ending, now: clock.wallNow() };
}

test("A certificate is told of from 21 days before its end, once, and no more when it was renewed", () => {
  const { ending, told, now } = begin();
  ending.note("pbx1.test", now + 22 * dayMs);
  ending.note("elsewhere.test", now);
  expect(told).toEqual([]);
  ending.note("pbx1.test", now + 21 * dayMs);
  ending.note("pbx1.test", now + 21 * dayMs);
  ending.note("::1", now - dayMs);
  expect(told).toEqual([
    [["Main", now + 21 * dayMs]],
    [
      ["Main", now + 21 * dayMs],
      ["Backup", now - dayMs],
    ],
  ]);
  ending.note("::1", now + 90 * dayMs);
  ending.useServers([]);
  expect(told.slice(2)).toEqual([[["Main", now + 21 * dayMs]], []]);
});

test("The days go by on one connection, and it is told all the same", () => {
  const { clock, ending, told, now } = begin();
  ending.note("pbx1.test", now + 23 * dayMs);
  clock.advance(dayMs);
  expect(told).toEqual([]);
  clock.advance(dayMs / 2);
  expect(told).toEqual([[["Main", now + 23 * dayMs]]]);
  ending.stop();
});
