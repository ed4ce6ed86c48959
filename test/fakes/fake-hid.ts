/** A computer's USB sockets as WebHID shows them: headsets are plugged in, pressed and pulled, and what is written is kept. */
import type { Hid, HidCollection, HidDevice, HidInput } from "../../renderer/engine/adapters/webhid/hid.ts";

export type FakeDevice = HidDevice & {
  /** The reports that were written, each with its id first. */
  readonly written: readonly (readonly number[])[];
  readonly send: (reportId: number, ...bytes: readonly number[]) => void;
  /** Another program has it, or the system lets nobody in; null: it opens again. */
  readonly refuseToOpen: (why: string | null) => void;
  readonly isHeard: () => boolean;
};

export type FakeHid = Hid & {
  readonly plug: (device: FakeDevice) => void;
  readonly pull: (device: FakeDevice) => void;
};

export function createFakeDevice(productName: string, collections: readonly HidCollection[]): FakeDevice {
  const written: number[][] = [];
  const listeners = new Set<(event: HidInput) => void>();
  let isOpen = false;
  let refusal: string | null = null;
  return {
    vendorId: 0x0b0e,
    productId: 0x24c8,
    productName,
    collections,
    written,
    get opened() {
      return isOpen;
    },
    open() {
      if (refusal !== null) return Promise.reject(new Error(refusal));
      isOpen = true;
      return Promise.resolve();
    },
    close() {
      isOpen = false;
      return Promise.resolve();
    },
    sendReport(reportId, data) {
      if (!isOpen) return Promise.reject(new Error("it is closed"));
      written.push([reportId, ...data]);
      return Promise.resolve();
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
    send(reportId, ...bytes) {
      for (const listener of listeners) listener({ reportId, data: new DataView(new Uint8Array(bytes).buffer) });
    },
    refuseToOpen: (why) => void (refusal = why),
    isHeard: () => listeners.size > 0,
  };
}

export function createFakeHid(...here: readonly FakeDevice[]): FakeHid {
  const devices = new Set<FakeDevice>(here);
  const listeners = { connect: new Set<Listener>(), disconnect: new Set<Listener>() };
  return {
    getDevices: () => Promise.resolve([...devices]),
    addEventListener: (type, listener) => void listeners[type].add(listener),
    plug(device) {
      devices.add(device);
      for (const listener of listeners.connect) listener({ device });
    },
    pull(device) {
      devices.delete(device);
      for (const listener of listeners.disconnect) listener({ device });
    },
  };
}

type Listener = (event: { readonly device: HidDevice }) => void;
