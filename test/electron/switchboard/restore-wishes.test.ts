import { describe, expect, test } from "vitest";
import { restoreWishes } from "../../../electron/switchboard/restore-wishes.ts";
import { ServerId } from "../../../shared/model/ids.ts";
import { aBackupServer, aServer } from "../../builders/a-server.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";

function restore(overrides: Parameters<typeof aSnapshot>[0]) {
  const asked: unknown[] = [];
  restoreWishes({
    snapshot: () => aSnapshot(overrides),
    ask: async (asker, command) => {
      asked.push({ asker, command });
      return { ok: true };
    },
  });
  return asked;
}

describe("a new engine", () => {
  test("is asked again for what was asked of the one that died", () => {
    const wished = { dnd: true, preferredServerId: ServerId.parse("backup") };
    expect(restore({ ...wished, servers: [aServer({ draining: true }), aBackupServer()] })).toEqual([
      { asker: "main", command: { type: "presence.setDnd", on: true } },
      { asker: "main", command: { type: "server.prefer", serverId: "backup" } },
      { asker: "main", command: { type: "server.drain", serverId: "main" } },
    ]);
  });

  test("is asked for nothing when nothing was wished", () => {
    expect(restore({})).toEqual([]);
  });
});
