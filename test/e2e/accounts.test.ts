/** What becomes of an account on two real servers: refused, displaced, missing, forgotten, signed out, and back again. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import type { Server } from "../../shared/model/server.ts";
import { mainOnlyOperator, stubbornOperator } from "../testbed/accounts.ts";
import type { AsteriskServer } from "../testbed/asterisk-server.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { connectRawSip } from "../testbed/raw-sip-client.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { launchApp, type TandemApp } from "./launch-app.ts";

const strangerUser = "1003";
const loyalUser = "1001";
/** Shorter than any retry a hammering client would wait. */
const watchRefusedMs = 14_000;
/** Longer than a standby server is left without a probe. */
const watchProbesMs = 7_000;

describeWithAsterisk(
  "an account on two real servers",
  () => {
    let testbed: Testbed;
    /** Has a wrong password and is watched from the start. */
    let stranger: TandemApp;
    /** Registered on both; the backup forgets it at the start. */
    let loyal: TandemApp;
    /** Known to main alone, and watched from the start too. */
    let halfKnown: TandemApp;
    let atRefused = 0;
    let atHalfRefused = 0;

    beforeAll(async () => {
      testbed = await startTestbed();
      halfKnown = await launchApp({ policy: testbed.policyDocument(mainOnlyOperator) });
      await halfKnown.until(
        "one works, one refuses",
        () => stateIn(halfKnown, "main") === "ready" && stateIn(halfKnown, "backup") === "refused",
      );
      atHalfRefused = Date.now();
      const policy = testbed.policyDocument(strangerUser);
      const wrong = { ...policy, account: { ...policy.account, password: "not the password" } };
      stranger = await launchApp({ policy: wrong });
      await stranger.until("both refuse", ({ servers }) => servers.length > 0 && servers.every(isRefused));
      atRefused = Date.now();
      const failover = { registerExpiresS: 60 };
      loyal = await launchApp({ policy: { ...testbed.policyDocument(loyalUser), failover } });
      await loyal.until("both registered", ({ reachability }) => reachability === "all");
      await testbed.backup.dropContact(loyalUser);
    });

    afterAll(async () => {
      await Promise.all([stranger?.close(), loyal?.close(), halfKnown?.close()]);
      await testbed?.stop();
    });

    const isRefused = ({ state }: Server) => state === "refused";
    const stateIn = (app: TandemApp, id: "main" | "backup") =>
      app.feed.snapshot().servers.find((server) => server.id === id)?.state;
    const serverIn = (app: TandemApp, id: "main" | "backup"): Server => {
      const found = app.feed.snapshot().servers.find((server) => server.id === id);
      if (found === undefined) throw new Error(`no server ${id}`);
      return found;
    };
    const securityEvents = (server: AsteriskServer, user: string): string[] =>
      server
        .securityLog()
        .split("\n")
        .filter((line) => line.includes(`AccountID="${user}"`))
        .flatMap((line) => /SecurityEvent="([^"]+)"/.exec(line)?.[1] ?? []);

    async function launchAs(user: string): Promise<TandemApp> {
      const app = await launchApp({ policy: testbed.policyDocument(user) });
      onTestFinished(async () => void (await app.close()));
      return app;
    }

    it("missing on one server is refused there in words, works on the other, and raises no alarm (E20)", async () => {
      const app = halfKnown;
      expect(serverIn(app, "backup").reason).toEqual({
        kind: "wrongCredentials",
        message: "Backup refused the user name or password. Tell your administrator.",
        code: 401,
      });
      await app.until("calls go to main", ({ nextCall }) => nextCall.serverId === "main");
      expect(app.feed.snapshot().reachability).toBe("some");
      const callId = await app.dial("600");
      await app.until("talking", () => app.call(callId).state === "active");
      await sleep(Math.max(0, atHalfRefused + watchProbesMs - Date.now()));
      const alarms = securityEvents(testbed.backup, mainOnlyOperator);
      // The REGISTER and the one answer to its challenge; an OPTIONS would be a third.
      expect(alarms.filter((event) => event !== "ChallengeSent")).toEqual(["InvalidAccountID", "InvalidAccountID"]);
      await app.command({ type: "call.hangUp", callId });
      await app.close();
    });

    it("is unregistered from both when the app is told to end", async () => {
      const app = await launchAs("1004");
      await app.until("both registered", ({ reachability }) => reachability === "all");
      const places = () => Promise.all([testbed.main.contacts("1004"), testbed.backup.contacts("1004")]);
      expect((await places()).map((contacts) => contacts.length)).toEqual([1, 1]);
      expect(await app.close()).toBe(0);
      expect(await places()).toEqual([[], []]);
    });

    it("with a wrong password is refused in words after one answer per server, and nobody hammers (E15)", async () => {
      await sleep(Math.max(0, atRefused + watchRefusedMs - Date.now()));
      const { servers, reachability, nextCall } = stranger.feed.snapshot();
      expect(servers.map(({ name, state, reason }) => ({ name, state, reason }))).toEqual(
        ["Main", "Backup"].map((name) => ({
          name,
          state: "refused",
          reason: {
            kind: "wrongCredentials",
            message: `${name} refused the user name or password. Tell your administrator.`,
            code: 401,
          },
        })),
      );
      expect(servers.map(({ atNextTry }) => (atNextTry ?? 0) - atRefused > 14 * 60_000)).toEqual([true, true]);
      expect([reachability, nextCall.serverId]).toEqual(["none", null]);
      expect([testbed.main, testbed.backup].map((server) => securityEvents(server, strangerUser))).toEqual([
        ["ChallengeSent", "ChallengeResponseFailed"],
        ["ChallengeSent", "ChallengeResponseFailed"],
      ]);
    });

    it("whose place an older socket holds says so, is not refused, and comes back once the place is free (E19)", async () => {
      const app = await launchAs(stubbornOperator);
      await app.until("both registered", ({ reachability }) => reachability === "all");
      await testbed.main.crash();
      await app.until("main is lost", () => stateIn(app, "main") === "lost");
      await testbed.main.start();
      const older = await connectRawSip(testbed.main, stubbornOperator);
      onTestFinished(() => older.terminate());
      expect(await older.register()).toBe(200);
      await app.until("the place is taken", () => serverIn(app, "main").reason?.kind === "contactsFull", 40_000);
      expect(serverIn(app, "main")).toMatchObject({
        state: "lost",
        reason: {
          kind: "contactsFull",
          message: "Main still holds the place of an earlier connection of this account.",
          code: 403,
        },
      });
      older.terminate();
      const back = await app.until("registered again", () => stateIn(app, "main") === "ready", 40_000);
      expect(back.snapshot.servers.map(({ state, reason }) => [state, reason])).toEqual([
        ["ready", null],
        ["ready", null],
      ]);
      expect((await testbed.main.contacts(stubbornOperator)).length).toBe(1);
    });

    it("registers again by itself after its server crashed and came back", async () => {
      await loyal.until("registered again", ({ reachability }) => reachability === "all", 40_000);
      expect((await testbed.main.contacts(loyalUser)).length).toBe(1);
    });

    it("forgotten by a server is known there again with the next refresh", async () => {
      await expect
        .poll(async () => (await testbed.backup.contacts(loyalUser)).length, { timeout: 50_000, interval: 500 })
        .toBe(1);
      const changes = loyal.feed.seen.filter(
        ({ event }) =>
          event.type === "server.stateChanged" && event.server.id === "backup" && event.server.state === "lost",
      );
      expect(changes).toEqual([]);
    });

    it("is reachable again by itself when both were down and one came back (E3)", async () => {
      await Promise.all([testbed.main.crash(), testbed.backup.crash()]);
      await loyal.until("nobody is there", ({ reachability }) => reachability === "none");
      await loyal.until("no call is possible", ({ nextCall }) => nextCall.why === "noServer");
      await sleep(1_000);
      await testbed.backup.start();
      await loyal.until("the backup is back", () => stateIn(loyal, "backup") === "ready", 30_000);
      await loyal.until("calls go to the backup", ({ nextCall }) => nextCall.why === "primaryNotReady");
      const callId = await loyal.dial("600");
      await loyal.until("talking", () => loyal.call(callId).state === "active");
      expect(loyal.call(callId).serverId).toBe("backup");
    });
  },
  "chromium",
);
