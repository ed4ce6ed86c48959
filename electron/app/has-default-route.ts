/** Whether the system knows a way to the world: the question Chromium asks for the address of an unbound voice socket. */
import { createSocket } from "node:dgram";

/** Chromium asks for this one (services/network/p2p/socket_manager.cc); connecting a UDP socket sends nothing. */
const farAway = "8.8.8.8";

export function hasDefaultRoute(to = farAway): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = createSocket("udp4");
  function finish(isFound: boolean): void {
    socket.close();
    resolve(isFound);
  }
  socket.once("error", () => finish(false));
  socket.once("connect", () => finish(true));
  socket.connect(53, to);
  return promise;
}
