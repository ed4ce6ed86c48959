/** What `npm run demo -- …` asks for: the desk with its control panel, or the story without a display. */

export type DemoWish =
  /** `appFlags` go to the app as they are. */
  | { readonly kind: "desk"; readonly appFlags: readonly string[] }
  | { readonly kind: "script"; readonly isJson: boolean }
  | { readonly kind: "usage"; readonly problem: string };

export const demoUsage = `Two embedded PBXs on loopback and the softphone registered on both.

  npm run demo                      the app, and a control panel to break and mend either server
  npm run demo -- --host=chromium   flags after -- go to the app
  npm run demo -- --script          plays the story without a display, in under 90 s; exits 0 only if every step held
  npm run demo -- --script --json   one object a line: {step, ok, ms, detail}`;

export function readDemoFlags(args: readonly string[]): DemoWish {
  if (!args.includes("--script")) {
    if (!args.includes("--json")) return { kind: "desk", appFlags: args };
    return { kind: "usage", problem: "--json goes with --script." };
  }
  const other = args.find((argument) => argument !== "--script" && argument !== "--json");
  if (other !== undefined) return { kind: "usage", problem: `--script takes --json alone, not "${other}".` };
  return { kind: "script", isJson: args.includes("--json") };
}
