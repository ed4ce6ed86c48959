// Start, second start, quit and sudden death must go as they go in Electron.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { Fixture, startFixture } from "./start-fixture.ts";
import type { FixtureOptions } from "./start-fixture.ts";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("the app", () => {
  const running: Fixture[] = [];
  const start = async (options: FixtureOptions = {}) => {
    const fixture = await startFixture(options);
    running.push(fixture);
    return fixture;
  };
  const types = ({ said }: Fixture) => said.map(({ type }) => type);

  afterEach(async () => {
    await Promise.all(running.splice(0).map((fixture) => fixture.end()));
  });

  test("hands a second start's arguments to the first and lets the second go with its own exit code", async () => {
    const first = await start({ arguments: ["--single"] });
    const second = new Fixture({ userData: first.userData, arguments: ["--single", "tel:110"] });
    running.push(second);
    expect(await second.exited).toBe(3);
    expect(types(second)).toStrictEqual(["notFirst"]);
    expect(await first.next({ type: "secondInstance" })).toStrictEqual({
      type: "secondInstance",
      argv: ["--headless", `--user-data-dir=${first.userData}`, "--single", "tel:110"],
      workingDirectory: process.cwd(),
      additionalData: { from: second.child.pid },
    });
  });

  test("takes over the lock of an instance that died without releasing it", async () => {
    const first = await start({ arguments: ["--single"] });
    first.child.kill("SIGKILL");
    await first.exited;
    expect(existsSync(join(first.userData, "host-instance.lock"))).toBe(true);
    const second = await start({ userData: first.userData, arguments: ["--single"] });
    expect(await second.main("app.hasSingleInstanceLock()")).toBe(true);
  });

  test("is held by a prevented before-quit and then quits in order", async () => {
    const fixture = await start();
    await fixture.open("ui");
    fixture.do("holdQuit", { times: 1 });
    fixture.do("quit");
    expect(await fixture.next({ type: "beforeQuit" })).toMatchObject({ isHeld: true });
    expect(await fixture.evaluate("ui", "document.title")).toBe("Fixture");
    fixture.said.length = 0;
    fixture.do("quit");
    expect(await fixture.exited).toBe(0);
    expect(types(fixture)).toStrictEqual(["beforeQuit", "closed", "willQuit", "quit"]);
  });

  test("stays when its last window closes and somebody listens for that", async () => {
    const fixture = await start();
    await fixture.open("ui");
    fixture.do("close", { role: "ui" });
    await fixture.next({ type: "allClosed" });
    expect(await fixture.main("BrowserWindow.getAllWindows().length")).toBe(0);
  });

  test("exits with the code app.exit was given, without asking anyone", async () => {
    const fixture = await start();
    await fixture.open("ui");
    fixture.do("holdQuit", { times: 9 });
    fixture.said.length = 0;
    fixture.do("exit", { code: 4 });
    expect(await fixture.exited).toBe(4);
    expect(types(fixture)).toStrictEqual(["closed", "quit"]);
  });

  test("quits on SIGTERM", async () => {
    const fixture = await start();
    fixture.child.kill("SIGTERM");
    expect(await fixture.exited).toBe(0);
    expect(types(fixture)).toStrictEqual(["willQuit", "quit"]);
  });

  test("keeps Chromium until main has said goodbye when a terminal interrupts the whole group", async () => {
    const fixture = await start();
    await fixture.open("ui");
    fixture.do("holdQuit", { times: 1 });
    await fixture.main("app.getName()");
    process.kill(-(fixture.child.pid ?? 0), "SIGINT");
    await fixture.next({ type: "beforeQuit" });
    expect(await fixture.evaluate("ui", "document.title")).toBe("Fixture");
  });

  test("ends when its standard input closes and the environment asks for that", async () => {
    const fixture = await start();
    fixture.child.stdin.end();
    expect(await fixture.exited).toBe(0);
  });

  test("leaves no Chromium behind when it is killed", async () => {
    const fixture = await start();
    const pid = Number(await fixture.hook("host.chromiumProcessId"));
    expect(isAlive(pid)).toBe(true);
    fixture.child.kill("SIGKILL");
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  test("ends with an error when Chromium is killed", async () => {
    const fixture = await start();
    process.kill(Number(await fixture.hook("host.chromiumProcessId")), "SIGKILL");
    expect(await fixture.exited).toBe(1);
    expect(fixture.errors).toContain("Chromium has ended by itself, and the app ends with it.");
  });

  test("says in one sentence that no browser was found", async () => {
    const fixture = new Fixture({ env: { TANDEM_CHROMIUM: "/nowhere/chromium" } });
    running.push(fixture);
    expect(await fixture.exited).toBe(1);
    expect(fixture.errors.trim()).toBe(
      "No Chrome, Chromium or Edge was found: install one, or name it in TANDEM_CHROMIUM.",
    );
  });

  test("knows its paths, version and name", async () => {
    const fixture = await start();
    const facts = "[app.getPath('userData'), app.getVersion(), app.getName(), app.isPackaged, app.dock === undefined]";
    expect(await fixture.main(facts)).toStrictEqual([
      fixture.userData,
      "1.2.3",
      "Host Fixture",
      false,
      process.platform !== "darwin",
    ]);
    writeFileSync(join(fixture.userData, "probe"), "");
  });
});
