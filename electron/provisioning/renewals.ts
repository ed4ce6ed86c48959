/** Looks again where the document in force came from, so that what IT changes reaches the seat; what stands is never lost by it. */
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Cancel, Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { FetchTrouble } from "../../shared/model/enrolment.ts";
import { readEnrolmentLink } from "../../shared/model/enrolment-link.ts";
import type { OwnAccount } from "../../shared/model/own-account.ts";
import type { ComputerProvisioning } from "../../shared/model/provisioning-policy.ts";
import type { FetchDocument } from "./fetch-document.ts";
import { toAccount } from "./to-account.ts";
import { type Dice, toFirstLookMs, toNextLookMs, toRegularLookMs } from "./next-look.ts";

export type RenewalsNeeds = {
  /** What is in force here, where no administrator's document decides. */
  readonly account: () => OwnAccount | null;
  /** Takes what came: a newer document, or the same one confirmed. */
  readonly renew: (account: OwnAccount) => void;
  readonly noteTrouble: (trouble: FetchTrouble) => void;
  readonly fetch: FetchDocument;
  readonly provisioning: () => Pick<ComputerProvisioning, "signedBy">;
  readonly clock: Pick<Clock, "after" | "wallNow">;
  readonly dice: Dice;
  readonly log: Log;
};

export type Renewals = {
  /** The configuration may be another one than before. */
  readonly attend: () => void;
  readonly stop: () => void;
};

/** A document as fresh as this was fetched by hand just now. */
const freshMs = 10_000;

export function createRenewals(needs: RenewalsNeeds): Renewals {
  const { clock, dice, log } = needs;
  let attended: string | null = null;
  let failures = 0;
  let cancel: Cancel = () => undefined;

  function schedule(ms: number): void {
    cancel();
    cancel = clock.after(ms, () => void look());
  }

  async function look(): Promise<void> {
    const asked = needs.account()?.enrolment ?? null;
    if (asked === null || asked.link === null) return;
    const { link, etag, origin, signed } = asked;
    const read = readEnrolmentLink(link);
    if (!read.ok) return;
    // One that came before the policy wanted a signature comes once more, with it.
    const isWhole = signed !== undefined || needs.provisioning().signedBy === undefined;
    const fetched = await needs.fetch(read.value, { etag: isWhole ? etag : null });
    const now = needs.account();
    // Somebody set the phone up anew meanwhile, or an administrator's document came.
    if (now === null || now.enrolment?.link !== link || attended !== link) return;
    const { refreshHours } = now.document.provisioning;
    switch (fetched.kind) {
      case "document":
        failures = 0;
        log.info(`${origin} sent a newer document`);
        schedule(toRegularLookMs(fetched.document.provisioning.refreshHours, dice));
        return needs.renew(
          toAccount(fetched, { link, origin, atConfirmed: clock.wallNow(), isSignedIn: asked.isSignedIn }),
        );
      case "unchanged":
        failures = 0;
        schedule(toRegularLookMs(refreshHours, dice));
        return needs.renew({ ...now, enrolment: { ...now.enrolment, atConfirmed: clock.wallNow() } });
      case "trouble":
        failures += 1;
        log.warn(`${origin} has no newer document for us: ${fetched.trouble.kind}; the one we have stays in force`);
        schedule(toNextLookMs(fetched, failures, refreshHours, dice));
        return needs.noteTrouble(fetched.trouble);
      default:
        return assertNever(fetched);
    }
  }

  return {
    attend() {
      const account = needs.account();
      const enrolment = account?.enrolment ?? null;
      const link = enrolment?.link ?? null;
      if (link === attended) return;
      attended = link;
      failures = 0;
      cancel();
      if (account === null || enrolment === null) return;
      const isFresh = Math.abs(clock.wallNow() - enrolment.atConfirmed) < freshMs;
      const { refreshHours } = account.document.provisioning;
      schedule(isFresh ? toRegularLookMs(refreshHours, dice) : toFirstLookMs(dice));
    },
    stop() {
      attended = null;
      cancel();
    },
  };
}
