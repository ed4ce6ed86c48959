/** The parts that fetch documents behind a link, put together: the wizard's, the looks for newer ones, and operators who sign in and out. */
import { app, session } from "electron";
import type { Clock } from "../shared/lib/clock.ts";
import type { Log } from "../shared/lib/log.ts";
import { readSeat } from "./app/read-seat.ts";
import { listAuthorities } from "./diagnostics/authorities.ts";
import type { HistoryOutlet } from "./history/history-outlet.ts";
import type { IncidentsOutlet } from "./incidents/incidents-outlet.ts";
import { createEnrolling } from "./provisioning/enrolling.ts";
import { createFetch } from "./provisioning/fetch-document.ts";
import type { Dice } from "./provisioning/next-look.ts";
import { createFindProxy } from "./provisioning/open-connection.ts";
import { createRenewals } from "./provisioning/renewals.ts";
import { createSigningIn, type SigningInNeeds } from "./provisioning/signing-in.ts";
import type { RecordingsOutlet } from "./recordings/recordings-outlet.ts";
import type { RecordsLine } from "./records/records-line.ts";
import type { ConfigSource } from "./settings/effective-config.ts";
import type { OperatorSettings } from "./settings/operator-settings.ts";
import { checkPolicyText } from "./settings/policy-file.ts";
import type { SettingsStore } from "./settings/settings-store.ts";

export type ProvisionNeeds = Pick<SigningInNeeds, "isInCall" | "confirm" | "takeLeave"> & {
  readonly config: ConfigSource;
  readonly erase: SigningInNeeds["erase"];
  readonly due: SettingsStore["isWipeDue"];
  readonly clock: Clock;
  readonly dice: Dice;
  readonly log: Log;
};

export function provision({ config, clock, dice, log, ...needs }: ProvisionNeeds) {
  const fetch = createFetch({
    clock,
    authorities: listAuthorities,
    check: checkPolicyText,
    provisioning: config.provisioning,
    findProxy: createFindProxy(
      () => config.provisioning().proxy,
      (url) => session.defaultSession.resolveProxy(url),
    ),
    seat: { ...readSeat(), version: app.getVersion() },
  });
  const { wallNow } = clock;
  return {
    renewals: createRenewals({ ...config, fetch, renew: config.enter, clock, dice, log }),
    enrolling: createEnrolling({ ...config, fetch, wallNow, log }),
    signingIn: createSigningIn({ ...config, ...needs, fetch, wallNow, log }),
  };
}

export type LeftByOperator = {
  readonly acceptedAccounts: SettingsStore["acceptedAccounts"];
  readonly takenDesks: SettingsStore["takenDesks"];
  readonly operator: Pick<OperatorSettings, "forget">;
  readonly records: Pick<RecordsLine, "ask">;
  readonly history: Pick<HistoryOutlet, "forgetAll">;
  readonly incidents: Pick<IncidentsOutlet, "forgetAll">;
  readonly recordings: Pick<RecordingsOutlet, "forgetOpen">;
};

/** @returns what erases everything that whoever used this computer left beside the account. */
export function createErase(left: LeftByOperator): SigningInNeeds["erase"] {
  return async (what) => {
    left.acceptedAccounts.write([]);
    left.takenDesks.write([]);
    left.operator.forget(what);
    if (what === "secrets") return;
    const erased = await left.records.ask({ type: "eraseAll" });
    await Promise.all([left.history.forgetAll(), left.incidents.forgetAll(), left.recordings.forgetOpen()]);
    if (erased.type === "failed") throw new Error(erased.message);
  };
}
