// Phones without WebRTC are served over UDP and TCP where that is asked for, and a black hole swallows theirs too.
import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { plainOperators, plainSipPort } from "./accounts.ts";
import { describeWithAsterisk } from "./describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "./start-testbed.ts";

const patienceMs = 5_000;
const silenceMs = 800;

/** @returns the first line of the answer to an OPTIONS, or null when none came in time. */
async function askOptions(protocol: "udp" | "tcp", address: string, limitMs: number): Promise<string | null> {
  const branch = `z9hG4bK${Math.random().toString(36).slice(2)}`;
  const text = [
    `OPTIONS sip:${address} SIP/2.0`,
    `Via: SIP/2.0/${protocol.toUpperCase()} 127.0.0.1;rport;branch=${branch}`,
    "Max-Forwards: 70",
    `From: <sip:${plainOperators[0]}@${address}>;tag=1`,
    `To: <sip:${plainOperators[0]}@${address}>`,
    `Call-ID: ${branch}`,
    "CSeq: 1 OPTIONS",
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
  const answer = Promise.withResolvers<string | null>();
  const take = (data: Buffer): void => answer.resolve(data.toString().split("\r\n")[0] ?? "");
  const timer = setTimeout(() => answer.resolve(null), limitMs);
  const udp = createSocket("udp4").on("message", take);
  const tcp = protocol === "tcp" ? connect(plainSipPort, address, () => tcp?.write(text)).on("data", take) : null;
  tcp?.on("error", () => undefined);
  if (protocol === "udp") udp.send(text, plainSipPort, address);
  const line = await answer.promise;
  clearTimeout(timer);
  udp.close();
  tcp?.destroy();
  return line;
}

describeWithAsterisk(
  "a testbed that speaks plain SIP",
  () => {
    let testbed: Testbed;

    beforeAll(async () => {
      testbed = await startTestbed({ speaksPlainSip: true });
    });

    afterAll(async () => {
      await testbed?.stop();
    });

    it("answers over UDP and TCP, and nothing of either comes through a black hole", async () => {
      const { main, backup } = testbed;
      const ask = (address: string, limitMs: number) =>
        Promise.all([askOptions("udp", address, limitMs), askOptions("tcp", address, limitMs)]);
      const before = await ask(main.address, patienceMs);
      main.blackHole();
      let during: unknown[] = [];
      try {
        during = [await ask(main.address, silenceMs), await ask(backup.address, patienceMs)];
      } finally {
        main.openHole();
      }
      await sleep(50);
      const answered = [expect.stringMatching(/^SIP\/2\.0 /u), expect.stringMatching(/^SIP\/2\.0 /u)];
      const after = await ask(main.address, patienceMs);
      expect({ before, during, after }).toEqual({
        before: answered,
        during: [[null, null], answered],
        after: answered,
      });
    });

    it("boots without a complaint", () => {
      const complaints = `${testbed.main.fullLog()}${testbed.backup.fullLog()}`
        .split("\n")
        .filter((line) => /\b(?:WARNING|ERROR)\[/u.test(line));
      expect(complaints).toEqual([]);
    });
  },
  "iptables",
);
