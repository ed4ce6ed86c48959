// Builds Chromium's command line: the host's own needs, main's appendSwitch calls and the environment's wishes.

export interface ChromiumFlagsInput {
  profileFolder: string;
  isHeadless: boolean;
  isRoot: boolean;
  switches: ReadonlyMap<string, string>;
  /** A WAV file, `none` for a computer without a microphone, undefined for Chromium's own test tone. */
  fakeAudio: string | undefined;
  debuggingPort: string | undefined;
  extraFlags: string;
}

/** Chromium 156 gives each window an address-bar renderer unless these are off. */
const addressBarFeatures = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "OmniboxPopupAim", "WebUIOmniboxFullPopup"];

const listSwitches = new Set([
  "disable-features",
  "enable-features",
  "disable-blink-features",
  "enable-blink-features",
]);

/** Page title of the window Chromium starts with; a hidden target cannot be made before some window exists. */
export const startPage = "data:text/html,<title>tandem-start</title>";

function audioFlags(fakeAudio: string | undefined, isHeadless: boolean): string[] {
  if (fakeAudio === "none") return [];
  if (fakeAudio !== undefined && fakeAudio !== "") {
    return ["--use-fake-device-for-media-stream", `--use-file-for-fake-audio-capture=${fakeAudio}`];
  }
  return isHeadless ? ["--use-fake-device-for-media-stream"] : [];
}

/** Chromium obeys only the last `--disable-features`, so every list switch is merged into one. */
function mergeListSwitches(flags: readonly string[]): string[] {
  const lists = new Map<string, Set<string>>();
  const others: string[] = [];
  for (const flag of flags) {
    const match = /^--([^=]+)=(.*)$/.exec(flag);
    const [name, value] = [match?.[1], match?.[2]];
    if (name === undefined || value === undefined || !listSwitches.has(name)) {
      others.push(flag);
      continue;
    }
    const list = lists.get(name) ?? new Set();
    for (const feature of value.split(",")) if (feature !== "") list.add(feature);
    lists.set(name, list);
  }
  return [...others, ...[...lists].map(([name, list]) => `--${name}=${[...list].join(",")}`)];
}

export function chromiumFlags(input: ChromiumFlagsInput): string[] {
  const flags = [
    "--remote-debugging-pipe",
    `--user-data-dir=${input.profileFolder}`,
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-session-crashed-bubble",
    "--hide-crash-restore-bubble",
    "--password-store=basic",
    "--use-mock-keychain",
    "--autoplay-policy=no-user-gesture-required",
    // A hidden target has no prompt to answer; main's denial reaches the page as a Permissions-Policy instead.
    "--use-fake-ui-for-media-stream",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    // What the engine's page asks for wherever there is a default route; here only the command line can say it.
    "--webrtc-ip-handling-policy=default_public_and_private_interfaces",
    `--disable-features=${addressBarFeatures.join(",")}`,
  ];
  // On a display Chromium would end with its last window; the engine must not. Disabling extensions undoes this flag.
  if (input.isHeadless) flags.push("--headless=new", "--disable-extensions");
  else flags.push("--keep-alive-for-test");
  if (input.isRoot) flags.push("--no-sandbox", "--test-type");
  if (input.debuggingPort !== undefined) flags.push(`--remote-debugging-port=${input.debuggingPort}`);
  flags.push(...audioFlags(input.fakeAudio, input.isHeadless));
  for (const [name, value] of input.switches) flags.push(value === "" ? `--${name}` : `--${name}=${value}`);
  flags.push(...input.extraFlags.split(/\s+/).filter((flag) => flag !== ""));
  const start = input.isHeadless ? "about:blank" : `--app=${startPage}`;
  return [...mergeListSwitches(flags), start];
}
