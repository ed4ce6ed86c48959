/** The real SIP adapter in plain Node, against a testbed's self-signed servers; of its calls only the signalling is real. */
import { createSipjsAdapter, type SipjsAdapter } from "../../renderer/engine/adapters/sipjs/sipjs-adapter.ts";
import { createFakeMedia } from "../fakes/fake-media.ts";
import { openSocket } from "../headless/open-socket.ts";
import { silentSdp } from "./sip-message.ts";

export function createAdapterOnNode(onLogLine: (text: string) => void): SipjsAdapter {
  return createSipjsAdapter({
    media: createFakeMedia(silentSdp),
    log: { write: ({ text }) => onLogLine(text) },
    now: () => performance.now(),
    createWebSocket: (url, protocol) => openSocket(url, protocol) as unknown as WebSocket,
  });
}
