/** What earlier runs tell of the account: put into what the engine is told, and kept up with what it says. */
import type { PhoneConfig } from "../../shared/model/phone-config.ts";
import type { Outlet } from "../switchboard/outlet.ts";
import { createAcceptedAccounts } from "./accepted-accounts.ts";
import type { SettingsStore } from "./settings-store.ts";
import { createTakenDesks } from "./taken-desks.ts";

export function createKeptAccounts(
  store: Pick<SettingsStore, "acceptedAccounts" | "takenDesks">,
  phone: () => PhoneConfig | null,
): { readonly phone: () => PhoneConfig | null; readonly outlets: readonly Outlet[] } {
  const accepted = createAcceptedAccounts(store.acceptedAccounts, phone);
  const taken = createTakenDesks(store.takenDesks, accepted.phone);
  return { phone: taken.phone, outlets: [accepted.outlet, taken.outlet] };
}
