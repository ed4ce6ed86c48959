/** What the command line asks for. Pure: argv in, one wish out; a link silences every flag beside it. */

export type RunWish = {
  readonly kind: "run";
  /** Start in the tray, without a window. */
  readonly isHidden: boolean;
  /** A number for the dial field. */
  readonly dial: string | null;
  /** A tel:, sip:, callto: or tandem: link; then nothing else of argv counts. */
  readonly link: string | null;
  readonly userDataFolder: string | null;
  readonly policyFile: string | null;
};

/** A start without any flag. */
export const plainRun: RunWish = {
  kind: "run",
  isHidden: false,
  dial: null,
  link: null,
  userDataFolder: null,
  policyFile: null,
};

export type CheckConfigWish = {
  readonly kind: "checkConfig";
  readonly policyFile: string | null;
  /** Whose choices are looked at too; null: the usual one. */
  readonly userDataFolder: string | null;
  readonly format: "table" | "json";
};

export type LadderWish = {
  readonly kind: "ladder";
  /** A log, a folder of logs, or the file of `--diagnostics`. */
  readonly log: string;
  /** Part of a Call-ID or of a number; null: everything. */
  readonly call: string | null;
  readonly probes: boolean;
  /** Where the page goes; null: the ladder is printed. */
  readonly out: string | null;
};

export type CliWish =
  | RunWish
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | {
      readonly kind: "diagnose";
      /** Where the report goes with all that belongs to it; null: the report alone is printed. */
      readonly file: string | null;
      readonly policyFile: string | null;
      readonly userDataFolder: string | null;
    }
  | CheckConfigWish
  | { readonly kind: "unsealRecording"; readonly file: string; readonly keyFile: string }
  /** `site` null: site.json beside the list. */
  | { readonly kind: "roster"; readonly list: string; readonly site: string | null; readonly out: string }
  | LadderWish
  | { readonly kind: "usage"; readonly problem: string };

export const exitCodes = { ok: 0, error: 1, usage: 2, noConfiguration: 4 } as const;

export const usage = `Tandem, a softphone that is registered on two PBXs at once.

  tandem [flags] [tel:|sip:|callto:|tandem: link]

  --help                   show this and exit
  --version                show the version and exit
  --check-config[=json]    check the policy document and the policies, show every value in force and who decided it, and
                           exit: 0 when good, 4 when not
  --diagnostics[=<file>]   look at every server step by step, print what was found, and exit: 0 all is well, 1 something
                           failed, 4 no usable configuration; <file>.zip (or .json, .txt) holds the report, the
                           configuration, versions, outages and logs, without secrets
  --unseal-recording=<file> --key=<file>
                           write a sealed recording beside itself for any player, with the private key, and exit
  --roster=<csv> --out=<folder> [--site=<json>]
                           make every operator's document and the servers' configuration from one list, and exit
  --ladder=<log>           print the SIP messages of a log written with TANDEM_LOG=debug as a ladder, and exit; <log> is a
                           tandem.log, a folder of them, or the file of --diagnostics
      [--call=<part>]      only the calls with this in their Call-ID or number
      [--probes]           every probe (OPTIONS), not their count alone
      [--out=<file.html>]  write it as a page instead
  --policy=<file>          use this policy document (an installed Tandem takes it only if an administrator owns it)
  --user-data-dir=<folder> keep settings, logs and local-api.json here
  --hidden                 start in the tray, without a window
  --dial=<number>          put the number in the dial field
  --host=electron|chromium which runtime opens the app (development)
  --headless               open no visible window (development, Chromium host only)

A link fills the dial field, a tandem:enrol link the field of the first start; it silences every flag beside it.
Exit codes: 0 fine, 1 error, 2 wrong usage, 4 no usable configuration.
`;

const linkForm = /^(tel|sips?|callto|tandem):/i;

/**
 * Switches of Chromium, Node and test drivers are theirs to read; the rest of `--` must be ours. The list is open only
 * by these beginnings, so that a mistyped flag of ours is still told.
 */
const foreignSwitch =
  /^--(no-sandbox|inspect|inspect-brk|remote-debugging|remote-allow-origins|enable-|disable-|force-|use-|allow-|autoplay-policy|lang|ozone-|js-flags|log-|v=|vmodule|gtk-|password-store|proxy-|ignore-certificate|in-process-gpu|single-process|no-zygote|trace-|type=|original-process-start-time|class=|window-|display|show-|host-|no-first-run|test-type)/;

/** @param argv the arguments after the program, and after the app's path where there is one. */
export function parseCli(argv: readonly string[]): CliWish {
  const link = argv.find((argument) => linkForm.test(argument));
  return link === undefined ? readFlags(argv) : { ...plainRun, link };
}

const valuedFlags = new Set([
  "--dial",
  "--user-data-dir",
  "--policy",
  "--host",
  "--unseal-recording",
  "--key",
  "--roster",
  "--out",
  "--site",
  "--ladder",
  "--call",
]);

function readFlags(argv: readonly string[]): CliWish {
  let wish = plainRun;
  let bundle: string | null | undefined;
  let format: CheckConfigWish["format"] | null = null;
  let sealedFile: string | null = null;
  let keyFile: string | null = null;
  let list: string | null = null;
  let out: string | null = null;
  let site: string | null = null;
  let log: string | null = null;
  let call: string | null = null;
  let probes = false;
  for (const argument of argv) {
    const [name, value] = splitFlag(argument);
    const needsValue = valuedFlags.has(name);
    if (name === "--diagnostics" && value === "") return misuse("--diagnostics needs a file behind its =, or no =.");
    if (needsValue && (value === null || value === "")) return misuse(`${name} needs a value: ${name}=…`);
    const takesNone = ["--help", "-h", "--version", "--hidden", "--headless", "--probes"].includes(name);
    if (takesNone && value !== null) return misuse(`${name} takes no value.`);
    switch (name) {
      case "--help":
      case "-h":
        return { kind: "help" };
      case "--version":
        return { kind: "version" };
      case "--check-config":
        if (value !== null && value !== "json") return misuse("--check-config takes no value but json.");
        format = value ?? "table";
        break;
      case "--diagnostics":
        bundle = value;
        break;
      case "--hidden":
        wish = { ...wish, isHidden: true };
        break;
      case "--dial":
        wish = { ...wish, dial: value };
        break;
      case "--user-data-dir":
        wish = { ...wish, userDataFolder: value };
        break;
      case "--unseal-recording":
        sealedFile = value;
        break;
      case "--key":
        keyFile = value;
        break;
      case "--roster":
        list = value;
        break;
      case "--out":
        out = value;
        break;
      case "--site":
        site = value;
        break;
      case "--ladder":
        log = value;
        break;
      case "--call":
        call = value;
        break;
      case "--probes":
        probes = true;
        break;
      case "--policy":
        wish = { ...wish, policyFile: value };
        break;
      case "--host":
        if (value !== "electron" && value !== "chromium") return misuse("--host is electron or chromium.");
        break;
      case "--headless":
        break;
      default:
        if (foreignSwitch.test(argument)) break;
        if (argument.startsWith("-")) return misuse(`${name} is not a flag of Tandem.`);
        return misuse(`"${argument}" is neither a flag nor a link.`);
    }
  }
  if (sealedFile !== null && keyFile !== null) return { kind: "unsealRecording", file: sealedFile, keyFile };
  if (sealedFile !== null || keyFile !== null) return misuse("--unseal-recording and --key go together.");
  if (log !== null) return toLadderWish({ log, call, probes, out }, list ?? site);
  if (call !== null || probes) return misuse("--call and --probes go with --ladder.");
  if (list !== null && out !== null) return { kind: "roster", list, site, out };
  if (list !== null || out !== null || site !== null) return misuse("--roster and --out go together.");
  const { policyFile, userDataFolder } = wish;
  if (bundle !== undefined) return { kind: "diagnose", file: bundle, policyFile, userDataFolder };
  return format === null ? wish : { kind: "checkConfig", policyFile, userDataFolder, format };
}

/** @param other what belongs to another flag that takes `--out`. */
function toLadderWish(wish: Omit<LadderWish, "kind">, other: string | null): CliWish {
  if (other !== null) return misuse("--ladder does not go with --roster and --site.");
  // A name of another kind may well be that of the log itself.
  const isPage = wish.out === null || /\.html?$/iu.test(wish.out);
  return isPage ? { kind: "ladder", ...wish } : misuse("--out of --ladder is a page: --out=<file>.html");
}

function splitFlag(argument: string): readonly [string, string | null] {
  const at = argument.indexOf("=");
  return at === -1 ? [argument, null] : [argument.slice(0, at), argument.slice(at + 1)];
}

function misuse(problem: string): CliWish {
  return { kind: "usage", problem };
}
