/** Where the voice's sockets stand: on no network card of their own, so that a call that changes the network goes on. */
import { createEmitter, type Unsubscribe } from "../../shared/lib/emitter.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { Outlet } from "../switchboard/outlet.ts";

/** Two of the values of Electron's webContents.setWebRTCIPHandlingPolicy. */
export type VoicePolicy = "default" | "default_public_and_private_interfaces";

export type VoiceRoute = {
  /** Looks again whenever a server comes or goes, as they all do when the network changes. */
  readonly outlet: Outlet;
  /** Hears at once what holds for the connections made from now on, and whenever that changes. */
  readonly follow: (apply: (policy: VoicePolicy) => void) => Unsubscribe;
};

export type VoiceRouteNeeds = {
  readonly hasDefaultRoute: () => Promise<boolean>;
  readonly log: Log;
};

/**
 * By default Chromium binds one socket to each address of a list that it renews 0.5 to 2 s after the last change of
 * network, and longest after the first one since its start: so long an ICE restart finds only the address that is gone.
 * One unbound socket goes out by whichever way the system has now. But its only name in an SDP is the address of the
 * default route; without such a route it has none, and no call would have a voice.
 */
export function createVoiceRoute({ hasDefaultRoute, log }: VoiceRouteNeeds): VoiceRoute {
  const changes = createEmitter<VoicePolicy>((error) => log.error(`A listener failed: ${String(error)}`));
  let policy: VoicePolicy = "default_public_and_private_interfaces";
  let states: string | null = null;
  let lastLook = 0;

  async function look(): Promise<void> {
    lastLook += 1;
    const thisLook = lastLook;
    const next = (await hasDefaultRoute()) ? "default_public_and_private_interfaces" : "default";
    if (thisLook !== lastLook || next === policy) return;
    policy = next;
    log.info(
      next === "default"
        ? "There is no default route: voice sockets are bound to each network card."
        : "There is a default route: voice sockets are bound to no network card.",
    );
    changes.emit(policy);
  }

  return {
    outlet: {
      name: "voice-route",
      receive(_event, { servers }) {
        const now = servers.map(({ state }) => state).join(" ");
        if (now === states) return;
        states = now;
        void look();
      },
      stop: () => undefined,
    },
    follow(apply) {
      apply(policy);
      return changes.listen(apply);
    },
  };
}
