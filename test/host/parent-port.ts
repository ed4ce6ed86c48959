// Loaded into a utility process before its own script: gives it `process.parentPort`, and ends it with its parent.
import { HostEmitter } from "./host-emitter.ts";
import { guardMembers } from "./guard-members.ts";

class HostParentPort extends HostEmitter {
  constructor() {
    super("parentPort", ["message"]);
    const waiting: unknown[] = [];
    const deliver = (data: unknown) => void this.emit("message", { data, ports: [] });
    process.on("message", (data) => {
      if (this.listenerCount("message") === 0) waiting.push(data);
      else deliver(data);
    });
    // As in Electron, what came before the first listener waits for it.
    this.on("newListener", (event: string | symbol) => {
      if (event === "message") queueMicrotask(() => waiting.splice(0).forEach(deliver));
    });
  }

  postMessage(message: unknown): void {
    process.send?.(message);
  }
}

Object.defineProperty(process, "parentPort", { value: guardMembers("parentPort", new HostParentPort()) });
Object.defineProperty(process, "type", { value: "utility" });
process.on("disconnect", () => process.exit(0));
