/**
 * Asks one server about one account, as that operator's Tandem would, and changes nothing there: a REGISTER without Contact
 * (RFC 3261 §10.2.3) moves no seat that is signed in. Credentials are offered once.
 */
import { createSipjsAdapter } from "../../renderer/engine/adapters/sipjs/sipjs-adapter.ts";
import type { SipEvent } from "../../renderer/engine/core/sip-vocabulary.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { ServerDocument } from "../../shared/model/server-document.ts";
import { toPhoneConfig } from "../../shared/model/to-phone-config.ts";
import { createFakeMedia } from "../../test/fakes/fake-media.ts";
import { openTrustedSocket } from "./open-trusted-socket.ts";

export type Answer =
  /** `options`: the code of a probe's answer, null when there was none. */
  | { readonly kind: "known"; readonly options: number | null }
  /** It said no to the credentials; `options` tells whether it knows the account. */
  | { readonly kind: "refused"; readonly code: number; readonly options: number | null }
  /** It answered with neither yes nor no. */
  | { readonly kind: "unwilling"; readonly code: number }
  /** No connection that can be trusted. */
  | { readonly kind: "unreachable"; readonly why: string }
  | { readonly kind: "silent" };

/** As the phone waits for a booting server, and then some: many ask at once. */
const patienceMs = 10_000;
const connection = 1;
const probeId = 1;

export async function askServer(document: PolicyDocument, server: ServerDocument): Promise<Answer> {
  const config = toPhoneConfig({ ...document, servers: [server] });
  const serverId = server.id;
  let whyClosed = "the connection could not be opened";
  const adapter = createSipjsAdapter({
    media: createFakeMedia(),
    log: { write: () => undefined },
    now: () => performance.now(),
    createWebSocket: (url, protocol) =>
      openTrustedSocket(url, protocol, server.pinnedSpki, (why) => (whyClosed = why)) as unknown as WebSocket,
  });
  const until = (...types: readonly SipEvent["type"][]) =>
    new Promise<SipEvent | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), patienceMs);
      const stop = adapter.listen((event) => {
        if (!types.includes(event.type)) return;
        clearTimeout(timer);
        stop();
        resolve(event);
      });
    });
  const probe = async (): Promise<number | null> => {
    const answered = until("probe.answered", "socket.closed");
    adapter.perform({ type: "probe.send", serverId, connection, probeId });
    const event = await answered;
    return event?.type === "probe.answered" ? event.code : null;
  };
  try {
    adapter.configure(config);
    const opened = until("socket.opened", "socket.closed");
    adapter.perform({ type: "socket.open", serverId, connection });
    if ((await opened)?.type !== "socket.opened") return { kind: "unreachable", why: whyClosed };
    const told = until("bindings.answered", "socket.closed");
    adapter.perform({ type: "bindings.query", serverId, connection });
    const event = await told;
    if (event?.type !== "bindings.answered") return { kind: "silent" };
    const { code } = event;
    if (code >= 200 && code < 300) return { kind: "known", options: await probe() };
    const isRefusal = [401, 403, 404, 407].includes(code);
    return isRefusal ? { kind: "refused", code, options: await probe() } : { kind: "unwilling", code };
  } finally {
    adapter.perform({ type: "socket.close", serverId });
    adapter.dispose();
  }
}
