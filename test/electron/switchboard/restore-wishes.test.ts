import { describe, expect, test } from "vitest";
import { restoreWishes } from "../../../electron/switchboard/restore-wishes.ts";
import { ServerId } from "../../../shared/model/ids.ts";
import { aBackupServer, aServer, atFixture } from "../../builders/a-server.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { aWrapUp } from "../../builders/a-wrap-up.ts";

function restore(overrides: Parameters<typeof aSnapshot>[0]) {
  const asked: unknown[] = [];
  restoreWishes(
    {
      snapshot: () => aSnapshot(overrides),
      ask: async (asker, command) => {
        asked.push({ asker, command });
        return { ok: true };
      },
    },
    atFixture,
  );
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

  test("goes on with the work after a call where a time runs, for nobody else would end its pause", () => {
    const queueIds = ["500"];
    expect(restore({ wrapUp: aWrapUp() })).toEqual([
      {
        asker: "main",
        command: {
          type: "wrapUp.restore",
          callId: "call-1",
          passedMs: 6_000,
          restMs: 24_000,
          mayExtend: false,
          queueIds,
        },
      },
    ]);
    expect([restore({ wrapUp: aWrapUp({ atUntil: null }) }), restore({ wrapUp: aWrapUp(null) })]).toEqual([[], []]);
  });

  test("is asked for nothing when nothing was wished", () => {
    expect(restore({})).toEqual([]);
  });
});
