/** The main server is lost, and calls go through the other one: as every fixture shows it. */
import { aServer, atFixture } from "../builders/a-server.ts";
import { aNextCall } from "../builders/a-snapshot.ts";

export const lostMain = aServer({
  state: "lost",
  atSince: atFixture - 41_000,
  atNextTry: atFixture + 8_000,
  reason: { kind: "notAnswering", message: "Main stopped answering." },
});
export const throughBackup = aNextCall("backup", "primaryNotReady");
