import { describe, expect, test } from "vitest";
import { parseCli, plainRun } from "../../../electron/app/cli.ts";
import { toOwnArguments } from "../../../electron/app/own-arguments.ts";
import { toAnswer } from "../../../electron/app/to-answer.ts";

describe("the command line", () => {
  test("asks for a plain start when it is empty", () => {
    expect(parseCli([])).toEqual(plainRun);
  });

  test("takes every flag of a start together", () => {
    const argv = ["--hidden", "--dial=110", "--user-data-dir=/u", "--policy=/p.json", "--host=chromium", "--headless"];
    expect(parseCli(argv)).toEqual({
      kind: "run",
      isHidden: true,
      dial: "110",
      link: null,
      userDataFolder: "/u",
      policyFile: "/p.json",
    });
  });

  test.each([
    [["--help"], { kind: "help" }],
    [["-h"], { kind: "help" }],
    [["--version"], { kind: "version" }],
    [["--diagnostics"], { kind: "diagnose", file: null, policyFile: null, userDataFolder: null }],
    [
      ["--hidden", "--diagnostics=out.zip", "--policy=/p.json", "--user-data-dir=/u"],
      { kind: "diagnose", file: "out.zip", policyFile: "/p.json", userDataFolder: "/u" },
    ],
    [["--check-config"], { kind: "checkConfig", policyFile: null, userDataFolder: null, format: "table" }],
    [
      ["--policy=/p.json", "--check-config=json", "--user-data-dir=/u"],
      { kind: "checkConfig", policyFile: "/p.json", userDataFolder: "/u", format: "json" },
    ],
    [["--roster=/o.csv", "--out=/out"], { kind: "roster", list: "/o.csv", site: null, out: "/out" }],
    [
      ["--out=/out", "--site=/s.json", "--roster=/o.csv"],
      { kind: "roster", list: "/o.csv", site: "/s.json", out: "/out" },
    ],
    [["--ladder=/t.log"], { kind: "ladder", log: "/t.log", call: null, probes: false, out: null }],
    [
      ["--probes", "--out=/l.html", "--call=600", "--ladder=/t.log"],
      { kind: "ladder", log: "/t.log", call: "600", probes: true, out: "/l.html" },
    ],
  ])("answers %j without a start", (argv, wish) => {
    expect(parseCli(argv)).toEqual(wish);
  });

  test.each(["tel:+81-3-1234-5678", "SIP:echo@example.com", "sips:echo", "callto:600"])(
    "lets the link %s silence every flag beside it",
    (link) => {
      const argv = ["--dial=900", "--policy=/evil.json", "--bogus", link, "--check-config"];
      expect(parseCli(argv)).toEqual({ ...plainRun, link });
    },
  );

  test("takes a link as Windows hands it over, behind what ends Chromium's own switches", () => {
    expect(parseCli(["--", "tel:600"])).toEqual({ ...plainRun, link: "tel:600" });
  });

  test.each([
    ["--bogus", "--bogus is not a flag of Tandem."],
    ["--polcy=/p", "--polcy is not a flag of Tandem."],
    ["--dial", "--dial needs a value: --dial=…"],
    ["--policy=", "--policy needs a value: --policy=…"],
    ["--diagnostics=", "--diagnostics needs a file behind its =, or no =."],
    ["--hidden=yes", "--hidden takes no value."],
    ["--check-config=xml", "--check-config takes no value but json."],
    ["--roster=/o.csv", "--roster and --out go together."],
    ["--ladder=", "--ladder needs a value: --ladder=…"],
    ["--call=600", "--call and --probes go with --ladder."],
    ["--probes", "--call and --probes go with --ladder."],
    ["--probes=all", "--probes takes no value."],
    ["--host=firefox", "--host is electron or chromium."],
    ["12345", '"12345" is neither a flag nor a link.'],
  ])("refuses %s with a sentence", (argument, problem) => {
    expect(parseCli([argument])).toEqual({ kind: "usage", problem });
  });

  test.each([
    [["--ladder=/t.log", "--out=/t.log"], "--out of --ladder is a page: --out=<file>.html"],
    [["--ladder=/t.log", "--roster=/o.csv", "--out=/out"], "--ladder does not go with --roster and --site."],
  ])("refuses %j, which would do something else than is meant", (argv, problem) => {
    expect(parseCli(argv)).toEqual({ kind: "usage", problem });
  });

  test.each([
    "--no-sandbox",
    "--inspect=0",
    "--inspect-brk",
    "--remote-debugging-port=0",
    "--disable-gpu",
    "--enable-logging",
    "--lang=ja",
  ])("leaves %s to Chromium and Node", (argument) => {
    expect(parseCli([argument])).toEqual(plainRun);
  });
});

describe("the arguments of Tandem", () => {
  test("are what follows the program when packed", () => {
    expect(toOwnArguments(["/opt/tandem", "--hidden"], true)).toEqual(["--hidden"]);
  });

  test("leave out the app's path in development, wherever it stands", () => {
    expect(toOwnArguments(["electron", "--no-sandbox", ".", "--hidden"], false)).toEqual(["--no-sandbox", "--hidden"]);
    expect(toOwnArguments(["node", "out/main/main.js", "tel:110"], false)).toEqual(["tel:110"]);
  });
});

describe("the flags that only print", () => {
  const needs = {
    version: "1.2.3",
    checkConfig: ({ policyFile }: { policyFile: string | null }) => ({
      isGood: policyFile === "/good.json",
      text: `about ${String(policyFile)}`,
    }),
    makeRoster: ({ list, out }: { readonly list: string; readonly out: string }) => ({
      isGood: out === "/out",
      line: `about ${list}`,
    }),
    drawLadder: ({ log, probes }: { readonly log: string; readonly probes: boolean }) => ({
      isGood: probes,
      line: `about ${log}`,
    }),
    unsealRecording: (file: string, keyFile: string) => ({ isGood: keyFile === "/key.pem", line: `about ${file}` }),
  };

  test.each([
    [{ kind: "version" } as const, { text: "1.2.3\n", code: 0 }],
    [
      { kind: "checkConfig", policyFile: "/good.json", userDataFolder: null, format: "table" } as const,
      { text: "about /good.json\n", code: 0, isForPrograms: false },
    ],
    [
      { kind: "checkConfig", policyFile: null, userDataFolder: null, format: "json" } as const,
      { text: "about null\n", code: 4, isForPrograms: true },
    ],
    [
      { kind: "unsealRecording", file: "/a.webm.sealed", keyFile: "/key.pem" } as const,
      { text: "about /a.webm.sealed\n", code: 0 },
    ],
    [{ kind: "unsealRecording", file: "/a", keyFile: "/other.pem" } as const, { text: "about /a\n", code: 1 }],
    [{ kind: "roster", list: "/o.csv", site: null, out: "/out" } as const, { text: "about /o.csv\n", code: 0 }],
    [{ kind: "roster", list: "/o.csv", site: null, out: "/etc" } as const, { text: "about /o.csv\n", code: 1 }],
    [
      { kind: "ladder", log: "/t.log", call: null, probes: true, out: null } as const,
      { text: "about /t.log\n", code: 0 },
    ],
    [
      { kind: "ladder", log: "/t.log", call: null, probes: false, out: null } as const,
      { text: "about /t.log\n", code: 1 },
    ],
  ])("answer %j", (wish, answer) => {
    expect(toAnswer(wish, needs)).toEqual(answer);
  });

  test("show the usage with exit code 0 when asked, and with 2 after a mistake", () => {
    const help = toAnswer({ kind: "help" }, needs);
    const misuse = toAnswer({ kind: "usage", problem: "--x is not a flag of Tandem." }, needs);
    expect(help.code).toBe(0);
    expect(misuse).toEqual({ text: `--x is not a flag of Tandem.\n\n${help.text}`, code: 2 });
  });
});
