import { expect, test } from "vitest";
import { readDemoFlags } from "../../../scripts/demo/demo-flags.ts";

test("without --script every flag is the app's; with it only --json is known", () => {
  const asked = [
    [],
    ["--host=chromium", "--hidden"],
    ["--script"],
    ["--script", "--json"],
    ["--json"],
    ["--script", "--hidden"],
  ];
  expect(asked.map(readDemoFlags)).toEqual([
    { kind: "desk", appFlags: [] },
    { kind: "desk", appFlags: ["--host=chromium", "--hidden"] },
    { kind: "script", isJson: false },
    { kind: "script", isJson: true },
    { kind: "usage", problem: "--json goes with --script." },
    { kind: "usage", problem: '--script takes --json alone, not "--hidden".' },
  ]);
});
