// The single-instance lock: a file that holds the first instance's process id, and a socket the later ones speak to.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SecondInstance {
  argv: string[];
  workingDirectory: string;
  additionalData: unknown;
}

const deliveryTimeoutMs = 3_000;

/** Runs in a process of its own, because requestSingleInstanceLock must return only once the message was taken. */
const deliverScript = `
const socket = require('node:net').connect(process.argv[1]);
socket.on('connect', () => socket.end(process.argv[2]));
socket.on('data', () => process.exit(0));
socket.on('error', () => process.exit(1));
`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Socket paths are limited to about 100 characters, so the folder is named by its digest. */
function socketPath(folder: string): string {
  const name = `tandem-host-${createHash("sha256").update(folder).digest("hex").slice(0, 24)}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

export class InstanceLock {
  #server: Server | null = null;
  #file: string | null = null;

  get isHeld(): boolean {
    return this.#file !== null;
  }

  /** Synchronous, as Electron's: false only after the first instance has been told, or cannot be reached. */
  request(folder: string, message: SecondInstance, onSecond: (second: SecondInstance) => void): boolean {
    if (this.isHeld) return true;
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "host-instance.lock");
    if (!this.#take(file)) {
      spawnSync(process.execPath, ["-e", deliverScript, socketPath(folder), JSON.stringify(message)], {
        timeout: deliveryTimeoutMs,
      });
      return false;
    }
    this.#file = file;
    this.#listen(socketPath(folder), onSecond);
    return true;
  }

  #take(file: string): boolean {
    for (let round = 0; round < 2; round += 1) {
      try {
        writeFileSync(file, String(process.pid), { flag: "wx" });
        return true;
      } catch {
        const holder = Number(readFileSync(file, "utf8"));
        if (holder > 0 && isAlive(holder)) return false;
        rmSync(file, { force: true });
      }
    }
    return false;
  }

  #listen(path: string, onSecond: (second: SecondInstance) => void): void {
    if (process.platform !== "win32") rmSync(path, { force: true });
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      const chunks: Buffer[] = [];
      socket.on("data", (chunk: Buffer) => chunks.push(chunk));
      socket.on("error", () => socket.destroy());
      socket.on("end", () => {
        socket.end("taken");
        onSecond(JSON.parse(Buffer.concat(chunks).toString("utf8")) as SecondInstance);
      });
    });
    this.#server.on("error", (error) => process.stderr.write(`single-instance socket: ${error.message}\n`));
    this.#server.listen(path);
    this.#server.unref();
  }

  release(): void {
    this.#server?.close();
    if (this.#file !== null) rmSync(this.#file, { force: true });
    this.#file = null;
  }
}
