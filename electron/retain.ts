/** What the rules do not let stay beside calls and recordings, put together: of outages and of the log. */
import type { Clock } from "../shared/lib/clock.ts";
import type { PolicyDocument } from "../shared/model/policy-document.ts";
import type { KeepingNotes } from "./files/keeping.ts";
import type { IncidentsOutlet } from "./incidents/incidents-outlet.ts";
import type { Logging } from "./logging/log.ts";
import { createLogRetention } from "./logging/log-retention.ts";
import type { Outlet } from "./switchboard/outlet.ts";

export type RetentionNeeds = {
  readonly incidents: Pick<IncidentsOutlet, "configure" | "forgetNumber">;
  readonly logging: Logging;
  readonly keeping: Pick<KeepingNotes, "noteFailure">;
  readonly clock: Clock;
};

export type Retention = Outlet & {
  readonly configure: (document: PolicyDocument | null) => void;
  /** A person erased every call with it. */
  readonly forgetNumber: (number: string) => Promise<void>;
};

export function createRetention({ incidents, logging, keeping, clock }: RetentionNeeds): Retention {
  const { noteFailure } = keeping;
  const files = createLogRetention({ logging, clock, log: logging.scope("logging"), noteFailure });
  return {
    name: "retention",
    receive: () => undefined,
    stop: files.stop,
    configure(document) {
      incidents.configure(document);
      files.configure(document);
    },
    async forgetNumber(number) {
      await Promise.all([incidents.forgetNumber(number), files.forgetNumber(number)]);
    },
  };
}
