/** The internal server that newer versions come from: a plain folder over TLS, and as bad as servers can be. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Certificate } from "../testbed/certificate.ts";

/** Of a file, or of everything: `half` ends the connection at the half, `silent` never answers, `endless` never ends. */
export type Misbehaviour = "half" | "silent" | "drips" | "endless" | { readonly status: number; readonly to?: string };

export type UpdateServer = {
  /** With a / behind it. */
  readonly url: string;
  /** What was asked so far, oldest first. */
  readonly asked: readonly string[];
  readonly put: (path: string, content: string | Uint8Array) => void;
  readonly remove: (path: string) => void;
  /** Null: it is good again. */
  readonly misbehave: (path: string, how: Misbehaviour | null) => void;
  readonly stop: () => Promise<void>;
};

export async function startUpdateServer(certificate: Certificate): Promise<UpdateServer> {
  const files = new Map<string, Buffer>();
  const bad = new Map<string, Misbehaviour>();
  const asked: string[] = [];

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? "/").slice(1);
    asked.push(path);
    const content = files.get(path);
    const how = bad.get(path);
    if (how !== undefined) return misbehave(how, content ?? Buffer.alloc(0), response);
    if (content === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-length": content.length }).end(content);
  }

  const server = createServer({ cert: certificate.certificatePem, key: certificate.keyPem }, answer);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    put: (path, content) => void files.set(path, Buffer.from(content)),
    remove: (path) => void files.delete(path),
    misbehave(path, how) {
      if (how === null) bad.delete(path);
      else bad.set(path, how);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function misbehave(how: Misbehaviour, content: Buffer, response: ServerResponse): void {
  if (typeof how === "object") {
    return void response.writeHead(how.status, how.to === undefined ? {} : { location: how.to }).end("sorry");
  }
  switch (how) {
    case "silent":
      return;
    case "half":
      return void response
        .writeHead(200, { "content-length": content.length })
        .write(content.subarray(0, content.length / 2), () => response.destroy());
    case "drips": {
      response.writeHead(200);
      const timer = setInterval(() => response.write(" "), 20);
      return void response.on("close", () => clearInterval(timer));
    }
    case "endless": {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, "x")));
        if (!response.destroyed) response.once("drain", more);
      };
      return more();
    }
  }
}

export type SigningKey = { readonly privateKey: KeyObject; readonly publicKey: string };

/** @returns a key of an administrator, its public half as a policy has it. */
export function makeSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const der = publicKey.export({ type: "spki", format: "der" });
  return { privateKey, publicKey: der.subarray(-32).toString("base64") };
}

export type Offer = {
  readonly ring?: string;
  readonly name?: string;
  readonly version: string;
  readonly file: string;
  readonly content: string;
  /** What the manifest says of it; else what is true. */
  readonly sha512?: string;
  readonly more?: string;
  readonly key?: SigningKey | null;
};

/** Puts a version there as an administrator does: the file, the manifest as electron-builder writes it, its signature. */
export function offerVersion(server: UpdateServer, offer: Offer): string {
  const { ring = "all", name = "latest-linux.yml", version, file, content, more = "", key = null } = offer;
  const sha512 = offer.sha512 ?? createHash("sha512").update(content).digest("base64");
  const manifest = `version: ${version}
files:
  - url: ${file}
    sha512: ${sha512}
    size: ${Buffer.byteLength(content)}
path: ${file}
sha512: ${sha512}
releaseDate: '2026-11-27T09:00:00.000Z'
${more}`;
  server.put(`${ring}/${file}`, content);
  server.put(`${ring}/${name}`, manifest);
  if (key === null) server.remove(`${ring}/${name}.sig`);
  else server.put(`${ring}/${name}.sig`, `${sign(null, Buffer.from(manifest), key.privateKey).toString("base64")}\n`);
  return manifest;
}
