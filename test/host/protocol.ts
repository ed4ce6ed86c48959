// Stands in for `protocol`: main's handlers answer the requests that Chromium pauses for them.
import type * as Electron from "electron";
import { addHostedScheme, hostedSchemes, toAppUrl, toChromiumUrl } from "./app-url.ts";
import type { CdpConnection } from "./cdp-pipe.ts";
import type { CdpEvents } from "./cdp-protocol.ts";

type Handler = (request: Request) => Response | Promise<Response>;
type PausedRequest = CdpEvents["Fetch.requestPaused"];

/** Header fields that describe the encoding on the wire, which Chromium no longer sees. */
const wireHeaders = new Set(["content-length", "content-encoding", "transfer-encoding"]);

/** Chrome asks for it by itself; Electron never does. */
function isFaviconOfChrome({ request, resourceType }: PausedRequest): boolean {
  return resourceType === "Other" && new URL(request.url).pathname === "/favicon.ico";
}

/** In a Permissions-Policy the last entry for a feature wins. */
function withPermissionsPolicy(headers: Headers, deniedFeatures: readonly string[]): Headers {
  const changed = new Headers(headers);
  for (const feature of deniedFeatures) changed.append("permissions-policy", `${feature}=()`);
  return changed;
}

export class HostProtocol implements Pick<
  Electron.Protocol,
  "registerSchemesAsPrivileged" | "handle" | "unhandle" | "isProtocolHandled"
> {
  readonly #handlers = new Map<string, Handler>();

  registerSchemesAsPrivileged(customSchemes: Electron.CustomScheme[]): void {
    for (const { scheme } of customSchemes) addHostedScheme(scheme);
  }

  handle(scheme: string, handler: (request: GlobalRequest) => GlobalResponse | Promise<GlobalResponse>): void {
    if (this.#handlers.has(scheme)) throw new Error(`The protocol '${scheme}' has already been handled`);
    addHostedScheme(scheme);
    this.#handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    this.#handlers.delete(scheme);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /** Patterns for Fetch.enable; documents of every origin pause too, so that will-navigate can stop them. */
  patterns(): { urlPattern: string; resourceType?: string }[] {
    const hosted = hostedSchemes().map((scheme) => ({ urlPattern: `https://*.${scheme}.localhost/*` }));
    return [...hosted, { urlPattern: "*", resourceType: "Document" }];
  }

  isHosted(chromiumUrl: string): boolean {
    return toAppUrl(chromiumUrl) !== chromiumUrl;
  }

  async answer(page: CdpConnection, paused: PausedRequest, deniedFeatures: readonly string[]): Promise<void> {
    const url = toAppUrl(paused.request.url);
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1));
    const { requestId } = paused;
    if (isFaviconOfChrome(paused)) {
      page.tell("Fetch.fulfillRequest", { requestId, responseCode: 204, responseHeaders: [], body: "" });
      return;
    }
    if (handler === undefined) {
      page.tell("Fetch.failRequest", { requestId, errorReason: "AddressUnreachable" });
      return;
    }
    try {
      const { method, headers, postData } = paused.request;
      const body = postData === undefined ? {} : { body: postData };
      const response = await handler(new Request(url, { method, headers, ...body }));
      page.tell("Fetch.fulfillRequest", {
        requestId,
        responseCode: response.status === 0 ? 200 : response.status,
        responseHeaders: [...withPermissionsPolicy(response.headers, deniedFeatures)]
          .filter(([name]) => !wireHeaders.has(name))
          .map(([name, value]) => ({ name, value: name === "location" ? toChromiumUrl(value) : value })),
        body: Buffer.from(await response.arrayBuffer()).toString("base64"),
      });
    } catch (error) {
      process.stderr.write(`protocol handler for ${url} failed: ${String(error)}\n`);
      page.tell("Fetch.failRequest", { requestId, errorReason: "Failed" });
    }
  }
}

export const protocol = new HostProtocol();
