import { expect, test } from "vitest";
import { hasDefaultRoute } from "../../../electron/app/has-default-route.ts";

test("There is a way to where the system would send, and none to where it refuses to", async () => {
  expect(await Promise.all([hasDefaultRoute("127.0.0.1"), hasDefaultRoute("255.255.255.255")])).toEqual([true, false]);
});
