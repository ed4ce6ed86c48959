/** Of all that can be done with the queues, the one press that is wanted most. */
import type { Queue } from "./agent.ts";

export type QueuePress = "login" | "pause" | "unpause";

/**
 * Whoever takes calls may want a pause; who is paused an end of it; who is out to come in.
 * @returns null where the document has no code for it.
 */
export function findQueuePress(queues: readonly Queue[]): QueuePress | null {
  const has = (state: Queue["state"], may: "mayPause" | "mayLogIn") =>
    queues.some((queue) => queue.state === state && queue[may]);
  if (has("ready", "mayPause")) return "pause";
  if (has("paused", "mayPause") || has("split", "mayPause")) return "unpause";
  return queues.some(({ mayLogIn }) => mayLogIn) ? "login" : null;
}
