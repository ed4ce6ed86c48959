/** Orders the engine to hang up and unregister, and waits for its word that it has. */
import type { LifeSign, Switchboard } from "../switchboard/switchboard.ts";
import type { EngineSupervisor } from "./engine-supervisor.ts";

type Sender = Pick<EngineSupervisor, "send">;
type Signs = Pick<Switchboard, "listenToLifeSigns">;

export async function stopEngine(supervisor: Sender, switchboard: Signs): Promise<void> {
  await order("stop", supervisor, switchboard);
}

/** @returns false: a call was up, ringing or dialling, and nothing happened. The engine alone can say so at that very moment. */
export function stopIdleEngine(supervisor: Sender, switchboard: Signs): Promise<boolean> {
  return order("stopIfIdle", supervisor, switchboard);
}

function order(type: "stop" | "stopIfIdle", supervisor: Sender, switchboard: Signs): Promise<boolean> {
  return new Promise((resolve) => {
    const forget = switchboard.listenToLifeSigns((sign: LifeSign) => {
      if (sign.type !== "stopped" && sign.type !== "stayed") return;
      forget();
      resolve(sign.type === "stopped");
    });
    if (!supervisor.send({ type })) resolve(true);
  });
}
