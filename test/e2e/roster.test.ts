/** From one list to two running servers and a seat: made, loaded, dialled, lost, carried on, and compared. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { answerRoster } from "../../electron/roster/answer-roster.ts";
import type { AsteriskServer } from "../testbed/asterisk-server.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { endAllCalls } from "./end-all-calls.ts";
import { launchApp, type TandemApp } from "./launch-app.ts";
import { runToEnd } from "./run-to-end.ts";
import { untilRinging } from "./until-ringing.ts";

const root = join(import.meta.dirname, "../..");
const patienceMs = 20_000;

/** What an administrator writes; the rest of the site is the testbed's. */
const site = {
  version: 1,
  // The shortest there is: the test waits for it.
  ringS: 5,
  queues: [{ id: "500", name: "Sales", numbers: ["+81312345600"], mailbox: "1003" }],
  pauseReasons: [{ id: "1", name: "Lunch" }],
  parking: { number: "700", slots: ["701", "702"] },
  desks: true,
  dnd: true,
  outsidePrefix: "0",
  emergency: ["110"],
  failover: { probeActiveMs: 500, subscribeSpreadMs: 0 },
};
const list = [
  "extension,name,queues,number,supervisor",
  "1001,Anna,500,+81312345601,",
  '1002,"O""Brien; [1009](operator) 田中",500,,yes',
  "1003,Cora,,,",
];

/** The first line is dead: nobody listens there. The second is the backup itself, which takes it for its provider. */
const trunksTo = (main: AsteriskServer, backup: AsteriskServer): object[] => [
  { id: "provider", host: "127.0.0.1:5999", addresses: ["192.0.2.10"], user: "office", password: "a;b#c" },
  { id: "other", host: backup.address, addresses: [main.address], callerNumber: "0399990000" },
];

function siteServer({ id, name, wssUrl, domain, spkiPin, address, folder }: AsteriskServer): object {
  const [certificate, key] = ["server.crt", "server.key"].map((file) => join(folder, "etc", file));
  const role = id === "main" ? "primary" : "backup";
  return { id, name, role, url: wssUrl, domain, pinnedSpki: [spkiPin], listen: address, certificate, key };
}

/** As an administrator runs it. */
function runRoster(...args: string[]): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, "scripts/roster.ts"), ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), text: `${stdout}${stderr}` });
    });
  });
}

describeWithAsterisk(
  "a roster",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "tandem-roster-"));
    const out = join(folder, "out");
    const csv = join(folder, "operators.csv");
    let testbed: Testbed;
    let desk: TandemApp;
    let atBoot: string[][];

    /** One complaint is of Asterisk about itself: on a busy machine its modules come up in another order. */
    const complaints = ({ fullLog }: AsteriskServer) =>
      fullLog()
        .split("\n")
        .filter((line) => /\b(?:WARNING|ERROR)\[/u.test(line) && !/registered during operation/u.test(line));
    const verify = () => runRoster("--verify", `--out=${out}`);
    const talkThrough = async (server: "main" | "backup") => {
      const id = await desk.dial("*43");
      await desk.until("talking", () => desk.call(id).state === "active", patienceMs);
      expect(desk.call(id).serverId).toBe(server);
    };

    beforeAll(async () => {
      testbed = await startTestbed({
        configuration(servers) {
          const { main, backup } = servers;
          writeFileSync(
            join(folder, "site.json"),
            JSON.stringify({ ...site, trunks: trunksTo(main, backup), servers: [main, backup].map(siteServer) }),
          );
          writeFileSync(csv, list.join("\n"));
          const made = answerRoster({ list: csv, site: null, out });
          if (!made.isGood) throw new Error(made.line);
          return { main: join(out, "asterisk/main"), backup: join(out, "asterisk/backup") };
        },
      });
      atBoot = [testbed.main, testbed.backup].map(complaints);
      const policy = JSON.parse(readFileSync(join(out, "documents/1001.json"), "utf8")) as object;
      desk = await launchApp({ policy });
      await desk.until("registered", ({ reachability }) => reachability === "all", 25_000);
    });
    afterEach(async () => {
      await endAllCalls(desk);
      await testbed.main.hangUpAll().catch(() => undefined);
    });
    afterAll(async () => {
      await desk?.close();
      await testbed?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it("is loaded by both servers without a complaint, and made again it changes nothing, by the app's flag too", async () => {
      expect(atBoot).toEqual([[], []]);
      const again = { code: 0, text: `ok: 3 operators in ${out}; nothing changed\n` };
      expect(await runRoster(csv, "--out", out)).toEqual(again);
      const { code, stdout } = await runToEnd([`--roster=${csv}`, `--out=${out}`]);
      expect({ code, text: stdout }).toEqual(again);
    });

    it("gives a seat that calls, and is a member of its queue on both servers", async () => {
      await talkThrough("main");
      const member = async (server: AsteriskServer) => /PJSIP\/1001/u.test(await server.cli("queue show 500"));
      await desk.command({ type: "queue.login" });
      const members = () => Promise.all([testbed.main, testbed.backup].map(member));
      await expect.poll(members, { timeout: patienceMs }).toEqual([true, true]);
      const state = () => desk.feed.snapshot().agent?.queues[0]?.state;
      await expect.poll(state, { timeout: patienceMs }).toBe("ready");
      // A queue rings nobody who is on a call.
      await endAllCalls(desk);
      await testbed.main.cli("channel originate Local/500@from-provider application Wait 30");
      const ofQueue = await untilRinging(desk);
      expect(desk.call(ofQueue).queue).toBe("Sales");
      await desk.command({ type: "call.answer", callId: ofQueue });
      await desk.until("it talks", () => desk.call(ofQueue).state === "active");
      await endAllCalls(desk);
      await desk.command({ type: "queue.pause", reason: "1" });
      await expect.poll(state, { timeout: patienceMs }).toBe("paused");
      expect(await testbed.backup.cli("queue show 500")).toContain("paused:1");
    });

    it("has both servers turn calls away while the seat is not to be disturbed, and let them through again", async () => {
      const asked = async (server: AsteriskServer) => /dnd\/1001/u.test(await server.cli("database show dnd"));
      const turnAway = () => Promise.all([testbed.main, testbed.backup].map(asked));
      await desk.command({ type: "presence.setDnd", on: true });
      await expect.poll(turnAway, { timeout: patienceMs }).toEqual([true, true]);
      await testbed.backup.cli("channel originate Local/1001@operators application Wait 5");
      await expect.poll(() => testbed.backup.fullLog()).toMatch(/VoiceMail\("[^"]+", "1001@default,b"\)/u);
      await desk.command({ type: "presence.setDnd", on: false });
      await expect.poll(turnAway, { timeout: patienceMs }).toEqual([false, false]);
      expect(desk.feed.snapshot().dnd).toBe(false);
    });

    it("rings for the provider on the primary, which then gives the call back; the last backup's voicemail takes it", async () => {
      const call = (to: string) => `channel originate Local/${to}@from-provider application Wait 30`;
      await testbed.main.cli(call("81312345601"));
      await untilRinging(desk);
      const steps = (server: AsteriskServer) => server.fullLog();
      await expect
        .poll(() => steps(testbed.main), { timeout: patienceMs })
        .toMatch(/call-from-outside.*Hangup\("[^"]+", "19"\)/u);
      await testbed.main.cli(call("1003"));
      await expect.poll(() => steps(testbed.main)).toMatch(/1003@call-from-outside.*Hangup\("[^"]+", "34"\)/u);
      await testbed.backup.cli(call("1003"));
      await expect.poll(() => steps(testbed.backup)).toMatch(/VoiceMail\("[^"]+", "1003@default,u"\)/u);
      expect(steps(testbed.main)).not.toContain("VoiceMail(");
    });

    it("dials out over the line that can be had, and rings for the number that the provider brings", async () => {
      const lines = () => testbed.main.cli("pjsip show contacts");
      await expect.poll(lines, { timeout: patienceMs }).toMatch(/trunk-provider\/.* Unavail/u);
      await expect.poll(lines, { timeout: patienceMs }).toMatch(/trunk-other\/.* Avail/u);
      const outside = await desk.dial("081312345601", { serverId: "main", only: true });
      const ringing = await untilRinging(desk);
      const { remote, serverId } = desk.call(ringing);
      expect([remote.number, serverId, desk.call(outside).serverId]).toEqual(["0399990000", "backup", "main"]);
      await desk.command({ type: "call.answer", callId: ringing });
      await desk.until(
        "answered",
        () => desk.call(outside).atAnswered !== null && desk.call(ringing).atAnswered !== null,
      );
    });

    it("sends an emergency call to the other server too when no line to the provider takes it", async () => {
      const id = await desk.dial("110");
      await desk.until("both were tried", () => desk.call(id).state === "ended", patienceMs);
      const tried = desk.call(id).attempts.map(({ serverId, code }) => `${serverId} ${code ?? ""}`);
      expect(tried).toEqual(["main 503", "backup 503"]);
    });

    it("is verified without disturbing a seat, and every difference is told", async () => {
      const before = await testbed.main.contacts("1001");
      expect(await verify()).toEqual({ code: 0, text: "ok: Main and Backup know all 3 operators, and alike.\n" });
      const pjsip = join(testbed.backup.folder, "etc/pjsip.conf");
      const text = readFileSync(pjsip, "utf8");
      const without = text.replace(/\n\[1003\]\(operator\)[^]*?\n\n/u, "\n\n");
      writeFileSync(
        pjsip,
        without.replace(/(\[1002\]\(operator-secret\)\nusername = 1002\npassword = ).*/u, "$1other"),
      );
      await testbed.backup.cli("module reload res_pjsip.so");
      const load = "Load pjsip.conf of asterisk/backup there.";
      expect(await verify()).toEqual({
        code: 1,
        text: [
          `1002: Backup knows this account with another secret than its document. ${load}`,
          `1003: Backup does not know this account, and Main does. ${load}\n`,
        ].join("\n"),
      });
      expect(await testbed.main.contacts("1001")).toEqual(before);
      writeFileSync(pjsip, text);
      await testbed.backup.cli("module reload res_pjsip.so");
    });

    it("carries the next call over to the backup when the primary is killed", async () => {
      await talkThrough("main");
      await endAllCalls(desk);
      await testbed.main.crash();
      await talkThrough("backup");
    });
  },
  "chromium",
);
