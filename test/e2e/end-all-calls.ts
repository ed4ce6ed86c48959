/** Ends whatever is left of an app's calls, so that the next test meets nothing of it. */
import { hangUpAll } from "./hang-up-all.ts";
import type { TandemApp } from "./launch-app.ts";

/** Resolves when all of them are over. */
export async function endAllCalls(app: TandemApp, limitMs = 10_000): Promise<void> {
  await hangUpAll(app);
  await app.until("every call is over", ({ calls }) => calls.every((call) => call.state === "ended"), limitMs);
}
