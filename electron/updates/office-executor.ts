/** How the library fetches a file: over Node's TLS with the authorities of this computer, from the one server, not an octet too many. */
import type { IncomingMessage } from "node:http";
import { request, type RequestOptions } from "node:https";
import { ElectronHttpExecutor } from "electron-updater/out/electronHttpExecutor.js";

export class OfficeExecutor extends ElectronHttpExecutor {
  readonly #authorities: () => string[];
  readonly #mostOctets: number;

  /** @param mostOctets of the largest file that was announced. */
  constructor(authorities: () => string[], mostOctets: number) {
    super();
    this.#authorities = authorities;
    this.#mostOctets = mostOctets;
  }

  override createRequest(options: RequestOptions, callback: (response: IncomingMessage) => void) {
    const secure = { ...options, protocol: "https:", ca: this.#authorities(), agent: false as const };
    const sent = request(secure, (response) => {
      const { statusCode = 0 } = response;
      // A server that sends elsewhere is not followed either.
      if (statusCode !== 200) {
        sent.destroy(toError("ERR_HTTP_ANSWER", `it answered ${statusCode}`));
        return;
      }
      callback(response);
      let octets = 0;
      response.on("data", (chunk: Buffer) => {
        octets += chunk.length;
        if (octets > this.#mostOctets)
          response.destroy(toError("ERR_FILE_TOO_LONG", "more octets than were announced"));
      });
    });
    // The library knows Electron's requests, and uses of them what Node's have as well.
    return sent as unknown as ReturnType<ElectronHttpExecutor["createRequest"]>;
  }

  /** Electron's event for it does not exist here. */
  protected override addRedirectHandlers(): void {}
}

function toError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
