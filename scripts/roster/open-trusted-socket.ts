/** A WebSocket that speaks only to a server that can be trusted: by this computer's authorities, or by a pinned key. */
import { createSecureContext, TLSSocket } from "node:tls";
import { WebSocket } from "ws";
import { listAuthorities } from "../../electron/diagnostics/authorities.ts";
import { toSpkiPin } from "../../electron/windows/certificate-pins.ts";

/** Reading them anew for each of thousands of connections would take longer than everything else. */
let authorities: ReturnType<typeof createSecureContext> | null = null;

/** @param onTrouble hears in words why nothing was opened, before `close`. */
export function openTrustedSocket(
  url: string,
  protocol: string,
  pins: readonly string[],
  onTrouble: (why: string) => void,
): WebSocket {
  authorities ??= createSecureContext({ ca: listAuthorities() });
  const secure = url.startsWith("wss:") ? { secureContext: authorities } : {};
  const socket = new WebSocket(url, protocol, { rejectUnauthorized: false, perMessageDeflate: false, ...secure });
  socket.on("error", (error) => onTrouble(error.message));
  // `ws` tells of the upgrade before it opens, so nothing has been said to a stranger yet.
  socket.on("upgrade", (response) => {
    if (!(response.socket instanceof TLSSocket) || response.socket.authorized) return;
    const certificate = response.socket.getPeerX509Certificate();
    const pin = certificate === undefined ? null : toSpkiPin(certificate.toString());
    if (pin !== null && pins.includes(pin)) return;
    onTrouble(`its certificate is not trusted (${String(response.socket.authorizationError)})`);
    socket.terminate();
  });
  return socket;
}
