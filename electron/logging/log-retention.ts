/** How long the log is kept, and whose numbers are not in it: at once when the rules change, and again within the hour. */
import type { Cancel, Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import { createErasedNumbers, type ErasedNumbers, noErasedNumbers } from "../../shared/model/erased-numbers.ts";
import type { DialCountry } from "../../shared/model/dial-country.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import { dayMs } from "../../shared/model/time.ts";
import type { Logging } from "./log.ts";
import { sweepLog } from "./sweep-log.ts";

export type LogRetentionNeeds = {
  readonly logging: Pick<Logging, "path" | "rotations" | "hideNumbers">;
  readonly clock: Pick<Clock, "wallNow" | "after">;
  readonly log: Log;
  /** A file could not be rewritten. */
  readonly noteFailure: (error: unknown) => void;
};

export type LogRetention = {
  /** The document in force decides; as long as there is none, nothing is erased. */
  readonly configure: (document: Pick<PolicyDocument, "log" | "history" | "dialing"> | null) => void;
  /** No file of the log holds this number any more, as it stands now. */
  readonly forgetNumber: (number: string) => Promise<void>;
  /** Resolves once no file is being rewritten. */
  readonly stop: () => Promise<void>;
};

type Rules = { readonly keepDays: number; readonly numbers: readonly string[]; readonly country: DialCountry | null };

const sweepEveryMs = 3_600_000;
/** A log that is followed by a new one as often as this while it is looked through waits for the next hour. */
const mostTries = 5;

export function createLogRetention({ logging, clock, log, noteFailure }: LogRetentionNeeds): LogRetention {
  let rules: Rules | null = null;
  /** Not known to be out of every file. */
  let owed: ErasedNumbers = noErasedNumbers;
  let asked: string[] = [];
  let cancelSweeping: Cancel = () => undefined;
  let work: Promise<void> = Promise.resolve();

  /** What the rules name is out of every line that is written since, so one whole look at the files is enough. */
  function owe(): void {
    owed = createErasedNumbers([...(rules?.numbers ?? []), ...asked], rules?.country ?? null);
  }

  function sweepSoon(): Promise<void> {
    cancelSweeping();
    cancelSweeping = clock.after(sweepEveryMs, () => void sweepSoon());
    work = work.then(sweep);
    return work;
  }

  async function sweep(): Promise<void> {
    const erased = owed;
    const askedThen = asked;
    const atOldest = rules === null ? 0 : clock.wallNow() - rules.keepDays * dayMs;
    let hasFailed = false;
    const onFailure = (path: string, error: unknown) => {
      hasFailed = true;
      log.error(
        `${path} could not be rewritten: ${String(error)}. What it should not hold is tried again within the hour.`,
      );
      noteFailure(error);
    };
    let changed: number | null = null;
    for (let tries = 0; changed === null && tries < mostTries; tries += 1) {
      changed = await sweepLog({
        path: logging.path,
        rotations: logging.rotations,
        rules: { atOldest, erased },
        onFailure,
      });
    }
    if (changed !== null && changed > 0)
      log.info(`${changed} file(s) of the log were rewritten: what the rules do not let stay is gone`);
    if (changed === null || hasFailed || owed !== erased) return;
    asked = asked.filter((number) => !askedThen.includes(number));
    owed = noErasedNumbers;
  }

  return {
    configure(document) {
      if (document === null) return;
      const { log: kept, history, dialing } = document;
      const next = { keepDays: kept.keepDays, numbers: history.eraseNumbers, country: dialing.country ?? null };
      if (isSameValue(rules, next)) return;
      rules = next;
      logging.hideNumbers(createErasedNumbers(next.numbers, next.country));
      owe();
      void sweepSoon();
    },
    forgetNumber(number) {
      asked = [...asked, number];
      owe();
      return sweepSoon();
    },
    stop() {
      cancelSweeping();
      return work;
    },
  };
}
