/** Links from argv, a second start or macOS: tel:, sip: and callto: fill the dial field, tandem: the wizard's; none does more. */
import { readDialLink, type DialRefusal } from "../../shared/model/dial-link.ts";
import { readSetUpLink } from "../../shared/model/enrolment-link.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { Configuration } from "../../shared/model/snapshot.ts";

export type LinkTarget = {
  readonly fillDial: (target: string, more?: { readonly extension?: string }) => void;
  readonly refuseDial: (reason: DialRefusal) => void;
  readonly fillSetUp: (link: string) => void;
  readonly show: () => void;
};

/** What decides whether a link may set this phone up just now. */
export type SetUpStand = { readonly setUp: Configuration["setUp"]; readonly isInCall: boolean };

/** A link that cannot be dialled still brings the window up, and the field says why: whoever clicked it expects the phone. */
export function openLink(link: string, target: LinkTarget, stand: () => SetUpStand, log: Log): void {
  const wanted = readSetUpLink(link);
  target.show();
  if (wanted !== null) {
    const refusal = findSetUpRefusal(stand());
    return refusal === null ? target.fillSetUp(wanted) : target.refuseDial(refusal);
  }
  const read = readDialLink(link);
  if (read.ok) {
    const { target: number, extension } = read.value;
    return target.fillDial(number, extension === null ? {} : { extension });
  }
  log.warn(`a link was not taken: ${read.failure}`);
  target.refuseDial(read.failure);
}

function findSetUpRefusal({ setUp, isInCall }: SetUpStand): DialRefusal | null {
  if (setUp === "closed") return "setUpManaged";
  return isInCall ? "setUpInCall" : null;
}
