/** A policy document as an administrator writes it: two servers and one account. */
export type RawPolicy = {
  version: number;
  account: { user: string; displayName: string; password: string };
  servers: { id: string; name: string; role: string; url: string; domain: string }[];
};

export function aPolicy(): RawPolicy {
  return {
    version: 1,
    account: { user: "1001", displayName: "Anna", password: "secret" },
    servers: [
      { id: "main", name: "Main", role: "primary", url: "wss://127.0.0.11:8089/ws", domain: "127.0.0.11" },
      { id: "backup", name: "Backup", role: "backup", url: "wss://127.0.0.12:8089/ws", domain: "127.0.0.12" },
    ],
  };
}
