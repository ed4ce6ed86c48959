/** Hangs up whatever is left of an app's calls, so that the next test or trial meets nothing of it. */
import type { TandemApp } from "./launch-app.ts";

/** Resolves when all of them have been told; they are over some time after it. */
export async function hangUpAll(app: TandemApp): Promise<void> {
  for (const { id, state } of app.feed.snapshot().calls) {
    if (state !== "ended") await app.command({ type: "call.hangUp", callId: id });
  }
}
