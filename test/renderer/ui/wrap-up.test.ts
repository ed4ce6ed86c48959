/** The card after a call: a reason by digit, arrows or typing; it takes no focus from who types, and no slip of a hand. */
import { expect, test } from "vitest";
import { CallId } from "../../../shared/model/ids.ts";
import { aWrapUp } from "../../builders/a-wrap-up.ts";
import { fixtures } from "../../gallery/fixtures.ts";
import { open, openPages, page, sent, show } from "./pages-under-test.ts";

openPages();

const card = () => page.getByRole("article", { name: "Wrap-up" });
const list = () => card().getByRole("listbox", { name: "What came of the call" });
const callId = "call-1";
const settled = () => page.waitForTimeout(450);

test("stands in the place of the call's card, tells the time left, and takes a reason by its digit", async () => {
  await open("wrapUp");
  const now = Date.now();
  const left = { atSince: now - 6_000, atUntil: now + 24_000, mayExtend: true };
  await show({ ...fixtures.wrapUp, wrapUp: aWrapUp(left) });
  expect(await page.locator(".card").count()).toBe(1);
  await card()
    .getByRole("timer")
    .getByText(/^0:2[34] left$/u)
    .waitFor();
  await page
    .locator(".status-line")
    .getByText(/^Wrap-up, 0:2[34] left\.$/u)
    .waitFor();
  await settled();
  expect(await list().evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press("3");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await card().getByRole("button", { name: "More time" }).click();
  await card().getByRole("button", { name: "Done" }).click();
  expect(await sent()).toEqual([
    { type: "call.wrapUp", callId, reasonId: "callback" },
    { type: "call.wrapUp", callId, reasonId: "complaint" },
    { type: "wrapUp.extend" },
    { type: "wrapUp.done" },
  ]);
});

test("shows which reason was chosen, and its note can still be written", async () => {
  await open("wrapUpChosen");
  expect(await list().getByRole("option", { selected: true }).innerText()).toContain("Complaint");
  await card().getByRole("textbox", { name: "Note" }).fill("By mail");
  await expect.poll(sent).toEqual([{ type: "call.note", callId, text: "By mail" }]);
});

test("of many reasons one is found by typing a piece of its name", async () => {
  await open("wrapUpMany");
  await settled();
  const field = card().getByRole("combobox", { name: "Find a reason" });
  await field.fill("rucksend");
  expect(await card().getByRole("option").count()).toBe(1);
  await field.press("Enter");
  await field.fill("nothing like it");
  await card().getByText("No reason has that in its name.").waitFor();
  await field.press("Enter");
  expect(await sent()).toEqual([{ type: "call.wrapUp", callId, reasonId: "reason-4" }]);
});

test("one that is needed is asked for in words, with nothing to put it away, below the next call", async () => {
  await open("wrapUpMissing");
  await card().getByText("Please choose a reason.").waitFor();
  expect(await card().getByRole("button").count()).toBe(0);
  await open("wrapUpInNextCall");
  expect(await page.locator(".card-title").allInnerTexts()).toEqual(["Sato Ken", "Tanaka Yuki"]);
});

test("that others are asked about after it is said, and each has the card to itself", async () => {
  await open("wrapUpOthersWait");
  await card().getByText("1 more call after this one.").waitFor();
  expect(await card().locator(".card-title").innerText()).toBe("Tanaka Yuki");
  const wrapUp = aWrapUp({ callId: CallId.parse("call-2"), isReasonMissing: true });
  await show({ ...fixtures.wrapUpOthersWait, wrapUp });
  await card().getByText("Sato Ken").waitFor();
  expect(await card().getByText("after this one").count()).toBe(0);
});

test("digits that are typed into the field stay there, and none of them dials or chooses", async () => {
  await open("wrapUp");
  await settled();
  const field = page.locator(".dial-input");
  await field.focus();
  await page.keyboard.type("12");
  expect(await field.inputValue()).toBe("12");
  expect(JSON.stringify(await sent())).not.toMatch(/call\.|wrapUp\./u);
});

test("an engine that took over leaves the time and Done, without the call that it does not know", async () => {
  await open("wrapUpTakenOver");
  await settled();
  expect(await card().getByRole("option").count()).toBe(0);
  await card().getByRole("button", { name: "Done" }).click();
  expect(await sent()).toEqual([{ type: "wrapUp.done" }]);
});
