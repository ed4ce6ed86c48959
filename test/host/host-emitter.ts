// An EventEmitter that refuses a listener for an event it would never emit, so that no code waits in vain unnoticed.
import { EventEmitter } from "node:events";

type Listener = (...args: never[]) => void;

export class HostEmitter extends EventEmitter {
  readonly #name: string;
  readonly #events: ReadonlySet<string>;

  constructor(name: string, events: readonly string[]) {
    super();
    this.#name = name;
    this.#events = new Set([...events, "newListener", "removeListener"]);
    this.on("newListener", (event: string | symbol) => this.#check(event));
  }

  override on(event: string | symbol, listener: Listener): this {
    return super.on(event, listener as (...args: unknown[]) => void);
  }

  #check(event: string | symbol): void {
    if (typeof event === "symbol" || this.#events.has(event)) return;
    throw new Error(`the stand-in never emits the event ${this.#name}.${event}`);
  }
}
