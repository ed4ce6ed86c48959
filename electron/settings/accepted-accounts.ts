/**
 * Remembers which servers accepted which account, so that after a power cut a 403 from a server that still holds the
 * old connection's place is not taken for a refusal of the account.
 */
import { createHash } from "node:crypto";
import type { PhoneConfig, ServerConfig } from "../../shared/model/phone-config.ts";
import type { Outlet } from "../switchboard/outlet.ts";
import type { SettingsStore } from "./settings-store.ts";
import type { AcceptedAccount } from "./stored-settings.ts";

/** Enough to notice a changed password, too little to guess one by: 16 bits. */
const checkDigits = 4;
const mostKept = 64;

export type AcceptedAccounts = {
  /** The configuration with the servers that accepted it before. */
  readonly phone: () => PhoneConfig | null;
  readonly outlet: Outlet;
};

export function createAcceptedAccounts(
  store: SettingsStore["acceptedAccounts"],
  phone: () => PhoneConfig | null,
): AcceptedAccounts {
  const isKept = (server: ServerConfig): boolean => {
    const account = toAccount(server);
    return store
      .read()
      .some((one) => one.url === account.url && one.user === account.user && one.check === account.check);
  };

  return {
    phone() {
      const config = phone();
      if (config === null) return null;
      return { ...config, acceptedBefore: config.servers.filter(isKept).map((server) => server.id) };
    },
    outlet: {
      name: "accepted accounts",
      receive(event) {
        if (event.type !== "server.stateChanged" || event.server.state !== "ready") return;
        const server = phone()?.servers.find((one) => one.id === event.server.id);
        if (server === undefined || isKept(server)) return;
        const account = toAccount(server);
        const others = store.read().filter((one) => one.url !== account.url || one.user !== account.user);
        store.write([...others, account].slice(-mostKept));
      },
      stop: () => undefined,
    },
  };
}

function toAccount({ url, user, secret }: ServerConfig): AcceptedAccount {
  const words = secret.kind === "password" ? secret.password : secret.ha1;
  const check = createHash("sha256").update(`${url}\n${user}\n${words}`).digest("hex").slice(0, checkDigits);
  return { url, user, check };
}
