/** tel:, sip: and callto: links, from argv, a second start or macOS: they fill the dial field and never dial. */
import { cleanDialTarget } from "../../shared/model/dial-target.ts";
import type { Log } from "../../shared/lib/log.ts";

export const linkSchemes = ["tel", "sip", "callto"] as const;

export type LinkTarget = {
  readonly fillDial: (target: string) => void;
  readonly show: () => void;
};

/** A link that cannot be dialled still brings the window up: whoever clicked it expects the phone. */
export function openLink(link: string, target: LinkTarget, log: Log): void {
  const cleaned = cleanDialTarget(link);
  target.show();
  if (cleaned.ok) return target.fillDial(cleaned.value);
  log.warn(`a link was not taken: ${cleaned.failure}`);
}
