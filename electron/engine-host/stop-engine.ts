/** Orders the engine to hang up and unregister, and waits for its word that it has. */
import type { LifeSign, Switchboard } from "../switchboard/switchboard.ts";
import type { EngineSupervisor } from "./engine-supervisor.ts";

export function stopEngine(
  supervisor: Pick<EngineSupervisor, "send">,
  switchboard: Pick<Switchboard, "listenToLifeSigns">,
): Promise<void> {
  return new Promise((resolve) => {
    switchboard.listenToLifeSigns((sign: LifeSign) => {
      if (sign.type === "stopped") resolve();
    });
    if (!supervisor.send({ type: "stop" })) resolve();
  });
}
