/** Brings the window up when somebody calls, without taking the keyboard from what the operator is typing in. */
import type { Outlet } from "../switchboard/outlet.ts";

export function createIncomingOutlet(showQuietly: () => void): Outlet {
  return {
    name: "incoming",
    receive(event) {
      if (event.type === "call.offered" && event.call.state === "ringing") showQuietly();
    },
    stop: () => undefined,
  };
}
