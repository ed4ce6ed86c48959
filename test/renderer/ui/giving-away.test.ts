/** Transfer, asking first, and conferences in the window: what is pressed and typed, and what is ordered by it. */
import { expect, test } from "vitest";
import { CallId } from "../../../shared/model/ids.ts";
import {
  open,
  openPages,
  page,
  sent,
  sentBesidePreparing,
  sentBesideTyping,
  show,
  stopClock,
} from "./pages-under-test.ts";

openPages();

const toWhom = () => page.getByRole("textbox", { name: "To whom? Name or number" });
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

test("Transfer opens the field, Enter transfers at once, and the panel is gone", async () => {
  await open("active");
  await press("Transfer");
  await page.keyboard.type("10-02");
  await page.getByText("Enter transfers the call to 1002 at once.").waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => toWhom().count()).toBe(0);
  expect(await sentBesidePreparing()).toEqual([{ type: "call.transferBlind", callId: "call-1", target: "1002" }]);
});

test("the chord opens it, Ctrl+Enter asks first, and neither is a bare letter", async () => {
  await open("active");
  await page.keyboard.press("x");
  expect(await toWhom().count()).toBe(0);
  await page.keyboard.press("Control+Shift+X");
  await toWhom().waitFor();
  await page.keyboard.type("1002");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => toWhom().count()).toBe(0);
  expect(await sentBesidePreparing()).toEqual([{ type: "call.consult", callId: "call-1", target: "1002" }]);
});

test("Escape closes the field and touches no call; an empty one transfers to nobody", async () => {
  await open("active");
  await press("Transfer");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  expect(await toWhom().count()).toBe(0);
  expect(await sent()).toEqual([]);
});

test("what cannot be dialled stays in the field with the reason", async () => {
  await open("active");
  await press("Transfer");
  await page.keyboard.type("two words?");
  await page.keyboard.press("Enter");
  await page.locator(".refusal").getByText("Neither a number nor a name that can be dialled.").waitFor();
  expect(await toWhom().inputValue()).toBe("two words?");
  expect(await sentBesideTyping()).toEqual([]);
});

test("a press in the moment in which a card moved may have been meant for what stood there, and is not taken", async () => {
  await stopClock();
  await open("consulting");
  await page.clock.runFor(500);
  const back = page.getByRole("button", { name: "Return", exact: true });
  await back.and(page.locator(":not([aria-disabled])")).waitFor();
  const consulting = await page.evaluate(() => window.gallery?.fixtures["consulting"]);
  const first = consulting?.calls[0];
  if (consulting === undefined || first === undefined) throw new Error("nobody is asked here");
  const older = { ...first, id: CallId.parse("older"), atStarted: first.atStarted - 1_000 };
  await show({ ...consulting, calls: [older, ...consulting.calls] });
  await page.locator("article").nth(2).waitFor();
  await back.dispatchEvent("click");
  expect(await sent()).toEqual([]);
  await page.clock.runFor(500);
  await back.dispatchEvent("click");
  expect(await sent()).toEqual([{ type: "call.return", callId: "asked" }]);
});

test("while somebody is asked the call is handed over, taken back or shared", async () => {
  await open("consulting");
  await page.getByText("Tanaka Yuki waits on hold meanwhile.").waitFor();
  // The second card came into its place a moment ago.
  await page.locator(".consult-ways .button:not([aria-disabled])").first().waitFor();
  await press("Hand over");
  await press("Return");
  await press("All three");
  expect(await sent()).toEqual([
    { type: "call.transferAttended", callId: "first", toCallId: "asked" },
    { type: "call.return", callId: "asked" },
    { type: "call.conference", callIds: ["first", "asked"] },
  ]);
});

test("before they answer the asking can only be cancelled", async () => {
  await open("consultRinging");
  await page.locator(".consult-ways .button:not([aria-disabled])").first().waitFor();
  expect(await page.getByRole("button", { name: "Hand over" }).getAttribute("aria-disabled")).toBe("true");
  await press("Cancel");
  expect(await sent()).toEqual([{ type: "call.return", callId: "asked" }]);
});

test("on two servers it says why they cannot be joined, and transfers without asking", async () => {
  await open("consultingAcross");
  await page.getByText("The calls are on different servers, which cannot join them.").waitFor();
  await page.locator(".consult-ways .button:not([aria-disabled])").first().waitFor();
  await page.locator(".consult-ways").getByRole("button", { name: "Transfer" }).click();
  expect(await sent()).toEqual([{ type: "call.transferBlind", callId: "first", target: "1002" }]);
});

test("a call that waits can be joined with the other, and a conference has one card", async () => {
  await open("twoCalls");
  await press("Talk all three");
  expect(await sent()).toEqual([{ type: "call.conference", callIds: ["held", "talking"] }]);
  await open("conference");
  expect(await page.locator("article").count()).toBe(1);
  await page.getByRole("heading", { name: "You, Tanaka Yuki and Sato Ken" }).waitFor();
  await press("Mute");
  await press("Hold");
  await press("Talk with Sato Ken alone");
  await press("Drop Tanaka Yuki");
  await press("Leave");
  await press("Hang up all");
  expect(await sent()).toEqual([
    { type: "call.mute", callId: "first" },
    { type: "call.hold", callId: "first" },
    { type: "call.split", callId: "second" },
    { type: "call.hangUp", callId: "first" },
    { type: "call.transferAttended", callId: "first", toCallId: "second" },
    { type: "call.hangUp", callId: "first" },
    { type: "call.hangUp", callId: "second" },
  ]);
});

test("the keypad of a conference opens by its keys, and its tones go to everybody in it", async () => {
  await open("conference");
  await page.locator(".card-conference").waitFor();
  await page.keyboard.press("Control+Shift+K");
  await page.getByRole("group", { name: /^Keypad/u }).waitFor();
  await page.keyboard.press("5");
  expect(await sent()).toEqual([
    { type: "call.sendDtmf", callId: "first", digits: "5" },
    { type: "call.sendDtmf", callId: "second", digits: "5" },
  ]);
});

test("nothing of it is wider than the smallest window, in either language", async () => {
  await page.setViewportSize({ width: 320, height: 480 });
  for (const language of ["en", "ru"]) {
    for (const fixture of ["consultingLongNames", "consultingAcross", "conferenceAcross", "conference", "twoCalls"]) {
      await open(fixture, language);
      await page.locator(".window").waitFor();
      const beyond = await page.evaluate(() =>
        [...document.querySelectorAll(".window :is(button, input, p, h2, article, li)")]
          .filter((it) => it.closest(".unseen") === null && it.getBoundingClientRect().right > window.innerWidth)
          .map((it) => it.className),
      );
      expect({ fixture, language, beyond }).toEqual({ fixture, language, beyond: [] });
    }
  }
});
