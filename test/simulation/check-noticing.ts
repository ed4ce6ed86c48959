/** A server that has gone silent is not called ready for longer than its probes need to find out (invariant 9). */
import type { ServerId } from "../../shared/model/ids.ts";
import { isReady } from "../../renderer/engine/core/registration/registration.ts";
import type { SimulatedDesk } from "./simulated-desk.ts";
import { machineOf } from "./simulated-wires.ts";

const sampleMs = 250;
/**
 * The standby period with its jitter (6,000), the same again when a request of the server puts the probe off, the probe's
 * own time (1,000), and one sample.
 */
const longestBlindMs = 2 * 6_000 + 1_000 + sampleMs;

export function watchNoticing(desk: SimulatedDesk): void {
  const silentSince = new Map<ServerId, number>();
  let atLastSample = desk.now();
  const sample = (): void => {
    const hasSlept = desk.now() - atLastSample > sampleMs;
    atLastSample = desk.now();
    for (const [machine] of desk.sip.servers) {
      if (!desk.sip.isMute(machine) || hasSlept) silentSince.delete(machine);
      else if (!silentSince.has(machine)) silentSince.set(machine, desk.now());
    }
    for (const registration of desk.state().registrations) {
      const url = desk.state().config?.servers.find((one) => one.id === registration.serverId)?.url;
      const since = url === undefined ? undefined : silentSince.get(machineOf(url));
      if (since === undefined || !isReady(registration)) continue;
      if (desk.now() - since > longestBlindMs)
        throw new Error(`${registration.serverId} is silent and still called ready`);
    }
    desk.after(sampleMs, sample);
  };
  desk.after(sampleMs, sample);
}
