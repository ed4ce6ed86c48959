/** tel:, sip: and callto: links, from argv, a second start or macOS: they fill the dial field and never dial. */
import { readDialLink, type DialRefusal } from "../../shared/model/dial-link.ts";
import type { Log } from "../../shared/lib/log.ts";

export const linkSchemes = ["tel", "sip", "callto"] as const;

export type LinkTarget = {
  readonly fillDial: (target: string, more?: { readonly extension?: string }) => void;
  readonly refuseDial: (reason: DialRefusal) => void;
  readonly show: () => void;
};

/** A link that cannot be dialled still brings the window up, and the field says why: whoever clicked it expects the phone. */
export function openLink(link: string, target: LinkTarget, log: Log): void {
  const read = readDialLink(link);
  target.show();
  if (read.ok) {
    const { target: number, extension } = read.value;
    return target.fillDial(number, extension === null ? {} : { extension });
  }
  log.warn(`a link was not taken: ${read.failure}`);
  target.refuseDial(read.failure);
}
