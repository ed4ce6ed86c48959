/** Waits for the call that rings here: one that is dialled rings too, at somebody else's. */
import { isRingingHere } from "../../shared/model/call.ts";
import type { CallId } from "../../shared/model/ids.ts";
import type { TandemApp } from "./launch-app.ts";

export async function untilRinging(app: TandemApp): Promise<CallId> {
  const { snapshot } = await app.until("it rings", ({ calls }) => calls.some(isRingingHere));
  const callId = snapshot.calls.find(isRingingHere)?.id;
  if (callId === undefined) throw new Error("nothing rings");
  return callId;
}
