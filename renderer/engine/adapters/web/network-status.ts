/** Hears from the browser that the computer's addresses or its presence on the network changed. */
import { createEmitter } from "../../../../shared/lib/emitter.ts";
import type { LogPort } from "../../ports/log.ts";
import type { NetworkPort } from "../../ports/network.ts";

/** `connection` is Chromium's navigator.connection, which the DOM library does not know; null where there is none. */
export type NetworkSources = {
  readonly page: EventTarget;
  readonly connection: EventTarget | null;
  readonly log: LogPort;
};

export function createNetworkStatus({ page, connection, log }: NetworkSources): NetworkPort {
  const changes = createEmitter<string>((error) => {
    log.write({ level: "error", scope: "network", text: `A listener failed: ${String(error)}` });
  });
  function announce(what: string): void {
    log.write({ level: "info", scope: "network", text: what });
    changes.emit(what);
  }
  page.addEventListener("online", () => announce("The computer is back on the network."));
  page.addEventListener("offline", () => announce("The computer left the network."));
  connection?.addEventListener("change", () => announce("The kind of network connection changed."));
  return { listen: (onChange) => changes.listen(() => onChange()) };
}

/** navigator.connection where the browser has one (W3C Network Information API). */
export function findConnection(navigator: Navigator): EventTarget | null {
  return "connection" in navigator && navigator.connection instanceof EventTarget ? navigator.connection : null;
}
