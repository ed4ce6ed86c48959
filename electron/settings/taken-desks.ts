/**
 * Remembers which other desk's extension an account took over: whoever gives it back has to name it, and no server tells
 * which it is to an engine that has just begun.
 */
import type { PhoneConfig } from "../../shared/model/phone-config.ts";
import type { Outlet } from "../switchboard/outlet.ts";
import type { SettingsStore } from "./settings-store.ts";
import type { TakenDesk } from "./stored-settings.ts";

/** Accounts of a computer that several people use without signing out. */
const mostKept = 16;

export type TakenDesks = {
  /** The configuration with what its account took over before. */
  readonly phone: () => PhoneConfig | null;
  readonly outlet: Outlet;
};

export function createTakenDesks(store: SettingsStore["takenDesks"], phone: () => PhoneConfig | null): TakenDesks {
  return {
    phone() {
      const config = phone();
      const kept = config === null ? undefined : store.read().find(isOf(config));
      return config === null || kept === undefined ? config : { ...config, takenDesk: kept.extension };
    },
    outlet: {
      name: "taken desk",
      receive(event, { agent }) {
        if (event.type !== "agent.changed" && event.type !== "phone.started") return;
        const config = phone();
        const desk = agent?.desk ?? null;
        if (config === null || desk === null) return;
        const isMine = isOf(config);
        const known = store.read();
        const kept = known.find(isMine)?.extension ?? null;
        // Where a server cannot be asked it may still be taken over, whatever the others say.
        const isGivenBack = desk.servers.every(({ state }) => state === "out");
        const extension = desk.extension ?? (isGivenBack ? null : kept);
        if (extension === kept) return;
        const others = known.filter((one) => !isMine(one));
        store.write(extension === null ? others : [...others, toKept(config, extension)].slice(-mostKept));
      },
      stop: () => undefined,
    },
  };
}

/** The same user at the same first server is the same account. */
function isOf({ account, servers }: PhoneConfig): (one: TakenDesk) => boolean {
  return ({ url, user }) => user === account.user && url === servers[0]?.url;
}

function toKept({ account, servers }: PhoneConfig, extension: string): TakenDesk {
  return { url: servers[0]?.url ?? "", user: account.user, extension };
}
