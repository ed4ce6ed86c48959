/** The output reports that show a set of lamps. Pure. */
import type { Lamps } from "../../core/headset-vocabulary.ts";
import type { Telephony } from "./read-descriptor.ts";

export type LampReport = { readonly reportId: number; readonly data: Uint8Array<ArrayBuffer> };

/** Whatever else a report holds is left off. */
export function writeLamps({ lamps, outputBytes }: Telephony, wanted: Lamps): LampReport[] {
  return [...outputBytes].map(([reportId, length]) => {
    const data = new Uint8Array(length);
    for (const field of lamps) {
      if (field.reportId !== reportId || !wanted[field.lamp]) continue;
      const at = Math.floor(field.offset / 8);
      data[at] = (data[at] ?? 0) | (1 << (field.offset % 8));
    }
    return { reportId, data };
  });
}
