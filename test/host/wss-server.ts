// A WebSocket server on loopback with a self-signed certificate made on the spot, for certificate and permission tests.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocketServer } from "ws";

export interface SelfSigned {
  key: string;
  cert: string;
}

export function createSelfSigned(commonName: string): SelfSigned {
  const folder = mkdtempSync(join(tmpdir(), "self-signed-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", `/O=Test/CN=${commonName}`, "-addext", "subjectAltName=IP:127.0.0.1"];
  const kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  execFileSync("openssl", [...kind, ...subject, "-keyout", key, "-out", cert], { stdio: "ignore" });
  const made = { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  rmSync(folder, { recursive: true });
  return made;
}

/** Accepts every WebSocket on a free port of 127.0.0.1. */
export async function startWssServer(credentials: SelfSigned = createSelfSigned("pbx.test")): Promise<Server> {
  const server = createServer(credentials);
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket) => socket.on("message", (data) => socket.send(data)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}
