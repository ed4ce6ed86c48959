/** Accounts a server said yes to: remembered with too little to guess a password by, forgotten with another password. */
import { describe, expect, it } from "vitest";
import { createAcceptedAccounts } from "../../../electron/settings/accepted-accounts.ts";
import type { AcceptedAccount } from "../../../electron/settings/stored-settings.ts";
import { createEmptySnapshot } from "../../../shared/contract/apply-event.ts";
import type { PhoneConfig } from "../../../shared/model/phone-config.ts";
import { Server } from "../../../shared/model/server.ts";
import { aServer } from "../../builders/a-server.ts";
import { toConfig } from "../../simulation/simulated-desk.ts";

function anOffice(config: PhoneConfig | null = toConfig()) {
  let kept: AcceptedAccount[] = [];
  let current = config;
  const store = { read: () => kept, write: (accounts: AcceptedAccount[]) => void (kept = accounts) };
  const accounts = createAcceptedAccounts(store, () => current);
  const say = (state: Server["state"]): void => {
    const server = Server.parse({ ...aServer(), id: "main", state });
    accounts.outlet.receive({ type: "server.stateChanged", at: 1, seq: 1, server }, createEmptySnapshot(1));
  };
  return { accounts, say, kept: () => kept, use: (next: PhoneConfig | null) => void (current = next) };
}

describe("accepted accounts", () => {
  it("names a server once it was ready, and no server before", () => {
    const { accounts, say } = anOffice();
    say("registering");
    expect(accounts.phone()?.acceptedBefore).toEqual([]);
    say("ready");
    expect(accounts.phone()?.acceptedBefore).toEqual(["main"]);
  });

  it("forgets it with another password, and has nothing to say without a document", () => {
    const { accounts, say, use } = anOffice();
    say("ready");
    const config = toConfig();
    const servers = config.servers.map((server) => ({
      ...server,
      secret: { kind: "password" as const, password: "other" },
    }));
    use({ ...config, servers });
    expect(accounts.phone()?.acceptedBefore).toEqual([]);
    use(null);
    expect(accounts.phone()).toBeNull();
  });

  it("keeps one line per server and account, without the password", () => {
    const { say, kept } = anOffice();
    say("ready");
    say("ready");
    expect(kept()).toEqual([
      { url: "wss://main.test/ws", user: "1001", check: expect.stringMatching(/^[0-9a-f]{4}$/) },
    ]);
  });
});
