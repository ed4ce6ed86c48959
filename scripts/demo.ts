/** `npm run demo`: two embedded PBXs and the softphone on both, to play with, or as a story that proves itself. */
import { join } from "node:path";
import { runDesk } from "./demo/desk/run-desk.ts";
import { demoUsage, readDemoFlags } from "./demo/demo-flags.ts";
import { prepareMachine } from "./demo/prepare-machine.ts";
import { playScript, storySteps } from "./demo/script/play-script.ts";
import { writeResult } from "./demo/script/write-result.ts";

const root = join(import.meta.dirname, "..");
const wish = readDemoFlags(process.argv.slice(2));

const stopped = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
});

async function playStoryTo(isJson: boolean): Promise<number> {
  const atStart = performance.now();
  const missing = await prepareMachine(root, { isShown: !isJson, needsBrowser: true });
  if (missing !== null) {
    storySteps.forEach(({ name }, index) => {
      const detail = index === 0 ? missing : "not reached: register failed";
      console.log(writeResult({ step: name, ok: false, ms: 0, detail }, isJson));
    });
    return 1;
  }
  const held = await playScript((result) => console.log(writeResult(result, isJson)), stopped);
  const seconds = ((performance.now() - atStart) / 1_000).toFixed(1);
  if (!isJson) console.log(`${held ? "Every step held" : "The story broke"}; ${seconds} s.`);
  return held ? 0 : 1;
}

switch (wish.kind) {
  case "usage":
    console.error(`${wish.problem}\n\n${demoUsage}`);
    process.exitCode = 2;
    break;
  case "script":
    process.exitCode = await playStoryTo(wish.isJson);
    break;
  case "desk": {
    const missing = await prepareMachine(root, { isShown: true, needsBrowser: false });
    if (missing !== null) console.error(missing);
    process.exitCode = missing === null ? await runDesk(root, wish.appFlags, stopped) : 1;
    break;
  }
}

// A timer of the app's closing may still run; what was printed is out first.
process.stdout.write("", () => process.exit());
