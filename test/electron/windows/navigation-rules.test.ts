import { describe, expect, test } from "vitest";
import { isSamePage, toSafeExternalUrl } from "../../../electron/windows/navigation-rules.ts";

describe("a link for the system's browser", () => {
  test("is a plain https address", () => {
    expect(toSafeExternalUrl("https://example.com/a?b#c")).toBe("https://example.com/a?b#c");
  });

  test.each([
    "http://example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "app://ui/",
    "ms-msdt:/id",
    "https://user:pw@example.com/",
    "smb://host/share",
    "",
  ])("is never %s", (url) => {
    expect(toSafeExternalUrl(url)).toBeNull();
  });
});

describe("a page", () => {
  test("stays on its own host", () => {
    expect(isSamePage("app://ui/index.html", "app://ui/index.html#x")).toBe(true);
    expect(isSamePage("app://ui/index.html", "app://engine/index.html")).toBe(false);
    expect(isSamePage("app://ui/index.html", "https://ui/")).toBe(false);
    expect(isSamePage("https://ui/", "https://ui/")).toBe(false);
  });
});
