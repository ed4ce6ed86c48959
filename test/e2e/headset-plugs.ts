/**
 * A headset that is plugged in where Chromium's WebHID meets the engine's page: its keys are pressed by the input reports
 * it would send, and the lamps are read from the output reports it gets. The operating system's own part, and the
 * permission that Electron gives, are not played.
 */
import { z } from "zod";
import type { HidCollection } from "../../renderer/engine/adapters/webhid/hid.ts";
import { openEnginePage } from "./hear-audio.ts";
import type { TandemApp } from "./launch-app.ts";

export type HeadsetPlugs = {
  /** @param collections as `HIDDevice.collections`. One that does not open is held by another program. */
  readonly plug: (name: string, collections: readonly HidCollection[], opens?: boolean) => Promise<void>;
  readonly pull: (name: string) => Promise<void>;
  /** Whatever held it lets it go. */
  readonly letOpen: (name: string) => Promise<void>;
  readonly send: (name: string, reportId: number, ...bytes: readonly number[]) => Promise<void>;
  /** The newest report it got, with its id first; null before the first. */
  readonly lastWritten: (name: string) => Promise<number[] | null>;
  readonly close: () => void;
};

/** Runs in the page once. */
const prepare = `(() => {
  const { hid } = navigator;
  const devices = new Map();
  const tell = (type, device) => hid.dispatchEvent(Object.assign(new Event(type), { device }));
  const make = (productName, collections, opens) =>
    Object.assign(new EventTarget(), {
      productName, collections, opens, vendorId: 0x0b0e, productId: 0x24c8, opened: false, written: [],
      async open() {
        if (!this.opens) throw new DOMException("Failed to open the device.", "NotAllowedError");
        this.opened = true;
      },
      async close() { this.opened = false; },
      async sendReport(reportId, data) {
        if (!this.opened) throw new DOMException("It is not open.", "InvalidStateError");
        this.written.push([reportId, ...data]);
      },
    });
  hid.getDevices = async () => [...devices.values()];
  window.headsets = {
    plug(name, collections, opens) {
      devices.set(name, make(name, collections, opens));
      tell("connect", devices.get(name));
    },
    pull(name) {
      const device = devices.get(name);
      devices.delete(name);
      tell("disconnect", device);
    },
    letOpen(name) { devices.get(name).opens = true; },
    send(name, reportId, bytes) {
      const data = new DataView(new Uint8Array(bytes).buffer);
      devices.get(name).dispatchEvent(Object.assign(new Event("inputreport"), { reportId, data }));
    },
    lastWritten: (name) => devices.get(name)?.written.at(-1) ?? null,
  };
})()`;

const Answer = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z.object({ text: z.string() }).loose().optional(),
});
const Written = z.array(z.number()).nullable();

/** The app must have been launched with `withEar`. */
export async function openHeadsetPlugs(app: TandemApp): Promise<HeadsetPlugs> {
  const page = await openEnginePage(app);
  const run = async (expression: string): Promise<unknown> => {
    const params = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = Answer.parse(await page.ask("Runtime.evaluate", params));
    if (exceptionDetails !== undefined) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return result.value;
  };
  await run(prepare);
  const call = (verb: string, ...args: readonly unknown[]) =>
    run(`window.headsets.${verb}(${args.map((one) => JSON.stringify(one)).join(", ")})`);
  return {
    plug: async (name, collections, opens = true) => void (await call("plug", name, collections, opens)),
    pull: async (name) => void (await call("pull", name)),
    letOpen: async (name) => void (await call("letOpen", name)),
    send: async (name, reportId, ...bytes) => void (await call("send", name, reportId, bytes)),
    lastWritten: async (name) => Written.parse(await call("lastWritten", name)),
    close: page.close,
  };
}
