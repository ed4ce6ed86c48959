// The command line decides what the host can prove, so its rules are pinned down.
import { describe, expect, test } from "vitest";
import { chromiumFlags } from "./chromium-flags.ts";
import type { ChromiumFlagsInput } from "./chromium-flags.ts";

const input: ChromiumFlagsInput = {
  profileFolder: "/tmp/profile",
  isHeadless: true,
  isRoot: false,
  switches: new Map(),
  fakeAudio: undefined,
  debuggingPort: undefined,
  extraFlags: "",
};
const about = (prefix: string, wish: Partial<ChromiumFlagsInput>) =>
  chromiumFlags({ ...input, ...wish }).filter((flag) => flag.startsWith(prefix));

describe("Chromium's flags", () => {
  test("hold one list of disabled features, with main's and the environment's in it", () => {
    const switches = new Map([["disable-features", "WebRtcHideLocalIpsWithMdns"]]);
    const features = about("--disable-features", { switches, extraFlags: "--disable-features=Other" });
    expect(features).toStrictEqual([
      "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,OmniboxPopupAim,WebUIOmniboxFullPopup,WebRtcHideLocalIpsWithMdns,Other",
    ]);
  });

  test("never switch local network access checks off", () => {
    expect(chromiumFlags(input).join(" ")).not.toContain("LocalNetworkAccess");
  });

  test("bind the voice to no network card, as the engine's page asks of Electron", () => {
    expect(about("--webrtc", {})).toStrictEqual(["--webrtc-ip-handling-policy=default_public_and_private_interfaces"]);
  });

  test("pass main's switches with and without a value", () => {
    const switches = new Map([
      ["disable-gpu", ""],
      ["lang", "de"],
    ]);
    expect(about("--disable-gpu", { switches })).toStrictEqual(["--disable-gpu"]);
    expect(about("--lang", { switches })).toStrictEqual(["--lang=de"]);
  });

  test("leave the sandbox on except for root", () => {
    expect(about("--no-sandbox", {})).toStrictEqual([]);
    expect(about("--no-sandbox", { isRoot: true })).toStrictEqual(["--no-sandbox"]);
  });

  test.each([
    ["headless without a wish: Chromium's test tone", {}, ["--use-fake-device-for-media-stream"]],
    ["on a display without a wish: the real device", { isHeadless: false }, []],
    [
      "a file: said by the microphone",
      { fakeAudio: "/a.wav" },
      ["--use-fake-device-for-media-stream", "--use-file-for-fake-audio-capture=/a.wav"],
    ],
    ["none: no microphone at all", { fakeAudio: "none" }, []],
  ])("choose the microphone: %s", (_name, wish, expected) => {
    expect(about("--use-f", wish).slice(1)).toStrictEqual(expected);
  });
});
