import { describe, expect, test } from "vitest";
import { toAppFile } from "../../../electron/windows/app-files.ts";

const root = "/app/out/renderer";

describe("an app:// address", () => {
  test.each([
    ["app://ui/", { role: "ui", path: `${root}/ui/index.html`, contentType: "text/html; charset=utf-8" }],
    ["app://ui/index.html", { role: "ui", path: `${root}/ui/index.html`, contentType: "text/html; charset=utf-8" }],
    [
      "app://engine/assets/engine-1.js?v=1#x",
      { role: "engine", path: `${root}/assets/engine-1.js`, contentType: "text/javascript; charset=utf-8" },
    ],
    ["app://ui/assets/a%20b.svg", { role: "ui", path: `${root}/assets/a b.svg`, contentType: "image/svg+xml" }],
    [
      "app://ui/%2e%2e/%2e%2e/main/main.js",
      { role: "ui", path: `${root}/ui/main/main.js`, contentType: "text/javascript; charset=utf-8" },
    ],
    [
      "app://ui/../../engine/index.html",
      { role: "ui", path: `${root}/ui/engine/index.html`, contentType: "text/html; charset=utf-8" },
    ],
  ])("%s stands for one file", (url, file) => {
    expect(toAppFile(root, url)).toEqual(file);
  });

  test.each([
    "app://ui/assets/..%2fengine/index.html",
    "app://ui/assets/..%2f..%2fmain/main.js",
    "app://ui/assets/%2e%2e%2f%2e%2e%2fpackage.json",
    "app://ui/..%5c..%5cmain.js",
    "app://ui/index.html%00.js",
    "app://ui/%zz",
    "app://ui/assets/",
    "app://ui/assets/secret.pem",
    "app://other/index.html",
    "https://ui/index.html",
    "app:///etc/passwd",
    "nonsense",
  ])("%s stands for nothing", (url) => {
    expect(toAppFile(root, url)).toBeNull();
  });
});
