/** Calls that wait parked: a line each, one press takes one back; and the press that parks. */
import { expect, test } from "vitest";
import { linesOf, open, openPages, page, sent } from "./pages-under-test.ts";

openPages();

const settled = () => page.waitForTimeout(450);

test("stand below the calls with their place, their server and since when, and each is taken by its own press", async () => {
  await open("parkedInCall");
  const lines = await linesOf(page.locator(".parked-text"));
  expect(lines[0]).toMatch(/^A call waits at 701 on Main since \d{1,2}:\d\d\s[AP]M\.$/u);
  expect(lines[1]).toBe("A call waits at 702 on Backup.");
  await settled();
  await page.getByRole("button", { name: "Take the call at 702 on Backup" }).click();
  expect(await sent()).toEqual([{ type: "parking.retrieve", serverId: "backup", slot: "702" }]);
});

test("a call is parked from where it is given away, and one that was not says so", async () => {
  await open("parkedInCall");
  await page.getByRole("button", { name: "Transfer" }).click();
  await page.getByRole("button", { name: "Park", exact: true }).click();
  await expect.poll(sent).toEqual([{ type: "call.park", callId: "call-1" }]);
  await open("parkFailed");
  await page.getByText("Main did not park the call.").waitFor();
});

test("nothing of it is shown where the document has no code for it", async () => {
  await open("active");
  await page.getByRole("button", { name: "Transfer" }).click();
  expect([await page.locator(".parked").count(), await page.getByText("Park", { exact: true }).count()]).toEqual([
    0, 0,
  ]);
});
