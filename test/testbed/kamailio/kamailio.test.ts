/** A roster's accounts in a real Kamailio with the guide's configuration: seats register, call each other, and move on. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { makeRoster, type MadeRoster } from "../../../electron/roster/make-roster.ts";
import { emptyState } from "../../../electron/roster/roster-state.ts";
import { cacheFolder } from "../../../scripts/setup/cache-folder.ts";
import { readPackageRoot } from "../../../scripts/setup/package-root.ts";
import { ServerId } from "../../../shared/model/ids.ts";
import { createSeededSecrets } from "../../electron/roster/seeded-secrets.ts";
import { createHeadlessSeat, type HeadlessSeat } from "../../headless/headless-seat.ts";
import { toSeatConfig } from "../../headless/seat-config.ts";
import { findFreePort, startKamailio, type Kamailio } from "./start-kamailio.ts";

const kamailio = readPackageRoot(cacheFolder("kamailio"));
if (kamailio === null) console.warn("SKIPPED a real Kamailio: it is not here; to fetch it: npm run setup");

const addresses = { main: "127.0.41.11", backup: "127.0.41.12" };
const list = "extension,name\n1001,Anna\n1002,Bernd\n";

describe.skipIf(kamailio === null)("a real Kamailio with the guide's configuration and a roster's accounts", () => {
  let roster: MadeRoster;
  let main: Kamailio;
  let backup: Kamailio;

  const fileOf = (path: string): string => roster.files.get(path) ?? "";
  const rowsOf = (server: string): string => fileOf(`kamailio/${server}/subscriber.sql`);

  beforeAll(async () => {
    const [mainPort, backupPort] = [await findFreePort(addresses.main), await findFreePort(addresses.backup)];
    const site = {
      version: 1,
      servers: [
        {
          id: "main",
          name: "Main",
          role: "primary",
          url: `wss://${addresses.main}:${mainPort}/ws`,
          domain: addresses.main,
        },
        {
          id: "backup",
          name: "Backup",
          role: "backup",
          url: `wss://${addresses.backup}:${backupPort}/ws`,
          domain: addresses.backup,
        },
      ],
    };
    const made = makeRoster({
      list: { name: "operators.csv", text: list },
      site: { name: "site.json", text: JSON.stringify(site) },
      state: emptyState,
      dice: createSeededSecrets(),
    });
    if (!made.ok) throw new Error(made.failure.join("\n"));
    roster = made.value;
    const root = kamailio?.root ?? "";
    [main, backup] = await Promise.all([
      startKamailio({ root, address: addresses.main, port: mainPort, subscriberSql: rowsOf("main") }),
      startKamailio({ root, address: addresses.backup, port: backupPort, subscriberSql: rowsOf("backup") }),
    ]);
  });
  afterAll(() => Promise.all([main?.stop(), backup?.stop()]));

  async function sit(user: string): Promise<HeadlessSeat> {
    const seat = createHeadlessSeat();
    onTestFinished(seat.dispose);
    seat.start(toSeatConfig(JSON.parse(fileOf(`documents/${user}.json`))));
    await seat.until("registered on both", ({ reachability }) => reachability === "all");
    return seat;
  }

  it("is understood by Kamailio's own check", () => {
    expect([main.checked.code, backup.checked.code]).toEqual([0, 0]);
  });

  it("lets a seat in with its own secret alone, and rings it for a colleague until one hangs up", async () => {
    const [anna, bernd] = [await sit("1001"), await sit("1002")];
    const dialled = await anna.command({ type: "call.dial", target: "1002" });
    const { calls } = await bernd.until("ringing", (snapshot) => snapshot.calls[0]?.state === "ringing");
    const [ringing] = calls;
    expect([dialled.ok, ringing?.remote, ringing?.serverId]).toEqual([true, { number: "1001", name: "Anna" }, "main"]);
    if (ringing === undefined) return;
    await bernd.command({ type: "call.answer", callId: ringing.id });
    await anna.until("talking", (snapshot) => snapshot.calls[0]?.state === "active");
    await bernd.command({ type: "call.hangUp", callId: ringing.id });
    await anna.until("over", (snapshot) => snapshot.calls[0]?.state === "ended");

    main.load(rowsOf("main").replaceAll(/'[0-9a-f]{32}'/gu, "'00000000000000000000000000000000'"));
    const stranger = createHeadlessSeat();
    onTestFinished(stranger.dispose);
    stranger.start(toSeatConfig(JSON.parse(fileOf("documents/1001.json"))));
    await stranger.until(
      "refused by main alone",
      ({ servers }) => servers.map(({ state }) => state).join() === "refused,ready",
    );
    main.load(rowsOf("main"));
  });

  it("forgets a seat whose connection ended", async () => {
    const [anna, bernd] = [await sit("1001"), await sit("1002")];
    bernd.crash();
    const dials = async () => {
      const reply = await anna.command({
        type: "call.dial",
        target: "1002",
        serverId: ServerId.parse("main"),
        only: true,
      });
      const over = await anna.until("over", ({ calls }) => calls.every(({ state }) => state === "ended"));
      return reply.ok ? over.calls.find(({ id }) => id === reply.callId)?.end?.code : null;
    };
    await expect.poll(dials).toBe(404);
  });

  it("is left for the other one when it is gone", async () => {
    const [anna, bernd] = [await sit("1001"), await sit("1002")];
    await main.stop();
    await anna.command({ type: "call.dial", target: "1002" });
    const { calls } = await bernd.until("ringing", (snapshot) => snapshot.calls[0]?.state === "ringing");
    expect(calls[0]?.serverId).toBe("backup");
  });
});
