/** Which headsets were left with a lamp lit, kept beyond this page's life: an engine that dies in a call darkens nothing. */

export type LitMemory = {
  readonly has: (usb: string) => boolean;
  readonly keep: (usb: string, isLit: boolean) => void;
};

const key = "litHeadsets";

/** What cannot be kept is not missed: then a lamp stays lit until the next call. */
export function createLitMemory(storage: Pick<Storage, "getItem" | "setItem">): LitMemory {
  function read(): readonly string[] {
    try {
      return storage.getItem(key)?.split(" ").filter(Boolean) ?? [];
    } catch {
      return [];
    }
  }
  return {
    has: (usb) => read().includes(usb),
    keep(usb, isLit) {
      const before = read();
      if (before.includes(usb) === isLit) return;
      const others = before.filter((one) => one !== usb);
      try {
        storage.setItem(key, (isLit ? [...others, usb] : others).join(" "));
      } catch {
        return;
      }
    },
  };
}
