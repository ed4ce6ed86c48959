/** Hears from the browser that the computer's addresses or its presence on the network changed. */
import { createEmitter } from "../../../../shared/lib/emitter.ts";
import type { LogPort } from "../../ports/log.ts";
import type { NetworkPort } from "../../ports/network.ts";

/** Chromium's navigator.connection, which the DOM library does not know (W3C Network Information API). */
export type NetworkConnection = EventTarget & {
  readonly effectiveType?: string;
  readonly rtt?: number;
  readonly downlink?: number;
};

/** `connection` is null where the browser has none. */
export type NetworkSources = {
  readonly page: EventTarget;
  readonly connection: NetworkConnection | null;
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
  let quality = toQuality(connection);
  connection?.addEventListener("change", () => {
    const before = quality;
    quality = toQuality(connection);
    // The same event tells of a new estimate of speed, which moves no address: nothing is to be doubted for it.
    if (quality === before) announce("The kind of network connection changed.");
  });
  return { listen: (onChange) => changes.listen(() => onChange()) };
}

function toQuality(connection: NetworkConnection | null): string {
  return [connection?.effectiveType, connection?.rtt, connection?.downlink].join(" ");
}

/** navigator.connection where the browser has one. */
export function findConnection(navigator: Navigator): NetworkConnection | null {
  return "connection" in navigator && navigator.connection instanceof EventTarget ? navigator.connection : null;
}
