/** The two servers of the demo, alike but for their names, and the policy document that puts an operator on both. */
import { randomBytes } from "node:crypto";
import { startPbx, type Pbx } from "../../test/pbx/start-pbx.ts";

export type Pair = {
  readonly main: Pbx;
  readonly backup: Pbx;
  readonly policyDocument: (failbackAfterMs: number) => object;
  readonly stop: () => Promise<void>;
};

export const operator = "1001";

export async function startPair(): Promise<Pair> {
  const password = randomBytes(16).toString("hex");
  const accounts = new Map([[operator, password]]);
  const main = await startPbx({ id: "main", name: "Main", accounts });
  const backup = await startPbx({ id: "backup", name: "Backup", accounts });
  return {
    main,
    backup,
    policyDocument: (failbackAfterMs) => ({
      version: 1,
      account: { user: operator, displayName: "Anna", password },
      servers: [main, backup].map(({ id, name, url, domain }) => ({
        id,
        name,
        role: id === "main" ? "primary" : "backup",
        url,
        domain,
      })),
      failover: { failbackAfterMs },
      localApi: { enabled: true },
    }),
    async stop() {
      await Promise.all([main.stop(), backup.stop()]);
    },
  };
}
