// The host must find the browser that is there and say clearly when the one asked for is not.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "./find-chromium.ts";

describe("findChromium", () => {
  let folder: string;
  const executable = (name: string) => {
    const path = join(folder, name);
    writeFileSync(path, "#!/bin/sh\n");
    chmodSync(path, 0o755);
    return path;
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "find-chromium-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("takes the browser named in TANDEM_CHROMIUM", () => {
    const path = executable("my-browser");
    expect(findChromium({ TANDEM_CHROMIUM: path, PATH: "" }, "linux")).toBe(path);
  });

  test("finds nothing rather than another browser when the named one is missing", () => {
    executable("chromium");
    expect(findChromium({ TANDEM_CHROMIUM: join(folder, "missing"), PATH: folder }, "linux")).toBeNull();
  });

  test("prefers Chromium to Chrome on the PATH", () => {
    const chromium = executable("chromium");
    executable("google-chrome");
    expect(findChromium({ PATH: `/nowhere:${folder}` }, "linux")).toBe(chromium);
  });

  test("finds nothing on an empty PATH", () => {
    expect(findChromium({ PATH: "/nowhere" }, "linux")).toBeNull();
  });
});
