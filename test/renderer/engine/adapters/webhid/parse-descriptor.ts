/**
 * Report descriptors as headsets send them, made into what Chromium hands a page: HID 1.11 §6.2.2, as much of it as
 * telephony headsets use. A collection's reports hold the items of the collections within it, too.
 */
import type { HidCollection, HidItem, HidReport } from "../../../../../renderer/engine/adapters/webhid/hid.ts";

type Report = { reportId: number; items: HidItem[] };
type Collection = {
  usagePage: number;
  usage: number;
  children: Collection[];
  inputReports: Report[];
  outputReports: Report[];
};

type Globals = { page: number; size: number; count: number; minimum: number; reportId: number };

export function parseDescriptor(text: string): readonly HidCollection[] {
  const bytes = [...text.matchAll(/[0-9a-f]{2}/giu)].map(([byte]) => Number.parseInt(byte, 16));
  const top: Collection[] = [];
  const open: Collection[] = [];
  const globals: Globals = { page: 0, size: 0, count: 0, minimum: 0, reportId: 0 };
  let usages: number[] = [];
  let range = null as { from: number; to: number } | null;
  for (let at = 0; at < bytes.length;) {
    const prefix = bytes[at] ?? 0;
    const length = [0, 1, 2, 4][prefix & 3] ?? 0;
    const value = bytes.slice(at + 1, at + 1 + length).reduceRight((sum, byte) => sum * 256 + byte, 0);
    at += 1 + length;
    const usage = (): number => (length === 4 ? value : globals.page * 0x1_0000 + value);
    switch (prefix & 0xfc) {
      case 0x04:
        globals.page = value;
        continue;
      case 0x14:
        globals.minimum = value;
        continue;
      case 0x74:
        globals.size = value;
        continue;
      case 0x84:
        globals.reportId = value;
        continue;
      case 0x94:
        globals.count = value;
        continue;
      case 0x08:
        usages.push(usage());
        continue;
      case 0x18:
        range = { from: usage(), to: range?.to ?? 0 };
        continue;
      case 0x28:
        range = { from: range?.from ?? 0, to: usage() };
        continue;
      case 0xa0: {
        const [own = 0] = usages;
        const made = {
          usagePage: own >>> 16,
          usage: own & 0xffff,
          children: [],
          inputReports: [],
          outputReports: [],
        };
        (open.at(-1)?.children ?? top).push(made);
        open.push(made);
        break;
      }
      case 0xc0:
        open.pop();
        break;
      case 0x80:
      case 0x90: {
        const kind = (prefix & 0xfc) === 0x80 ? "inputReports" : "outputReports";
        for (const collection of open) add(collection[kind], globals, toItem(value, globals, usages, range));
        break;
      }
      default:
        continue;
    }
    usages = [];
    range = null;
  }
  return top satisfies readonly (HidCollection & { inputReports: readonly HidReport[] })[];
}

function add(reports: Report[], { reportId }: Globals, item: HidItem): void {
  const known = reports.find((report) => report.reportId === reportId);
  if (known === undefined) reports.push({ reportId, items: [item] });
  else known.items.push(item);
}

function toItem(
  flags: number,
  { size, count, minimum }: Globals,
  usages: readonly number[],
  range: { from: number; to: number } | null,
): HidItem {
  return {
    isArray: (flags & 2) === 0,
    isAbsolute: (flags & 4) === 0,
    hasPreferredState: (flags & 0x20) === 0,
    isRange: range !== null,
    reportSize: size,
    reportCount: count,
    logicalMinimum: minimum,
    ...(range === null ? { usages: [...usages] } : { usageMinimum: range.from, usageMaximum: range.to }),
  };
}
