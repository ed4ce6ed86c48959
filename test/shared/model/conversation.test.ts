/** A conversation is known for one, whichever of its calls it is on. */
import { expect, test } from "vitest";
import { byFirstStarted, toFirstOfConversation } from "../../../shared/model/conversation.ts";
import { aCall, anActiveCall, anEndedCall } from "../../builders/a-call.ts";
import { atFixture } from "../../builders/a-server.ts";

const lost = anEndedCall({ reason: "serverLost" }, { id: "lost", atStarted: atFixture - 90_000 });
const other = anActiveCall({ id: "other", atStarted: atFixture - 60_000 });
const rescue = aCall({ id: "rescue", rescueOf: "lost", serverId: "backup", atStarted: atFixture });

test("a rescue belongs to the conversation of the call it rescues, even when that call is gone", () => {
  expect(toFirstOfConversation(rescue, [lost, other, rescue])).toBe("lost");
  expect(toFirstOfConversation(rescue, [other, rescue])).toBe("lost");
  expect(toFirstOfConversation(other, [lost, other, rescue])).toBe("other");
});

test("a rescue stands where its conversation began", () => {
  expect([other, rescue].sort(byFirstStarted([lost, other, rescue]))).toEqual([rescue, other]);
});
