/** Closes a PeerConnection once it has told what it had to tell, because Chromium would keep it for ever otherwise. */

/**
 * An event that waits to be dispatched holds its connection, and is never dispatched once that is closed: it stays in
 * memory with all that listens to it. Chromium 156: 14 of 40 that were closed while they connected, none of 40 later.
 */
const toldWithinMs = 100;

/** How the page makes and ends its connections. */
export const webConnections = {
  makeConnection: (configuration: RTCConfiguration) => new RTCPeerConnection(configuration),
  closeConnection,
};

/** No voice leaves from now on. */
export function closeConnection(connection: RTCPeerConnection): void {
  for (const sender of connection.getSenders()) sender.replaceTrack(null).catch(() => undefined);
  setTimeout(() => connection.close(), toldWithinMs);
}
