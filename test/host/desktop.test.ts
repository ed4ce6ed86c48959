// What only a desktop could show is recorded, and a test can play the person in front of it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFixture } from "./start-fixture.ts";
import type { Fixture } from "./start-fixture.ts";

describe("the recorded desktop", () => {
  let fixture: Fixture;

  beforeAll(async () => {
    fixture = await startFixture();
    fixture.do("tray");
  });
  afterAll(() => fixture.end());

  test("holds the tray with its tooltip and menu, and clicks reach main", async () => {
    const tray = "host.records.trays[0]";
    expect(await fixture.hook(`[${tray}.toolTip, ${tray}.contextMenu.items.map(({ label }) => label)]`)).toStrictEqual([
      "Ready on both servers",
      ["Open"],
    ]);
    await fixture.hook(`(${tray}.click(), ${tray}.contextMenu.items[0].click(), null)`);
    expect(await fixture.next({ type: "trayClicked" })).toStrictEqual({ type: "trayClicked" });
    expect(await fixture.next({ type: "menu" })).toStrictEqual({ type: "menu", label: "Open" });
  });

  test("answers a dialog with its default, or as the test decides", async () => {
    const ask = "electron.dialog.showMessageBoxSync({ message: 'Quit?', buttons: ['Yes', 'No'], defaultId: 1 })";
    expect(await fixture.main(ask)).toBe(1);
    await fixture.hook("(host.records.answerDialog = () => 0, null)");
    expect(await fixture.main(ask)).toBe(0);
    expect(await fixture.hook("host.records.dialogs.map(({ kind, answer }) => [kind, answer])")).toStrictEqual([
      ["messageBox", 1],
      ["messageBox", 0],
    ]);
  });

  test("sends power events to main", async () => {
    await fixture.main("(electron.powerMonitor.on('resume', () => (globalResult.resumed = true)), null)");
    await fixture.hook("(host.emitPower('resume'), null)");
    expect(await fixture.main("globalResult.resumed")).toBe(true);
  });

  test("keeps secrets under a key of its own file and names that backend", async () => {
    const code = `(() => {
      const { safeStorage } = electron;
      const secret = safeStorage.encryptString('grüße');
      return [safeStorage.getSelectedStorageBackend(), secret.includes('gr'), safeStorage.decryptString(secret)];
    })()`;
    expect(await fixture.main(code)).toStrictEqual(["host_key_file", false, "grüße"]);
  });

  test("gives the theme to the pages", async () => {
    await fixture.open("ui");
    await fixture.main("(electron.nativeTheme.themeSource = 'dark', null)");
    const isDark = () => fixture.evaluate("ui", "matchMedia('(prefers-color-scheme: dark)').matches");
    await expect.poll(isDark).toBe(true);
    await fixture.main("(electron.nativeTheme.themeSource = 'light', null)");
    await expect.poll(isDark).toBe(false);
  });

  test("writes down what main handed to the outside", async () => {
    await fixture.main(
      "(electron.shell.openExternal('https://example.org/'), electron.globalShortcut.register('F8', () => undefined), new electron.Notification({ title: 'Call', body: '110' }).show(), null)",
    );
    const { records } = (await fixture.hook(
      "({ records: { opened: host.records.openedExternal, keys: [...host.records.shortcuts.keys()], told: host.records.notifications.map(({ title, body }) => [title, body]) } })",
    )) as { records: unknown };
    expect(records).toStrictEqual({ opened: ["https://example.org/"], keys: ["F8"], told: [["Call", "110"]] });
  });
});
