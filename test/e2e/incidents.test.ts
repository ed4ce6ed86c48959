/** One outage on two real servers, from the kill in a call to the failback: one record, by the API, in the window, as a file. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { Incident, type IncidentWhat } from "../../shared/model/incident.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { axeComplaints } from "./axe-complaints.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";

const Answer = z.object({ version: z.literal(1), incidents: z.array(Incident) });

describeWithAsterisk(
  "the record of an outage",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;

    beforeAll(async () => {
      testbed = await startTestbed();
      const failover = { failbackAfterMs: 1_000 };
      const policy = { ...testbed.policyDocument("1001"), failover };
      app = await launchWithPlaywright({ policy, needsTestHook: true });
      await app.until("both registered", ({ reachability }) => reachability === "all", 25_000);
    });

    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
    });

    async function readIncidents(): Promise<Incident[]> {
      const headers = { authorization: `Bearer ${app.token}` };
      const answer = await fetch(`http://127.0.0.1:${app.port}/v1/incidents`, { headers });
      return Answer.parse(await answer.json()).incidents;
    }

    it("holds a kill in a call, the rescue, the return and the failback in their order, and is shown and saved", async () => {
      const lost = await app.dial("600", { serverId: "main", only: true });
      await app.until("talking", () => app.call(lost).state === "active");
      const before = Date.now();
      await testbed.main.crash();
      await app.until("stranded", () => app.call(lost).state === "stranded", 8_000);
      const reply = await app.command({ type: "call.rescue", callId: lost });
      if (!reply.ok || reply.callId === undefined) throw new Error(`not rescued: ${JSON.stringify(reply)}`);
      const rescue = reply.callId;
      await app.until("rescued", () => app.call(rescue).state === "active", 8_000);
      await testbed.main.start();
      await app.until("failback", ({ nextCall }) => nextCall.serverId === "main", 30_000);
      await expect.poll(async () => (await readIncidents()).map(({ end }) => end?.why)).toEqual(["healed"]);

      const [incident] = await readIncidents();
      if (incident === undefined) throw new Error("no incident");
      const { entries, counts, calls, atOpened, end } = incident;
      expect(counts).toEqual({ failovers: 1, failbacks: 1, carriedOver: 0, stranded: 1, lost: 0, rescued: 1 });
      expect(calls.map(({ callId, rescueOf }) => [callId, rescueOf])).toEqual([
        [lost, null],
        [rescue, lost],
      ]);
      // The wall clock in whole milliseconds, on both sides.
      expect(atOpened).toBeGreaterThanOrEqual(before - 1);
      expect(atOpened + (end?.ms ?? 0)).toBeLessThanOrEqual(Date.now() + 1);
      const ms = entries.map((entry) => entry.ms);
      expect(ms).toEqual(ms.toSorted((a, b) => a - b));
      const firstOf = (what: IncidentWhat, step: string) =>
        entries.findIndex((one) => one.what === what && one.step === step);
      const order = [
        firstOf("lost", "seen"),
        firstOf("failover", "decided"),
        firstOf("stranded", "seen"),
        firstOf("rescue", "decided"),
        firstOf("invite", "sent"),
        firstOf("callAnswered", "answered"),
        firstOf("registerAnswered", "answered"),
        firstOf("failback", "decided"),
      ];
      expect(order).not.toContain(-1);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(entries[0]).toMatchObject({ ms: 0, step: "seen", what: "lost", serverId: "main", reason: "socketClosed" });
      const shown = entries.flatMap(({ sentence }) => (sentence === null ? [] : [sentence.key]));
      expect(shown).toContain("reachability.stranded");
      expect(shown.at(-1)).toBe("reachability.ready");

      const page = await app.window();
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("button", { name: "What happened" }).click();
      await page.locator("summary", { hasText: "1 call was called back." }).click();
      await page.getByText("600 is called back through Backup.").waitFor();
      expect(await axeComplaints(app)).toEqual([]);
      const path = join(app.userDataDir, "saved.json");
      await app.electron.evaluate((_modules, wanted) => {
        const records = globalThis.__tandemHost?.records;
        if (records !== undefined) records.answerDialog = () => [wanted];
      }, path);
      await page.getByText("Save as a file").click();
      await page.getByRole("button", { name: "Save…" }).click();
      await expect.poll(() => readFileSync(path, "utf8")).toMatch(/"version": 1/u);
      const saved: unknown = JSON.parse(readFileSync(path, "utf8"));
      const bare = calls.map((call) => ({ ...call, remote: { number: null, name: null } }));
      expect(saved).toMatchObject({ withCustomers: false, incidents: [{ ...incident, calls: bare }] });
    });
  },
  "chromium",
);
