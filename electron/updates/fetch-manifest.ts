/** Fetches what a ring is offered, and its signature, within bounds that no server can widen: TLS, one host, time and size. */
import { get, type RequestOptions } from "node:https";
import type { Clock } from "../../shared/lib/clock.ts";
import { fail, type Result, succeed } from "../../shared/lib/result.ts";
import type { UpdateTrouble } from "../../shared/model/update.ts";
import type { SentManifest } from "./read-manifest.ts";
import { toNetworkTrouble } from "./to-network-trouble.ts";

export type FetchManifestNeeds = {
  readonly clock: Pick<Clock, "after">;
  /** Certificates, PEM. */
  readonly authorities: () => string[];
  readonly userAgent: string;
};

/** For both files together, ms. */
export const patienceMs = 20_000;
const mostOctets = 64 * 1024;

/**
 * @param folder of the ring, with a / behind it.
 * @param wantsSignature without it none is asked for.
 */
export type FetchManifest = (
  folder: string,
  name: string,
  wantsSignature: boolean,
) => Promise<Result<SentManifest, UpdateTrouble>>;

export function createFetchManifest(needs: FetchManifestNeeds): FetchManifest {
  return async (folder, name, wantsSignature) => {
    const abort = new AbortController();
    const cancel = needs.clock.after(patienceMs, () => abort.abort());
    try {
      const url = new URL(name, folder).href;
      const manifest = await read(url, needs, abort.signal);
      if (!manifest.ok) return manifest;
      const signature = wantsSignature ? await read(`${url}.sig`, needs, abort.signal) : fail("notFound" as const);
      // Without a signature it is for the policy to say whether the manifest counts.
      if (!signature.ok && signature.failure !== "notFound") return signature;
      return succeed({
        bytes: manifest.value,
        signature: signature.ok ? Buffer.from(signature.value).toString("latin1").trim() : null,
        url,
      });
    } finally {
      cancel();
    }
  };
}

function read(url: string, needs: FetchManifestNeeds, signal: AbortSignal): Promise<Result<Uint8Array, UpdateTrouble>> {
  const options: RequestOptions = {
    ca: needs.authorities(),
    // The answer of now, from the server itself, and as the bytes that were signed.
    headers: { "user-agent": needs.userAgent, "cache-control": "no-cache", "accept-encoding": "identity" },
    agent: false,
    signal,
  };
  return new Promise((resolve) => {
    const request = get(url, options, (response) => {
      const { statusCode: status = 0, headers } = response;
      const chunks: Buffer[] = [];
      let size = 0;
      const end = (result: Result<Uint8Array, UpdateTrouble>) => {
        resolve(result);
        request.destroy();
      };
      response.on("error", () => end(fail(signal.aborted ? "tooSlow" : "brokenOff")));
      if (status !== 200) return end(fail(status === 404 || status === 410 ? "notFound" : "failing"));
      if (Number(headers["content-length"]) > mostOctets) return end(fail("tooBig"));
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > mostOctets) return end(fail("tooBig"));
        chunks.push(chunk);
      });
      response.on("end", () => end(response.complete ? succeed(Buffer.concat(chunks)) : fail("brokenOff")));
    });
    request.on("error", (error) => resolve(fail(signal.aborted ? "tooSlow" : toNetworkTrouble(error))));
  });
}
