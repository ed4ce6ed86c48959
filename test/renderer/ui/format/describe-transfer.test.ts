/** How giving a call away is told: on its way, or why it came to nothing. */
import { expect, test } from "vitest";
import { describeTransfer } from "../../../../renderer/ui/format/describe-transfer.ts";
import { anActiveCall, aTransfer } from "../../../builders/a-call.ts";
import { aServer } from "../../../builders/a-server.ts";

const tell = (overrides: Parameters<typeof aTransfer>[0]) =>
  describeTransfer(anActiveCall({ transfer: aTransfer(overrides) }), [aServer()]);

test("every step names whom it goes to", () => {
  const who = "Sato Ken";
  expect([tell({ state: "asked" }), tell({ state: "trying" }), tell({ state: "ringing" })]).toEqual([
    { key: "transfer.trying", params: { who } },
    { key: "transfer.trying", params: { who } },
    { key: "transfer.ringing", params: { who } },
  ]);
});

test.each([
  [486, "transfer.busy"],
  [480, "transfer.noAnswer"],
  [603, "transfer.declined"],
  [404, "transfer.notFound"],
  [403, "transfer.notPermitted"],
  [501, "transfer.notSupported"],
  [503, "transfer.refused"],
  [null, "transfer.silence"],
])("a failure by %s has a sentence of its own", (code, key) => {
  expect(tell({ state: "failed", code })).toMatchObject({ key });
});

test("a call that nobody gives away tells nothing", () => {
  expect(describeTransfer(anActiveCall(), [aServer()])).toBeNull();
});
