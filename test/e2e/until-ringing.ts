/** Waits for the call that rings. */
import type { CallId } from "../../shared/model/ids.ts";
import type { TandemApp } from "./launch-app.ts";

export async function untilRinging(app: TandemApp): Promise<CallId> {
  const { snapshot } = await app.until("it rings", ({ calls }) => calls.some(({ state }) => state === "ringing"));
  const callId = snapshot.calls.find(({ state }) => state === "ringing")?.id;
  if (callId === undefined) throw new Error("nothing rings");
  return callId;
}
