/** A connection to a server: straight, or through an HTTP proxy that is asked to let TLS pass (CONNECT, RFC 9110 §9.3.6). */
import { request } from "node:http";
import { connect, type Socket } from "node:net";

type Proxy = { readonly host: string; readonly port: number };

/** @returns null: straight. */
export type FindProxy = (url: string) => Promise<Proxy | null>;

type Connected =
  | { readonly kind: "open"; readonly socket: Socket }
  /** `status`: what the proxy answered, 0 where it answered nothing. */
  | { readonly kind: "refused"; readonly status: number };

/** Straight connections fail later, by their own error. @param host without the brackets of an IPv6 address. */
export function openConnection(
  { host, port }: { readonly host: string; readonly port: number },
  proxy: Proxy | null,
  signal: AbortSignal,
): Promise<Connected> {
  if (proxy === null) return Promise.resolve({ kind: "open", socket: connect({ host, port }) });
  const authority = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  return new Promise((resolve) => {
    const asked = request({
      host: proxy.host,
      port: proxy.port,
      method: "CONNECT",
      path: authority,
      headers: { host: authority },
      agent: false,
      signal,
    });
    asked.on("connect", ({ statusCode = 0 }, socket: Socket) => {
      if (statusCode === 200) return resolve({ kind: "open", socket });
      socket.destroy();
      resolve({ kind: "refused", status: statusCode });
    });
    asked.on("response", (answer) => {
      answer.destroy();
      resolve({ kind: "refused", status: answer.statusCode ?? 0 });
    });
    asked.on("error", () => resolve({ kind: "refused", status: 0 }));
    asked.end();
  });
}

/** @param answer of the system: `PROXY a:8080; DIRECT`, as a proxy's script says it. The first that can be used counts. */
export function readSystemProxy(answer: string): Proxy | null {
  for (const one of answer.split(";").map((part) => part.trim())) {
    if (one === "DIRECT") return null;
    const proxy = /^PROXY (.+):(\d{1,5})$/u.exec(one);
    if (proxy?.[1] !== undefined) return { host: proxy[1].replace(/^\[|\]$/gu, ""), port: Number(proxy[2]) };
  }
  return null;
}

/** @param wish of the policy: `system`, `none`, or `http://host:port`. */
export function createFindProxy(wish: () => string, askSystem: (url: string) => Promise<string>): FindProxy {
  return async (url) => {
    const named = wish();
    if (named === "none") return null;
    if (named === "system") return askSystem(url).then(readSystemProxy, () => null);
    const { hostname, port } = new URL(named);
    return { host: hostname, port: port === "" ? 80 : Number(port) };
  };
}
