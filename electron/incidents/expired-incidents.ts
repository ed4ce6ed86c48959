/** Which outages the rules do not let stay, and what stays of one whose parties are to be forgotten. */
import { createErasedNumbers, type ErasedNumbers } from "../../shared/model/erased-numbers.ts";
import type { DialCountry } from "../../shared/model/dial-country.ts";
import type { Incident } from "../../shared/model/incident.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { Remote } from "../../shared/model/remote.ts";
import { dayMs, type EpochMs } from "../../shared/model/time.ts";
import type { Incidents } from "./incidents-file.ts";

export type IncidentsRules = {
  readonly keepMs: number;
  readonly erased: ErasedNumbers;
  readonly country: DialCountry | null;
};

export function toIncidentsRules({
  incidents,
  history,
  dialing,
}: Pick<PolicyDocument, "incidents" | "history" | "dialing">): IncidentsRules {
  const country = dialing.country ?? null;
  return { keepMs: incidents.keepDays * dayMs, erased: createErasedNumbers(history.eraseNumbers, country), country };
}

/** One that goes on stays. */
export function isExpired({ atOpened, end }: Incident, atOldest: EpochMs): boolean {
  return end !== null && atOpened + end.ms < atOldest;
}

/** The outage stays as it went, with nobody at the other end of such a call. @returns unchanged ones as they are. */
export function forgetNumbers(incidents: Incidents, erased: ErasedNumbers | undefined): Incidents {
  if (erased === undefined || erased.isEmpty) return incidents;
  const isNamed = ({ number, name }: Remote) => [number, name].some((text) => text !== null && erased.isIn(text));
  return incidents.map((incident) =>
    incident.calls.some(({ remote }) => isNamed(remote))
      ? {
          ...incident,
          calls: incident.calls.map((call) =>
            isNamed(call.remote) ? { ...call, remote: { number: null, name: null } } : call,
          ),
        }
      : incident,
  );
}
