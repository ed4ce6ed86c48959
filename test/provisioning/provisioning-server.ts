/** The server behind a link: gives each token its document, and can be as bad as servers are. */
import { createHash } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Certificate } from "../testbed/certificate.ts";

export type Offer = {
  readonly document: object;
  /** Asked for as `Authorization: Bearer`; without one everybody gets the document. */
  readonly token?: string;
  /** The token is good for one document: 410 after it. */
  readonly servesOnce?: boolean;
  /** Asked for as `Authorization: Basic`. */
  readonly person?: { readonly user: string; readonly password: string };
  /** Of the document as it is sent; in a header, or beside it as a server of plain files has it. */
  readonly signed?: { readonly by: (bytes: Uint8Array) => string; readonly where: "header" | "file" };
};

export type Misbehaviour =
  | "silent"
  | "drips"
  | "huge"
  | "endless"
  | "half"
  | "hangsUp"
  | "webPage"
  | "lyingLabel"
  | "compressed"
  | "notText"
  | { readonly status: number; readonly retryAfter?: string }
  | { readonly sendsTo: string };

export type ProvisioningServer = {
  readonly origin: string;
  /** What was asked so far, oldest first. */
  readonly asked: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** @returns the link to it. */
  readonly offer: (path: string, offer: Offer) => string;
  /** From now on; null: it is good again. */
  readonly misbehave: (how: Misbehaviour | null) => void;
  readonly stop: () => Promise<void>;
};

export async function startProvisioningServer(certificate: Certificate): Promise<ProvisioningServer> {
  const offers = new Map<string, Offer>();
  const used = new Set<string>();
  const asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
  let bad: Misbehaviour | null = null;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? "/";
    asked.push({ path, headers: request.headers });
    if (bad !== null && !(isSendingOn(bad) && path === URL.parse(bad.sendsTo, origin)?.pathname)) {
      return misbehave(bad, response);
    }
    const offer = offers.get(path);
    if (offer === undefined) {
      const beside = offers.get(path.replace(/\.sig$/u, ""));
      if (beside?.signed?.where !== "file") return void response.writeHead(404).end();
      return void response.writeHead(200).end(`${beside.signed.by(toBody(beside))}\n`);
    }
    const { person } = offer;
    const basic = person === undefined ? null : Buffer.from(`${person.user}:${person.password}`).toString("base64");
    if (basic !== null && request.headers.authorization !== `Basic ${basic}`) {
      return void response.writeHead(401, { "www-authenticate": "Basic" }).end();
    }
    const { token } = offer;
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      return void response.writeHead(401, { "www-authenticate": "Bearer" }).end();
    }
    if (token !== undefined && used.has(token)) return void response.writeHead(410).end();
    if (token !== undefined && offer.servesOnce === true) used.add(token);
    const body = toBody(offer);
    const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
    if (request.headers["if-none-match"] === etag) return void response.writeHead(304, { etag }).end();
    const signature = offer.signed?.where === "header" ? { "tandem-signature": offer.signed.by(body) } : {};
    response.writeHead(200, { "content-type": "application/json", etag, ...signature }).end(body);
  }

  const server = createServer({ cert: certificate.certificatePem, key: certificate.keyPem }, answer);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    asked,
    offer(path, offer) {
      offers.set(path, offer);
      return `${origin}${path}${offer.token === undefined ? "" : `#${offer.token}`}`;
    },
    misbehave(how) {
      bad = how;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function toBody({ document }: Offer): Buffer {
  return Buffer.from(JSON.stringify(document));
}

function isSendingOn(bad: Misbehaviour): bad is { readonly sendsTo: string } {
  return typeof bad === "object" && "sendsTo" in bad;
}

function misbehave(bad: Misbehaviour, response: ServerResponse): void {
  if (isSendingOn(bad)) return void response.writeHead(302, { location: bad.sendsTo }).end();
  if (typeof bad === "object") {
    const wish = bad.retryAfter === undefined ? {} : { "retry-after": bad.retryAfter };
    return void response.writeHead(bad.status, wish).end("sorry");
  }
  const json = { "content-type": "application/json" };
  switch (bad) {
    case "silent":
      return;
    case "drips": {
      response.writeHead(200, json);
      const timer = setInterval(() => response.write(" "), 20);
      return void response.on("close", () => clearInterval(timer));
    }
    case "huge":
      return void response.writeHead(200, { ...json, "content-length": 1_000_000 }).write("{");
    case "endless": {
      response.writeHead(200, json);
      const more = () => {
        while (!response.destroyed && response.write(" ".repeat(65_536)));
        if (!response.destroyed) response.once("drain", more);
      };
      return more();
    }
    case "half":
      return void response
        .writeHead(200, { ...json, "content-length": 100 })
        .write('{"version":', () => response.destroy());
    case "hangsUp":
      return void response.destroy();
    case "webPage":
      return void response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><p>Sign in");
    case "lyingLabel":
      return void response.writeHead(200, json).end("<!doctype html><p>Sign in");
    case "compressed":
      return void response.writeHead(200, { ...json, "content-encoding": "gzip" }).end(gzipSync("{}"));
    case "notText":
      return void response.writeHead(200, json).end(Buffer.of(0x7b, 0xff, 0xfe, 0x7d));
  }
}
