/** Which devices are headsets for calls: those that say so in their report descriptor, HID Usage Tables 1.5 §14. */

const telephonyPage = 0x0b;

type Collection = { readonly usagePage?: number; readonly children?: readonly Collection[] };
/** As much of a device as decides; other kinds of devices have no collections. */
export type HidDeviceFacts = { readonly collections?: readonly Collection[] };

/** A keyboard, a security key or a mouse is never one of them. */
export function isTelephony({ collections = [] }: HidDeviceFacts): boolean {
  return collections.some((collection) => holdsTelephony(collection, 0));
}

const deepest = 8;

function holdsTelephony({ usagePage, children = [] }: Collection, depth: number): boolean {
  if (usagePage === telephonyPage) return true;
  return depth < deepest && children.some((child) => holdsTelephony(child, depth + 1));
}
