/** What an administrator may write into the policy document on a random day; there is always one server, and one primary. */
import { assertNever } from "../../shared/lib/assert-never.ts";
import { ServerId } from "../../shared/model/ids.ts";
import type { PhoneConfig, ServerConfig } from "../../shared/model/phone-config.ts";
import { backup, main, toConfig, type SimulatedDesk } from "./simulated-desk.ts";

const spare = ServerId.parse("spare");
/** Each on a machine of its own: one account twice on one machine would take its place from itself. */
const urlOf = (machine: string) => `wss://${machine}.test/ws`;

export const reconfigurations = [
  "rename",
  "displayName",
  "password",
  "user",
  "url",
  "remove",
  "add",
  "swapRoles",
  "probeFaster",
  "restore",
] as const;
export type Reconfiguration = (typeof reconfigurations)[number];

export function reconfigure(desk: SimulatedDesk, change: Reconfiguration, serverId: ServerId): void {
  const { config } = desk.state();
  if (config === null) return;
  const next = alter(config, change, serverId);
  desk.input({ type: "configured", config: { ...next, servers: withOnePrimary(next.servers) } });
}

function alter(config: PhoneConfig, change: Reconfiguration, serverId: ServerId): PhoneConfig {
  const { servers, failover } = config;
  const withEach = (alterOne: (server: ServerConfig) => Partial<ServerConfig>): PhoneConfig => ({
    ...config,
    servers: servers.map((server) => ({ ...server, ...alterOne(server) })),
  });
  const withOne = (alterOne: (server: ServerConfig) => Partial<ServerConfig>): PhoneConfig =>
    withEach((server) => (server.id === serverId ? alterOne(server) : {}));
  switch (change) {
    case "rename":
      return withOne(({ name }) => ({ name: name === serverId ? "Tokyo" : serverId }));
    case "displayName":
      return withOne(({ displayName }) => ({ displayName: displayName === "Anna" ? "Ann" : "Anna" }));
    case "password":
      return withOne(({ secret }) => ({
        secret: { kind: "password", password: secret.kind === "password" && secret.password === "new" ? "old" : "new" },
      }));
    case "user":
      return withEach(({ user }) => ({ user: user === "1001" ? "1002" : "1001" }));
    case "url":
      return withOne(({ url }) => ({ url: url === urlOf(serverId) ? urlOf(`${serverId}-moved`) : urlOf(serverId) }));
    case "remove":
      return servers.length === 1 ? config : { ...config, servers: servers.filter(({ id }) => id !== serverId) };
    case "add": {
      const missing = [main, backup, spare].find((id) => servers.every((server) => server.id !== id));
      const [model] = servers;
      if (missing === undefined || model === undefined) return config;
      const added = { ...model, id: missing, name: missing, role: "backup", url: urlOf(missing) } as const;
      return { ...config, servers: [...servers, added] };
    }
    case "swapRoles":
      return withEach(({ id }) => ({ role: id === serverId ? "primary" : "backup" }));
    case "probeFaster":
      return { ...config, failover: { ...failover, probeActiveMs: failover.probeActiveMs === 500 ? 2_000 : 500 } };
    case "restore":
      return { ...config, servers: toConfig().servers };
    default:
      return assertNever(change);
  }
}

function withOnePrimary(servers: readonly ServerConfig[]): ServerConfig[] {
  const primary = servers.find(({ role }) => role === "primary") ?? servers[0];
  return servers.map((server) => ({ ...server, role: server === primary ? "primary" : "backup" }));
}
