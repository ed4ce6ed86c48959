/** When a directory that was away is asked again; what it answers: test/testbed/slapd. */
import { expect, test } from "vitest";
import { createDirectory } from "../../../../electron/people/directory/directory.ts";
import { DirectoryPolicy } from "../../../../shared/model/directory-policy.ts";
import { createFakeLog } from "../../fake-log.ts";
import { atFakeStart, createFakeMainClock } from "../../fake-main-clock.ts";

test("a directory that was away is asked again five seconds later, also where the computer's clock was set back", async () => {
  const clock = createFakeMainClock();
  const log = createFakeLog();
  let wallNow = atFakeStart;
  const policy = DirectoryPolicy.parse({ urls: ["ldaps://127.0.0.1:1"], base: "dc=example,dc=com" });
  const computersClock = { ...clock, wallNow: () => wallNow };
  const directory = createDirectory({ policy, clock: computersClock, log });
  const ask = () => directory.find("anna");
  expect([await ask(), await ask(), log.lines.length]).toEqual([{ kind: "away" }, { kind: "away" }, 1]);
  wallNow -= 3_600_000;
  clock.advance(5_000);
  expect([await ask(), log.lines.length]).toEqual([{ kind: "away" }, 2]);
  directory.stop();
});
