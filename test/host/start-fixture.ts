// Runs the fixture app in the host for one test: commands go in as JSON lines, what happened comes out as JSON lines.
import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

export type Said = Record<string, unknown> & { type: string };

const reportTimeoutMs = 15_000;
const folder = import.meta.dirname;

export interface FixtureOptions {
  userData?: string;
  arguments?: string[];
  env?: NodeJS.ProcessEnv;
}

export class Fixture {
  readonly userData: string;
  readonly said: Said[] = [];
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly exited: Promise<number | null>;
  errors = "";
  #waiters: { isWanted: (said: Said) => boolean; resolve: (said: Said) => void }[] = [];

  constructor(options: FixtureOptions = {}) {
    this.userData = options.userData ?? mkdtempSync(join(tmpdir(), "host-fixture-"));
    const host = ["--import", join(folder, "register.ts"), join(folder, "fixture", "main.js")];
    const flags = ["--headless", `--user-data-dir=${this.userData}`, ...(options.arguments ?? [])];
    this.child = spawn(process.execPath, [...host, ...flags], {
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
      env: { ...process.env, TANDEM_HOST_EXIT_WITH_STDIN: "1", ...options.env },
    });
    this.child.stderr.on("data", (chunk: Buffer) => {
      this.errors += chunk.toString();
    });
    createInterface({ input: this.child.stdout }).on("line", (line) => this.#hear(JSON.parse(line) as Said));
    this.exited = new Promise((resolve) => {
      this.child.once("exit", (code) => resolve(code));
    });
  }

  #hear(said: Said): void {
    this.said.push(said);
    this.#waiters = this.#waiters.filter(({ isWanted, resolve }) => {
      const isIt = isWanted(said);
      if (isIt) resolve(said);
      return !isIt;
    });
  }

  do(command: string, details: Record<string, unknown> = {}): void {
    this.child.stdin.write(`${JSON.stringify({ do: command, ...details })}\n`);
  }

  /** The first report with these fields that has not been asked for before. */
  async next(fields: Partial<Said>): Promise<Said> {
    const isWanted = (said: Said) => Object.entries(fields).every(([key, value]) => said[key] === value);
    const at = this.said.findIndex(isWanted);
    const known = this.said[at];
    if (known !== undefined) {
      this.said.splice(at, 1);
      return known;
    }
    const { promise, resolve, reject } = Promise.withResolvers<Said>();
    const timer = setTimeout(
      () => reject(new Error(`no ${JSON.stringify(fields)}; said ${JSON.stringify(this.said)}; ${this.errors}`)),
      reportTimeoutMs,
    );
    this.#waiters.push({ isWanted, resolve });
    const said = await promise;
    clearTimeout(timer);
    this.said.splice(this.said.indexOf(said), 1);
    return said;
  }

  /** Opens a window and waits for its page. */
  async open(role: string, options: Record<string, unknown> = {}): Promise<Said> {
    this.do("open", { role, ...options });
    return await this.next({ type: "loaded", role });
  }

  /** Evaluates in the page's own world; promises are awaited. */
  async evaluate(role: string, code: string): Promise<unknown> {
    this.do("evaluate", { role, code });
    const { value } = await this.next({ type: "value" });
    return value;
  }

  /** Evaluates in main with `app` and `BrowserWindow` in reach. */
  async main(code: string): Promise<unknown> {
    this.do("main", { code });
    const { value } = await this.next({ type: "main" });
    return value;
  }

  /** Evaluates in main with the test hook as `host`. */
  async hook(code: string): Promise<unknown> {
    this.do("hook", { code });
    const { value } = await this.next({ type: "hook" });
    return value;
  }

  async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill("SIGKILL");
    await this.exited;
    rmSync(this.userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** Resolves once the fixture's main has seen `ready`. */
export async function startFixture(options: FixtureOptions = {}): Promise<Fixture> {
  const fixture = new Fixture(options);
  await fixture.next({ type: "ready" });
  return fixture;
}
