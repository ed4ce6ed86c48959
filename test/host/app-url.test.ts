// Addresses must survive the trip into Chromium and back, since main compares them when it judges a sender.
import { beforeAll, describe, expect, test } from "vitest";
import { addHostedScheme, toAppUrl, toChromiumUrl } from "./app-url.ts";

describe("app addresses", () => {
  beforeAll(() => addHostedScheme("app"));

  test.each([
    ["app://ui/index.html", "https://ui.app.localhost/index.html"],
    ["app://engine/a/b.js?x=1#y", "https://engine.app.localhost/a/b.js?x=1#y"],
    ["app://ui/", "https://ui.app.localhost/"],
    ["https://example.org/x", "https://example.org/x"],
    ["data:text/html,x", "data:text/html,x"],
  ])("%s is carried as %s and back", (appUrl, chromiumUrl) => {
    expect(toChromiumUrl(appUrl)).toBe(chromiumUrl);
    expect(toAppUrl(chromiumUrl)).toBe(appUrl);
  });

  test("a host that only ends alike is not mistaken for ours", () => {
    expect(toAppUrl("https://evil.example/https://ui.app.localhost/")).toBe(
      "https://evil.example/https://ui.app.localhost/",
    );
    expect(toAppUrl("https://ui.app.localhost.evil.example/")).toBe("https://ui.app.localhost.evil.example/");
    expect(toAppUrl("http://ui.app.localhost/")).toBe("http://ui.app.localhost/");
  });

  test("a host Chromium cannot carry is refused", () => {
    expect(() => toChromiumUrl("app://./index.html")).toThrow(
      "the stand-in cannot carry the host of app://./index.html",
    );
  });
});
