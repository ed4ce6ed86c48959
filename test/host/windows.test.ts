// The engine outlives every window and a dead renderer is reported and replaced: the shape of the product rests on it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFixture } from "./start-fixture.ts";
import type { Fixture } from "./start-fixture.ts";

describe("windows", () => {
  let fixture: Fixture;

  beforeAll(async () => {
    fixture = await startFixture();
    await fixture.open("engine", { isEngine: true });
    await fixture.evaluate("engine", "window.born = 42; null");
  });
  afterAll(() => fixture.end());

  test("a hidden engine page runs unthrottled without any window", async () => {
    const code = `new Promise((resolve) => {
      let ticks = 0;
      const timer = setInterval(() => (ticks += 1), 20);
      setTimeout(() => { clearInterval(timer); resolve([document.visibilityState, outerWidth, ticks > 5]) }, 1000);
    })`;
    expect(await fixture.evaluate("engine", code)).toStrictEqual(["visible", 0, true]);
  });

  test("the engine keeps its state and its messages when the last window closes", async () => {
    await fixture.open("ui");
    fixture.do("close", { role: "ui" });
    await fixture.next({ type: "closed", role: "ui" });
    expect(await fixture.evaluate("engine", "fixture.invoke('echo', born).then(({ args }) => args[0])")).toBe(42);
    expect((await fixture.open("ui"))["url"]).toBe("app://ui/index.html");
  });

  test("a crashed window is reported, the engine lives, and a new window works", async () => {
    fixture.do("crash", { role: "ui" });
    expect(await fixture.next({ type: "gone" })).toStrictEqual({ type: "gone", role: "ui", reason: "crashed" });
    expect(await fixture.evaluate("engine", "born")).toBe(42);
    fixture.do("close", { role: "ui" });
    await fixture.next({ type: "closed", role: "ui" });
    await fixture.open("ui");
    expect(await fixture.evaluate("ui", "fixture.invoke('echo', 1).then(({ args }) => args)")).toStrictEqual([1]);
  });

  test("a crashed window can be reloaded with its preload", async () => {
    fixture.do("crash", { role: "ui" });
    await fixture.next({ type: "gone", role: "ui" });
    fixture.said.length = 0;
    fixture.do("reload", { role: "ui" });
    await fixture.next({ type: "report", url: "app://ui/index.html" });
    expect(await fixture.evaluate("ui", "fixture.invoke('echo', 2).then(({ args }) => args)")).toStrictEqual([2]);
  });

  test("a crashed engine can be replaced although no window is open", async () => {
    fixture.do("close", { role: "ui" });
    await fixture.next({ type: "closed", role: "ui" });
    fixture.do("crash", { role: "engine" });
    await fixture.next({ type: "gone", role: "engine" });
    fixture.do("close", { role: "engine" });
    await fixture.next({ type: "closed", role: "engine" });
    await fixture.open("engine", { isEngine: true });
    expect(await fixture.evaluate("engine", "typeof window.born")).toBe("undefined");
  });

  test("a window can be hidden and shown, and its page knows", async () => {
    await fixture.open("ui");
    const window =
      "BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().startsWith('app://ui'))";
    const visibility = async () => await fixture.evaluate("ui", "document.visibilityState");
    await expect.poll(visibility).toBe("visible");
    await fixture.main(`(${window}.hide(), null)`);
    await expect.poll(visibility).toBe("hidden");
    await fixture.main(`(${window}.show(), null)`);
    await expect.poll(visibility).toBe("visible");
    expect(
      await fixture.main(`[${window}.isVisible(), ${window}.isFocused(), ${window}.getBounds().width]`),
    ).toStrictEqual([true, true, 380]);
  });

  test("a window that waits to be shown paints meanwhile, and is not visible to main", async () => {
    await fixture.open("waiting", { isShown: false });
    const nextFrame = "new Promise((resolve) => requestAnimationFrame(() => resolve(document.visibilityState)))";
    expect(await fixture.evaluate("waiting", nextFrame)).toBe("visible");
    const window =
      "BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().startsWith('app://waiting'))";
    expect(await fixture.main(`${window}.isVisible()`)).toBe(false);
    fixture.do("close", { role: "waiting" });
    await fixture.next({ type: "closed", role: "waiting" });
  });

  test("a page is laid out and drawn larger or smaller, in the size its window has then", async () => {
    await fixture.open("zoomed");
    const window =
      "BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().startsWith('app://zoomed'))";
    const size = async () => (await fixture.evaluate("zoomed", "[innerWidth, devicePixelRatio]")) as number[];
    const [usualWidth = 0] = await size();
    const zoom = (factor: number) => fixture.main(`(${window}.webContents.setZoomFactor(${factor}), null)`);
    await zoom(1.25);
    await zoom(2);
    await expect.poll(size).toStrictEqual([usualWidth / 2, 2]);
    await fixture.main(`(${window}.setSize(${usualWidth + 200}, 600), null)`);
    await expect.poll(size).toStrictEqual([usualWidth / 2 + 100, 2]);
    expect(await fixture.main(`${window}.webContents.getZoomFactor()`)).toBe(2);
    await zoom(1);
    await expect.poll(size).toStrictEqual([usualWidth + 200, 1]);
    fixture.do("close", { role: "zoomed" });
    await fixture.next({ type: "closed", role: "zoomed" });
  });

  test("a member the host lacks throws in main", async () => {
    fixture.do("main", { code: "app.getGPUInfo('basic')" });
    expect(await fixture.next({ type: "mainThrew" })).toStrictEqual({
      type: "mainThrew",
      message: "the stand-in lacks app.getGPUInfo",
    });
  });
});
