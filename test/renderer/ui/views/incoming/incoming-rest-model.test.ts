/** What the place for incoming calls says while none rings. */
import { expect, test } from "vitest";
import { describeRest } from "../../../../../renderer/ui/views/incoming/incoming-rest-model.ts";
import { aServer } from "../../../../builders/a-server.ts";
import { aSnapshot } from "../../../../builders/a-snapshot.ts";

test("it never promises a call that cannot come", () => {
  expect([
    describeRest(aSnapshot()),
    describeRest(aSnapshot({ dnd: true })),
    describeRest(aSnapshot({ servers: [aServer({ state: "lost" })] })),
    describeRest(aSnapshot({ engine: { state: "lost" } })),
  ]).toEqual(["incoming.rest", "incoming.restDnd", "incoming.restUnreachable", "incoming.restUnreachable"]);
});
