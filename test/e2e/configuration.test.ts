/** The policy document: what is said of a bad one, and what the running app does when it changes under it. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed, type TestbedPolicy } from "../testbed/start-testbed.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { driveApp, launchApp, toPolicyFile, toPolicyText, type TandemApp } from "./launch-app.ts";
import { launchWithPlaywright, openWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";
import { runToEnd } from "./run-to-end.ts";

const account = { user: "1001", password: "secret" };
const main = { id: "main", name: "Main", role: "primary", url: "wss://10.0.0.1:8089/ws", domain: "10.0.0.1" };
const backup = { id: "backup", name: "Backup", role: "backup", url: "wss://10.0.0.2:8089/ws", domain: "10.0.0.2" };
const good = { version: 1, account, servers: [main, backup] };

describe("--check-config", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "tandem-check-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const write = (text: string): string => {
    const file = join(folder, "policy.json");
    writeFileSync(file, text);
    return file;
  };
  const check = (file: string) => runToEnd(["--check-config", `--policy=${file}`]);

  it.each([
    ["two servers", good, "account 1001 on Main (primary) and Backup (backup)"],
    ["one server", { ...good, servers: [main] }, "account 1001 on Main (primary); nothing stands by"],
    [
      "ws:// to this computer",
      { ...good, servers: [{ ...main, url: "ws://127.0.0.1:8088/ws" }] },
      "account 1001 on Main (primary); nothing stands by",
    ],
  ])("says ok of %s and ends with 0", async (_what, document, said) => {
    const file = write(JSON.stringify(document));
    const { code, stdout, stderr } = await check(file);
    expect([code, stdout.split("\n")[0], stderr]).toEqual([0, `ok: ${file}: ${said}`, ""]);
    expect(stdout).toMatch(/^setting +value +source +locked +from$/mu);
    expect(stdout).toMatch(/^failover\.rescue +"ask" +builtIn +no +-$/mu);
    expect(stdout).not.toContain(account.password);
  });

  it("tells programs every value in force and who decided it, and what is wrong, as JSON", async () => {
    const file = write(JSON.stringify({ ...good, media: { codecs: ["pcmu"] }, locked: ["media"] }));
    const { code, stdout } = await runToEnd(["--check-config=json", `--policy=${file}`]);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { ok: true, document: file }]);
    const codecs = { key: "media.codecs", value: ["pcmu"], source: "lockedDocument", locked: true };
    expect(JSON.parse(stdout).settings).toContainEqual({ ...codecs, where: { kind: "document", name: file } });
    const bad = await runToEnd(["--check-config=json", `--policy=${write("{}")}`]);
    expect([bad.code, JSON.parse(bad.stdout)]).toMatchObject([4, { ok: false }]);
  });

  const noPrimary = 'exactly one server must have the role "primary"; there is none. Correct this value.';
  const unknown = "this key is not known. Remove it, or correct its spelling.";
  const insecure =
    "must be wss://; ws:// carries passwords in the clear and is allowed to this computer only. Correct this value.";
  it.each([
    ["an unknown key", { ...good, serverz: [] }, `serverz: ${unknown}`],
    ["an unknown key inside", { ...good, failover: { probeMs: 1 } }, `failover.probeMs: ${unknown}`],
    [
      "ws:// to another computer",
      { ...good, servers: [{ ...main, url: "ws://10.0.0.1/ws" }, backup] },
      `servers[0].url: ${insecure}`,
    ],
    [
      "two servers with one id",
      { ...good, servers: [main, { ...backup, id: "main" }] },
      'servers[1].id: "main" is used by two servers; every id must differ. Correct this value.',
    ],
    ["no primary", { ...good, servers: [backup] }, `servers: ${noPrimary}`],
    [
      "two primaries",
      { ...good, servers: [main, { ...backup, role: "primary" }] },
      `servers: ${noPrimary.replace("there is none", "there are 2")}`,
    ],
    ["no servers", { version: 1, account }, "servers: this key is missing. Add it: a list in [ ]."],
    ["a list", [], "the document: is a list, but must be an object in { }. Correct this value."],
  ])("says one line of %s and ends with 4", async (_what, document, said) => {
    const file = write(JSON.stringify(document));
    expect(await check(file)).toEqual({ code: 4, stdout: "", stderr: `${file}: ${said}\n` });
  });

  it("names the line of what is not JSON, and ends with 4", async () => {
    const file = write('{ "version": 1,\n  "account": oops }');
    const { code, stderr } = await check(file);
    expect([code, stderr.split("\n").length - 1]).toEqual([4, 1]);
    expect(stderr).toMatch(/policy\.json: line 2: this is not JSON \(.+\)\. Correct that line\.$/mu);
  });

  it("says where a missing document should be, and ends with 4", async () => {
    const file = join(folder, "nowhere.json");
    const said = `${file}: the file is missing. Put a policy document there, or name one with --policy=<file>.\n`;
    expect(await check(file)).toEqual({ code: 4, stdout: "", stderr: said });
  });
});

describe("the flags that only answer", () => {
  it.each([
    [["--help"], 0, /^Tandem, a softphone.*--check-config.*Exit codes/su],
    [["--version"], 0, /^\d+\.\d+\.\d+\n$/u],
    [["--dile=600"], 2, /^--dile is not a flag of Tandem\.\n/u],
    [["--dial"], 2, /^--dial needs a value: --dial=…\n/u],
    [["600"], 2, /^"600" is neither a flag nor a link\.\n/u],
  ])("%j ends with %i and says what it must", async (args, code, said) => {
    const ending = await runToEnd(args);
    expect(ending.code).toBe(code);
    expect(code === 0 ? ending.stdout : ending.stderr).toMatch(said);
    expect(code === 0 ? ending.stderr : ending.stdout).toBe("");
  });
});

describeWithAsterisk(
  "a document that changes under the running app",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;
    let policyFile: string;
    let inForce: string;
    const failover = { failbackAfterMs: 0, mergeGapMs: 500 };

    beforeAll(async () => {
      testbed = await startTestbed();
      inForce = toPolicyText(document());
      app = await launchWithPlaywright({ policy: document() });
      policyFile = toPolicyFile(app.userDataDir);
      await bothReady(app);
    });

    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
    });

    /** The next test starts from the whole document, registered on both. */
    afterEach(async () => {
      await hangUpAll(app);
      await change(document());
      await bothReady(app);
    });

    const backupOf = ({ servers }: TestbedPolicy) => servers.find(({ id }) => id === "backup");
    const document = () => ({ ...testbed.policyDocument("1007"), failover });
    const bothReady = (one: TandemApp) =>
      one.until(
        "both registered",
        ({ reachability, servers }) =>
          reachability === "all" && servers.length === 2 && servers.every(({ state }) => state === "ready"),
        20_000,
      );
    const isReady = ({ state }: { state: string }) => state === "ready";
    const untilConfiguration = (state: "good" | "stale") =>
      app.until(`the configuration is ${state}`, ({ configuration }) => configuration.state === state, 5_000);
    const write = (text: string) => writeFileSync(policyFile, text);
    const countConfigurings = () => app.log().split("phone: configured with").length;
    /** Writes a document and waits until the engine works by it, and until the events of that are here. */
    const change = async (next: object, put: (text: string) => void = write) => {
      const text = toPolicyText(next);
      const before = countConfigurings();
      put(text);
      await untilConfiguration("good");
      if (text === inForce) return;
      await expect.poll(countConfigurings).toBeGreaterThan(before);
      const { seq } = await app.snapshot();
      await app.until("the feed is up to date", (now) => now.seq >= seq);
      inForce = text;
    };
    const callThrough = async (serverId: string) => {
      const callId = await app.dial("600");
      await app.until("talking", () => app.call(callId).state === "active");
      expect(app.call(callId).serverId).toBe(serverId);
      return callId;
    };
    /** What would show that a server was left and joined again. */
    const identity = async (id: "main" | "backup") => ({
      contacts: await testbed[id].contacts("1007"),
      atSince: app.feed.snapshot().servers.find((server) => server.id === id)?.atSince,
    });

    it("keeps the last good one in force while the file is broken, says so, and takes the mended one", async () => {
      const before = [await identity("main"), await identity("backup")];
      const eventsBefore = app.feed.seen.length;
      write('{ "version": 1, "servers": [');
      const { snapshot } = await untilConfiguration("stale");
      expect(snapshot.configuration.problem).toMatch(/policy-of-test\.json: line 1: this is not JSON/u);
      const notice = (await app.window())
        .getByRole("main")
        .getByText(/^The new configuration cannot be used; the last good one stays/u);
      await notice.waitFor();
      await (await app.window()).getByText("this is not JSON").waitFor();
      await callThrough("main");
      await change(document());
      await notice.waitFor({ state: "detached" });
      expect([await identity("main"), await identity("backup")]).toEqual(before);
      const changed = app.feed.seen.slice(eventsBefore).map(({ event }) => event.type);
      expect(changed.filter((type) => type.startsWith("server.stateChanged") || type === "engine.changed")).toEqual([]);
    });

    it("holds a setting as soon as the document locks it, and gives the operator his own choice back after it", async () => {
      const page = await app.window();
      const go = (name: string) => page.getByRole("navigation").getByRole("button", { name }).click();
      const slider = page.getByLabel("Loudness of the ring");
      const ring = (percent: number) =>
        app.until(`it rings at ${percent}`, ({ settings }) => settings.ringVolume === percent, 5_000);
      const preset = { ...document(), media: { ringVolume: 90 } };
      // The engine is told nothing of it: only the sound changes.
      write(toPolicyText(preset));
      await ring(90);
      await go("Settings");
      await slider.fill("20");
      await ring(20);
      write(toPolicyText({ ...preset, locked: ["media.ringVolume"] }));
      await ring(90);
      expect(app.feed.snapshot().heldFrom).toEqual({ ringVolume: { kind: "document", name: policyFile } });
      await page.getByText("Set by your administrator: configuration file").waitFor();
      expect(await slider.isDisabled()).toBe(true);
      await go("Recent");
      write(toPolicyText(document()));
      await ring(20);
      await app.until("nothing is held", () => app.feed.snapshot().heldSettings.length === 0);
    });

    it("lets a server go and takes it back, and leaves the other's registration and a call alone", async () => {
      const callId = await callThrough("main");
      const before = await identity("main");
      const whole = document();
      await change({ ...whole, servers: whole.servers.filter(({ id }) => id === "main") });
      await app.until("backup is gone", ({ servers }) => servers.length === 1);
      await expect.poll(() => testbed.backup.contacts("1007")).toEqual([]);
      await (await app.window()).getByText("Ready. Calls go through Main. Nothing stands by.").first().waitFor();
      await change(whole);
      await bothReady(app);
      expect((await identity("backup")).contacts.length).toBe(1);
      expect(await identity("main")).toEqual(before);
      expect(app.call(callId)).toMatchObject({ state: "active", signalling: "ok" });
    });

    it.each([
      ["taken away", (whole: TestbedPolicy) => ({ ...whole, servers: [{ ...backupOf(whole), role: "primary" }] })],
      ["changed", (whole: TestbedPolicy) => ({ ...whole, account: { ...whole.account, displayName: "Other" } })],
    ])("lets a call on a server that is %s go on, and end on both sides when it is hung up", async (_what, alter) => {
      const callId = await callThrough("main");
      await change({ ...alter(document()), failover });
      await app.until("it is ready", ({ servers }) => servers.every(({ state }) => state === "ready"));
      expect(app.call(callId)).toMatchObject({ state: "active", signalling: "ok" });
      expect(await testbed.main.channels()).toBe(1);
      await app.command({ type: "call.hold", callId });
      await app.until("held on the old line", () => app.call(callId).held);
      await app.command({ type: "call.hangUp", callId });
      await expect.poll(() => testbed.main.channels()).toBe(0);
    });

    it("registers on a third server that is added in a call, and lets it go again", async () => {
      const callId = await callThrough("main");
      const before = await identity("main");
      const whole = document();
      const backupServer = backupOf(whole);
      if (backupServer === undefined) throw new Error("no backup");
      const third = { ...backupServer, id: "third", name: "Third" };
      await change({
        ...whole,
        servers: [...whole.servers, { ...third, user: "1006" }],
      });
      await app.until("all three ready", ({ servers }) => servers.length === 3 && servers.every(isReady), 20_000);
      expect(await testbed.backup.contacts("1006")).toHaveLength(1);
      expect(await identity("main")).toEqual(before);
      expect(app.call(callId)).toMatchObject({ state: "active", signalling: "ok" });
    });

    it("sends new calls to the new URL of a server, and the call that is up stays on the old one to its end", async () => {
      const callId = await callThrough("main");
      const whole = document();
      const backupServer = backupOf(whole);
      if (backupServer === undefined) throw new Error("no backup");
      const { url, domain, pinnedSpki } = backupServer;
      const moved = whole.servers
        .filter(({ id }) => id === "main")
        .map((server) => ({ ...server, url, domain, pinnedSpki }));
      await change({ ...whole, servers: moved });
      await app.until("main is ready at its new place", ({ servers }) => servers.every(isReady), 20_000);
      expect(await testbed.main.contacts("1007")).toEqual([]);
      const next = await callThrough("main");
      expect([await testbed.main.channels(), await testbed.backup.channels()]).toEqual([1, 1]);
      expect(app.call(callId)).toMatchObject({ state: "active", held: true, signalling: "ok" });
      await app.command({ type: "call.swap", callId });
      await app.until("talking on the old one again", () => !app.call(callId).held && app.call(next).held);
      await app.command({ type: "call.sendDtmf", callId, digits: "5" });
      await app.command({ type: "call.hangUp", callId });
      await expect.poll(() => testbed.main.channels(), { timeout: 5_000 }).toBe(0);
      expect(app.call(next).state).toBe("active");
    });

    it("swaps the roles when it says so, by a file that was put in place of the old one", async () => {
      const whole = document();
      const before = [await identity("main"), await identity("backup")];
      const servers = whole.servers.map((server) => ({
        ...server,
        role: server.role === "primary" ? ("backup" as const) : ("primary" as const),
      }));
      await change({ ...whole, servers }, (text) => {
        writeFileSync(`${policyFile}.new`, text);
        renameSync(`${policyFile}.new`, policyFile);
      });
      await app.until("backup is the primary", (now) => now.nextCall.serverId === "backup");
      await bothReady(app);
      await callThrough("backup");
      expect([await identity("main"), await identity("backup")]).toEqual(before);
    });

    it("works with a key it does not know, and warns of it", async () => {
      await change({ ...document(), weather: "sunny", dialing: { forbidden: ["^0900"] } });
      await expect.poll(() => app.log()).toContain(`${policyFile}: weather: this key is not known.`);
      await expect
        .poll(() => app.command({ type: "call.dial", target: "0900 1" }))
        .toMatchObject({ ok: false, failure: { kind: "notAllowed" } });
      await callThrough("main");
    });
  },
  "chromium",
);

describeWithAsterisk(
  "a start without a usable document",
  () => {
    let testbed: Testbed;
    beforeAll(async () => {
      testbed = await startTestbed();
    });
    afterAll(() => testbed?.stop());

    it("opens the window with the sentence, and registers by itself once the document is there", async () => {
      const opened = await openWithPlaywright({ policy: null });
      onTestFinished(() => rmSync(opened.userDataDir, { recursive: true, force: true, maxRetries: 5 }));
      const policyFile = toPolicyFile(opened.userDataDir);
      const page = await opened.window();
      await page.getByRole("heading", { name: "Tandem is not set up yet" }).waitFor();
      await page.getByText(`${policyFile}: the file is missing.`).waitFor();
      writeFileSync(policyFile, toPolicyText(testbed.policyDocument("1002")));
      const app = await driveApp(opened.electron.process(), opened.userDataDir, false);
      onTestFinished(async () => void (await app.close()));
      await app.until("both registered", ({ reachability }) => reachability === "all", 20_000);
      await page.getByRole("status").getByText("Ready. Calls go through Main.", { exact: true }).waitFor();
    });

    it("registers with the document kept from the start before, passwords included, and says it is stale", async () => {
      const userDataDir = mkdtempSync(join(tmpdir(), "tandem-e2e-"));
      onTestFinished(() => rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 }));
      const first = await launchApp({ policy: testbed.policyDocument("1002"), userDataDir });
      await first.until("both registered", ({ reachability }) => reachability === "all", 20_000);
      expect(await first.close()).toBe(0);
      const second = await launchApp({ policy: { version: 2 }, userDataDir });
      onTestFinished(async () => void (await second.close()));
      const { snapshot } = await second.until("both registered", ({ reachability }) => reachability === "all", 20_000);
      expect(snapshot.configuration).toEqual({
        state: "stale",
        problem: `${toPolicyFile(userDataDir)}: version: must be 1. Correct this value.`,
        setUp: "closed",
      });
    });
  },
  "chromium",
);
