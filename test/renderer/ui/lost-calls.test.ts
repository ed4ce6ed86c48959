/** Calls that were lost with their server, as the window shows them, in a real Chromium. */
import { expect, test } from "vitest";
import { anActiveCall, anEndedCall } from "../../builders/a-call.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { field, focusedText, open, openPages, page, sent, show } from "./pages-under-test.ts";

openPages();

test("a stranded call is called back with Enter on the focused button, or with the chord", async () => {
  await open("stranded");
  expect(await focusedText()).toContain("Call back through Backup");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Shift+R");
  const rescue = { type: "call.rescue", callId: "call-1" };
  expect(await sent()).toEqual([rescue, rescue]);
});

test("a stranded call without a server waits for one in words, and takes the focus when there is one", async () => {
  await open("strandedAlone");
  expect(await page.getByText("Calling back is offered as soon as one can.").isVisible()).toBe(true);
  await page.keyboard.press("Control+Shift+R");
  expect(await sent()).toEqual([]);
  await page.evaluate(() => {
    const stranded = window.gallery?.fixtures["stranded"];
    if (stranded !== undefined) window.gallery?.phone.show(stranded);
  });
  await page.getByRole("button", { name: /Call back/u }).waitFor();
  expect(await focusedText()).toContain("Call back through Backup");
});

test("what is noted is kept after a pause, and whoever notes something goes on typing when the call is called back", async () => {
  await open("stranded");
  const note = page.getByRole("textbox", { name: "Note" });
  await note.focus();
  await page.keyboard.type("Invoice");
  await expect.poll(sent).toEqual([{ type: "call.note", callId: "call-1", text: "Invoice" }]);
  const lost = anEndedCall({ by: "system", reason: "rescued" }, { id: "call-1", note: "Invoice" });
  const rescue = anActiveCall({ id: "call-2", rescueOf: "call-1", serverId: "backup", note: "Invoice" });
  await show(aSnapshot({ calls: [lost, rescue] }));
  await page.locator(".card-state", { hasText: "Connected." }).waitFor();
  await page.keyboard.type(" again");
  expect(await note.inputValue()).toBe("Invoice again");
  await expect.poll(sent).toContainEqual({ type: "call.note", callId: "call-2", text: "Invoice again" });
});

test("a note that is left at once is sent once, and what somebody else writes afterwards stands", async () => {
  await open("active");
  const note = page.getByRole("textbox", { name: "Note" });
  await note.focus();
  await page.keyboard.type("Invoice");
  await note.blur();
  await page.waitForTimeout(500);
  expect(await sent()).toEqual([{ type: "call.note", callId: "call-1", text: "Invoice" }]);
  expect(await note.inputValue()).toBe("Invoice");
  await show(aSnapshot({ calls: [anActiveCall({ note: "Invoice" })] }));
  await show(aSnapshot({ calls: [anActiveCall({ note: "From the other program" })] }));
  await expect.poll(() => note.inputValue()).toBe("From the other program");
  await page.waitForTimeout(500);
  expect(await sent()).toHaveLength(1);
});

test("the party of a lost call that calls back is answered by the chord that would have called it", async () => {
  await open("returning");
  expect(await page.getByText("calls back through Backup").isVisible()).toBe(true);
  await page.keyboard.press("Control+Shift+R");
  expect(await sent()).toEqual([{ type: "call.answer", callId: "call-1" }]);
});

test("the way back takes no focus from somebody who types", async () => {
  await open("active");
  await field().focus();
  await show(aSnapshot({ calls: [anActiveCall({ state: "stranded" })] }));
  await page.getByRole("button", { name: /Call back/u }).waitFor();
  await page.keyboard.type("7");
  expect(await field().inputValue()).toBe("7");
});
