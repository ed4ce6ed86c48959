/** Beside a test that failed stands what its apps had to say, for the next run may never show it again. */
import { afterEach } from "vitest";
import { openApps } from "./open-apps.ts";
import { pickLastWords } from "./pick-last-words.ts";

afterEach(({ task }) => {
  if (task.result?.state !== "fail") return;
  for (const { log } of openApps)
    console.error(`What the app said, before "${task.name}" failed:\n${pickLastWords(log())}`);
});
