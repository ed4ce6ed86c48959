/** Whoever signs out of a shared computer leaves its queues first, and gives back a desk that was taken over: nobody else can, later. */
import type { Clock } from "../../shared/lib/clock.ts";
import type { Agent, Desk } from "../../shared/model/agent.ts";
import type { Switchboard } from "./switchboard.ts";

/** A server that has not obeyed by then keeps nobody at the desk, ms. */
const withinMs = 5_000;
const lookEveryMs = 100;

/** Ends once every server that can be reached was told, or gave no answer for 5 s. */
export async function leaveQueues(
  { ask, snapshot }: Pick<Switchboard, "ask" | "snapshot">,
  clock: Pick<Clock, "now" | "after">,
): Promise<void> {
  const { agent } = snapshot();
  if (agent === null) return;
  if (agent.queues.some(({ mayLogIn, wanted }) => mayLogIn && wanted !== "out"))
    await ask("ui", { type: "queue.logout" });
  if (agent.desk !== null && isTaken(agent.desk)) await ask("ui", { type: "desk.release" });
  for (const end = clock.now() + withinMs; isLeaving(snapshot().agent) && clock.now() < end;) {
    await new Promise<void>((resolve) => clock.after(lookEveryMs, resolve));
  }
}

/** Which one, the engine knows, or the code does not need it. */
function isTaken({ extension, servers }: Desk): boolean {
  return extension !== null || servers.some(({ state }) => state === "ready");
}

function isLeaving(agent: Agent | null): boolean {
  const left =
    agent === null
      ? []
      : [...agent.queues.filter(({ mayLogIn }) => mayLogIn), ...(agent.desk === null ? [] : [agent.desk])];
  return left.some(({ servers }) => servers.some(({ repair }) => repair === "pending"));
}
