// The walls Electron puts between page, preload and main must stand in the host too, and messages must cross them whole.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFixture } from "./start-fixture.ts";
import type { Fixture } from "./start-fixture.ts";

describe("a page with a sandboxed preload", () => {
  let fixture: Fixture;
  let report: unknown;

  beforeAll(async () => {
    fixture = await startFixture();
    await fixture.open("ui");
    report = await fixture.next({ type: "report" });
  });
  afterAll(() => fixture.end());

  test("has the exposed interface at its first line and none of the preload's world", () => {
    expect(report).toStrictEqual({
      type: "report",
      url: "app://ui/index.html",
      value: {
        api: "object",
        secret: "undefined",
        require: "undefined",
        binding: [],
        inlineRan: false,
        isSecureContext: true,
      },
    });
  });

  test("is served by main's handler with its Content-Security-Policy in force", async () => {
    const { message } = await fixture.next({ type: "console", level: "error" });
    expect(message).toMatch(/^Executing inline script violates .*script-src 'self'/);
  });

  test("asks main and gets the answer with its own address as the sender", async () => {
    expect(await fixture.evaluate("ui", "fixture.invoke('echo', { a: [1, null] }, 'b')")).toStrictEqual({
      args: [{ a: [1, null] }, "b"],
      kind: ["Object", "String"],
      url: "app://ui/index.html",
    });
  });

  test("gets what main sends until it stops listening", async () => {
    await fixture.evaluate(
      "ui",
      "window.heard = []; window.stop = fixture.on('news', (...args) => heard.push(args)); null",
    );
    for (const number of [1, 2, 3]) fixture.do("send", { role: "ui", channel: "news", args: [number, { x: number }] });
    expect(await fixture.evaluate("ui", "heard")).toStrictEqual([
      [1, { x: 1 }],
      [2, { x: 2 }],
      [3, { x: 3 }],
    ]);
    await fixture.evaluate("ui", "stop(); null");
    fixture.do("send", { role: "ui", channel: "news", args: [4] });
    expect(await fixture.evaluate("ui", "heard.length")).toBe(3);
  });

  test("shows a listener's exception on its console and goes on", async () => {
    await fixture.evaluate("ui", "fixture.on('news', () => { throw new Error('listener broke') }); null");
    fixture.do("send", { role: "ui", channel: "news", args: [5] });
    const { message } = await fixture.next({ type: "console", level: "error" });
    expect(message).toContain("listener broke");
    expect(await fixture.evaluate("ui", "fixture.invoke('echo', 1).then(({ args }) => args)")).toStrictEqual([1]);
  });

  test("gets a reply through event.reply", async () => {
    const code = "new Promise((resolve) => { fixture.on('pong', resolve); fixture.send('ping', 7) })";
    expect(await fixture.evaluate("ui", code)).toBe(7);
  });

  test("keeps Date, Map, undefined, bytes, big integers and errors over IPC", async () => {
    const code = `fixture.invokeRich().then(({ args: [date, map, nothing, bytes, big, error], kind }) => [
      date.getTime(), map.get('a'), String(nothing), [...bytes], String(big), error.message, kind])`;
    expect(await fixture.evaluate("ui", code)).toStrictEqual([
      0,
      1,
      "undefined",
      [1, 2],
      "10",
      "e",
      ["Date", "Map", "Undefined", "Uint8Array", "BigInt", "Error"],
    ]);
  });

  test("is refused a function over IPC", async () => {
    expect(await fixture.evaluate("ui", "fixture.invokeFunction()")).toBe("An object could not be cloned.");
  });

  test("reads main's failures in Electron's words", async () => {
    const messages = await fixture.evaluate(
      "ui",
      "Promise.all(['fail', 'nobody'].map((channel) => fixture.invoke(channel).catch((error) => error.message)))",
    );
    expect(messages).toStrictEqual([
      "Error invoking remote method 'fail': TypeError: nope",
      "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    ]);
  });

  test("gets the preload's exceptions as they were thrown", async () => {
    const code =
      "(() => { try { fixture.boom() } catch (error) { return [error instanceof RangeError, error.message] } })()";
    expect(await fixture.evaluate("ui", code)).toStrictEqual([true, "boom"]);
  });

  test("cannot change the exposed interface", async () => {
    const code =
      "(() => { fixture.invoke = 1; delete window.fixture; window.fixture = 2; return typeof fixture.invoke })()";
    expect(await fixture.evaluate("ui", code)).toBe("function");
  });

  test("has a preload that may require electron alone and knows it is sandboxed", async () => {
    expect(await fixture.evaluate("ui", "[fixture.requireFs(), fixture.sandboxed, fixture.platform]")).toStrictEqual([
      "module not found: fs (a sandboxed preload may require electron alone)",
      true,
      process.platform,
    ]);
  });

  test("cannot open a window or leave for another address", async () => {
    await fixture.evaluate("ui", "window.opened = window.open('https://example.org/') === null; null");
    expect(await fixture.next({ type: "windowOpen" })).toMatchObject({ url: "https://example.org/" });
    expect(await fixture.evaluate("ui", "window.opened")).toBe(true);
    await fixture.evaluate("ui", "location.href = 'https://example.org/elsewhere'; null");
    expect(await fixture.next({ type: "willNavigate" })).toMatchObject({ url: "https://example.org/elsewhere" });
    expect(await fixture.evaluate("ui", "location.pathname")).toBe("/index.html");
  });

  test("says which address could not be loaded", async () => {
    const url = "http://127.0.0.1:59999/";
    fixture.do("open", { role: "broken", url });
    expect(await fixture.next({ type: "notLoaded", role: "broken" })).toStrictEqual({
      type: "notLoaded",
      role: "broken",
      message: `ERR_CONNECTION_REFUSED (-102) loading '${url}'`,
    });
  });
});
