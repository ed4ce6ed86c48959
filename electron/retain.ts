/** What the rules do not let stay beside calls and recordings, put together: of outages, of the log, and of what was put aside. */
import type { Clock } from "../shared/lib/clock.ts";
import type { DialCountry } from "../shared/model/dial-country.ts";
import { createErasedNumbers, type ErasedNumbers } from "../shared/model/erased-numbers.ts";
import type { PolicyDocument } from "../shared/model/policy-document.ts";
import { dayMs, type EpochMs } from "../shared/model/time.ts";
import type { KeepingNotes } from "./files/keeping.ts";
import type { IncidentsOutlet } from "./incidents/incidents-outlet.ts";
import type { Logging } from "./logging/log.ts";
import { createLogRetention } from "./logging/log-retention.ts";
import type { OpenRecordingsOnDisk } from "./recordings/open-recordings.ts";
import type { Outlet } from "./switchboard/outlet.ts";

export type RetentionNeeds = {
  readonly incidents: Pick<IncidentsOutlet, "configure" | "forgetNumber">;
  /** Only what was put aside of it: the calls themselves are in the history at the next start. */
  readonly openRecordings: OpenRecordingsOnDisk;
  readonly logging: Logging;
  readonly keeping: Pick<KeepingNotes, "noteFailure">;
  readonly clock: Clock;
};

export type Retention = Outlet & {
  readonly configure: (document: PolicyDocument | null) => void;
  /** A person erased every call with it. */
  readonly forgetNumber: (number: string) => Promise<void>;
};

export function createRetention(needs: RetentionNeeds): Retention {
  const { incidents, openRecordings, logging, keeping, clock } = needs;
  const { noteFailure } = keeping;
  const files = createLogRetention({ logging, clock, log: logging.scope("logging"), noteFailure });
  let country: DialCountry | null = null;

  function sweepAside(atOldest: EpochMs, erased: ErasedNumbers): Promise<void> {
    return openRecordings.open.whileStill(() => openRecordings.sweepAside.byRules(atOldest, erased));
  }

  return {
    name: "retention",
    receive: () => undefined,
    stop: files.stop,
    configure(document) {
      incidents.configure(document);
      files.configure(document);
      if (document === null) return;
      const { history, dialing } = document;
      country = dialing.country ?? null;
      const atOldest = clock.wallNow() - history.keepDays * dayMs;
      void sweepAside(atOldest, createErasedNumbers(history.eraseNumbers, country));
    },
    async forgetNumber(number) {
      const erased = createErasedNumbers([number], country);
      await Promise.all([incidents.forgetNumber(number), files.forgetNumber(number), sweepAside(0, erased)]);
    },
  };
}
