/** The window in a real Chromium, under the app's content policy, with a pretended phone behind it. */
import { describe, expect, test } from "vitest";
import { anActiveCall, anEndedCall, anIncomingCall } from "../../builders/a-call.ts";
import { atFixture } from "../../builders/a-server.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import {
  answerDialWith,
  deliver,
  field,
  focusedText,
  open,
  openPages,
  page,
  sent,
  sentBesideTyping,
  show,
  stopClock,
} from "./pages-under-test.ts";

openPages();

test("Enter dials what was typed, once, and empties the field", async () => {
  await open("bothReady");
  await field().fill("03-1234-5678");
  await page.getByText("Enter calls 0312345678 through Main.").waitFor();
  await field().press("Enter");
  await field().press("Enter");
  expect(await field().inputValue()).toBe("");
  expect(await sentBesideTyping()).toEqual([{ type: "call.dial", target: "0312345678" }]);
});

test("the call button dials too, and an empty field dials nothing", async () => {
  await open("bothReady");
  await page.getByRole("button", { name: "Call", exact: true }).click();
  await field().fill("110");
  await page.getByRole("button", { name: "Call", exact: true }).click();
  expect(await sentBesideTyping()).toEqual([{ type: "call.dial", target: "110" }]);
});

test("focus prepares the phone for dialling and leaving the field lets it go", async () => {
  await open("bothReady");
  await field().focus();
  await field().blur();
  expect(await sent()).toEqual([
    { type: "dial.prepare", typing: true },
    { type: "dial.prepare", typing: false },
  ]);
});

test("opening the window does not prepare the phone: nobody has begun to dial", async () => {
  await open("bothReady");
  await field().waitFor();
  expect(await sent()).toEqual([]);
});

test("what cannot be dialled stays in the field with the reason under it", async () => {
  await open("bothReady");
  await field().fill("two words?");
  await field().press("Enter");
  await page.locator(".refusal").getByText("Neither a number nor a name that can be dialled.").waitFor();
  expect(await field().inputValue()).toBe("two words?");
  expect(await sentBesideTyping()).toEqual([]);
});

test("what the phone refuses stays in the field with the phone's own sentence", async () => {
  await open("bothReady");
  const message = "Your administrator's dial rules do not allow calls to 0900123.";
  await answerDialWith({ ok: false, failure: { kind: "notAllowed", message } });
  await field().fill("0900123");
  await field().press("Enter");
  await page.locator(".refusal").getByText(message).waitFor();
  expect(await field().inputValue()).toBe("0900123");
});

test("Escape closes the keypad, then empties the field, and never hangs up", async () => {
  await open("active");
  await field().fill("123");
  await page.getByRole("button", { name: "Keypad" }).click();
  await page.keyboard.press("Escape");
  expect(await page.getByRole("group", { name: /^Keypad/u }).count()).toBe(0);
  expect(await field().inputValue()).toBe("123");
  await page.keyboard.press("Escape");
  expect(await field().inputValue()).toBe("");
  await page.keyboard.press("Escape");
  expect(await sentBesideTyping()).toEqual([]);
});

test("Enter, Space and bare letters outside a control neither dial nor hang up nor answer", async () => {
  await open("activeAndRinging");
  await page.locator("article").first().focus();
  for (const key of ["Enter", "Space", "a", "r", "h", "y", "1", "Delete", "Escape"]) await page.keyboard.press(key);
  expect(await sent()).toEqual([]);
});

test("a held Enter on a button presses it once", async () => {
  await open("active");
  await page.getByRole("button", { name: "Mute" }).focus();
  for (let times = 0; times < 5; times += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  expect(await sent()).toEqual([{ type: "call.mute", callId: "call-1" }]);
});

test("a ringing call is answered by the keyboard alone, and a second Enter presses nothing", async () => {
  await open("ringingIn");
  const answer = page.getByRole("button", { name: "Answer" });
  for (let tabs = 0; tabs < 12 && !(await answer.evaluate((it) => it === document.activeElement)); tabs += 1) {
    await page.keyboard.press("Tab");
  }
  // It came over the lists, so its first moment takes no press.
  await page.locator(".incoming-answer:not([aria-disabled])").waitFor();
  await page.keyboard.press("Enter");
  const answered = { type: "call.answer", callId: "call-1" };
  expect(await sentBesideTyping()).toEqual([answered]);
  await show(
    aSnapshot({ calls: [anActiveCall({ direction: "incoming", remote: { number: "03", name: "Tanaka Yuki" } })] }),
  );
  expect(await focusedText()).toContain("Tanaka Yuki");
  await page.keyboard.press("Enter");
  expect(await sentBesideTyping()).toEqual([answered]);
});

test("Ctrl+Shift+A answers the call that rang first, from inside the field", async () => {
  await open("ringingInTwice");
  await field().focus();
  await page.keyboard.press("Control+Shift+A");
  expect(await sentBesideTyping()).toEqual([{ type: "call.answer", callId: "call-1" }]);
});

test.each([
  { width: 380, height: 680 },
  { width: 1100, height: 700 },
])("a call that comes in takes no focus and moves nothing, $width wide", async (size) => {
  await page.setViewportSize(size);
  await open("active");
  await field().fill("0451");
  const placesOf = () =>
    page.evaluate(() =>
      [...document.querySelectorAll(".window button, .window input")]
        .filter((it) => it.closest(".dock") === null)
        .map((it) => JSON.stringify(it.getBoundingClientRect())),
    );
  const before = await placesOf();
  const active = anActiveCall({ remote: { number: "03-1234-5678", name: "Tanaka Yuki" } });
  await show(aSnapshot({ calls: [active, anIncomingCall({ id: "call-2" })] }));
  await page.getByRole("button", { name: "Answer" }).waitFor();
  expect(await placesOf()).toEqual(before);
  await page.keyboard.type("99");
  expect(await field().inputValue()).toBe("045199");
});

test("what takes another's place takes no press for a moment", async () => {
  await stopClock();
  await open("ringingInTwice");
  await page.clock.runFor(1_000);
  const decline = page.getByRole("button", { name: "Decline" }).first();
  await show(aSnapshot({ calls: [anIncomingCall({ id: "call-2" })] }));
  await decline.dispatchEvent("click");
  await page.clock.runFor(300);
  await decline.dispatchEvent("click");
  expect(await sent()).toEqual([]);
  await page.clock.runFor(200);
  await decline.click();
  expect(await sent()).toEqual([{ type: "call.reject", callId: "call-2" }]);
});

test("the controls of a call send their commands and show their state", async () => {
  await open("active");
  await page.getByRole("button", { name: "Mute" }).click();
  await page.getByRole("button", { name: "Hold" }).click();
  await page.getByRole("button", { name: "Hang up" }).click();
  const callId = "call-1";
  expect(await sent()).toEqual([
    { type: "call.mute", callId },
    { type: "call.hold", callId },
    { type: "call.hangUp", callId },
  ]);
  await show(aSnapshot({ calls: [anActiveCall({ muted: true, held: true })] }));
  expect(await page.getByRole("button", { pressed: true }).allTextContents()).toEqual(["Mute", "Hold"]);
});

test("the keypad sends tones from the keyboard and from clicks", async () => {
  await open("active");
  await page.getByRole("button", { name: "Keypad" }).click();
  await page.keyboard.type("1#");
  await page.getByRole("button", { name: "5", exact: true }).click();
  const tone = (digits: string) => ({ type: "call.sendDtmf", callId: "call-1", digits });
  expect(await sent()).toEqual([tone("1"), tone("#"), tone("5")]);
  expect(await page.locator(".keypad-sent").textContent()).toBe("1#5");
});

test("the one sentence is a polite live region and follows the servers", async () => {
  await open("bothReady");
  const sentence = page.locator(".status-line");
  expect([await sentence.getAttribute("role"), await sentence.textContent()]).toEqual([
    "status",
    "Ready. Calls go through Main.",
  ]);
  await page.evaluate(() => {
    const lost = window.gallery?.fixtures["mainLost"];
    if (lost !== undefined) window.gallery?.phone.show(lost);
  });
  await expect
    .poll(() => sentence.textContent())
    .toBe("Main is not answering. Calls go through Backup. Nothing to do.");
});

test("a call that comes in and ends is announced in words; its seconds are not", async () => {
  await open("bothReady");
  const spoken = page.locator("[aria-live=assertive]").first();
  await show(aSnapshot({ calls: [anIncomingCall()] }));
  await expect.poll(() => spoken.textContent()).toBe("Tanaka Yuki calls through Main.");
  await show(aSnapshot({ calls: [anActiveCall({ direction: "incoming", atAnswered: Date.now() })] }));
  await expect.poll(() => spoken.textContent()).toBe("Connected.");
  await expect.poll(() => page.getByRole("timer").textContent()).toMatch(/^00:(?!00)\d\d$/u);
  expect(await page.getByRole("timer").getAttribute("aria-live")).toBe("off");
  expect(await spoken.textContent()).toBe("Connected.");
  await show(aSnapshot({ calls: [anEndedCall()] }));
  await expect.poll(() => spoken.textContent()).toBe("They hung up.");
});

test("a carried-over dial keeps its card and tells the reason on demand", async () => {
  await open("carriedOver");
  const reason = page.getByText("Main did not answer; called through Backup.");
  expect(await reason.count()).toBe(0);
  await page.getByRole("button", { name: "via Backup" }).click();
  await reason.waitFor();
});

test("a server's mark tells its story to focus and lets Escape close it", async () => {
  await page.clock.setFixedTime(atFixture);
  await open("mainLost");
  const mark = page.getByRole("button", { name: /Main is lost/u });
  await mark.focus();
  const story = page.getByRole("tooltip");
  await story.waitFor();
  expect(await story.locator("p").allTextContents()).toEqual([
    "Main is lost. No call can go through it now.",
    "It stopped answering checks.",
    "The next try is in 8 s.",
    expect.stringMatching(/^Since \d{1,2}:\d\d\s[AP]M\.$/u),
    "Last answer took 12 ms.",
  ]);
  await page.keyboard.press("Escape");
  expect(await story.count()).toBe(0);
});

test("the menu sets do not disturb, the next call's server and a drain, and closes with Escape", async () => {
  await open("bothReady");
  await page.getByRole("button", { name: "More" }).click();
  const menu = page.getByRole("group", { name: "More" });
  await menu.getByRole("checkbox", { name: "Do not disturb" }).click();
  await menu.getByRole("radio", { name: "Backup" }).click();
  await menu.getByRole("group", { name: "No new calls through" }).getByRole("checkbox", { name: "Main" }).click();
  expect(await sent()).toEqual([
    { type: "presence.setDnd", on: true },
    { type: "server.prefer", serverId: "backup" },
    { type: "server.drain", serverId: "main" },
  ]);
  await page.keyboard.press("Escape");
  expect(await menu.count()).toBe(0);
  expect(await page.getByRole("button", { name: "More" }).evaluate((it) => it === document.activeElement)).toBe(true);
});

test("one call can be sent through another server alone, in words, and the next one goes as before", async () => {
  await open("bothReady");
  expect(await page.getByRole("button", { name: /^Call only through/u }).count()).toBe(0);
  await field().fill("0312345678");
  await page.getByRole("button", { name: "Call only through Backup" }).click();
  expect(await sentBesideTyping()).toEqual([
    { type: "call.dial", target: "0312345678", serverId: "backup", only: true },
  ]);
  await expect.poll(() => field().inputValue()).toBe("");
});

test("a link fills the field and dials nothing", async () => {
  await open("bothReady");
  await deliver({ type: "fillDial", target: "+81312345678" });
  await expect.poll(() => field().inputValue()).toBe("+81312345678");
  expect(await sentBesideTyping()).toEqual([]);
});

test("a gap in the Events asks for a new start", async () => {
  await open("bothReady");
  await deliver({ type: "event", event: { type: "presence.dndChanged", at: atFixture, seq: 105, dnd: true } });
  expect(await page.evaluate(() => window.gallery?.startedAnew)).toEqual(["Events 101 to 104 did not arrive."]);
});

test("what was typed is still there when the page starts anew", async () => {
  await open("bothReady");
  await field().fill("0312");
  await page.reload();
  expect(await field().inputValue()).toBe("0312");
});

test("the window shows that it waits until the first Snapshot comes", async () => {
  await open("nothingYet");
  await page.getByText("Starting…").waitFor();
  await show(aSnapshot());
  await field().waitFor();
});

test("nothing is wider than the smallest window, in either language", async () => {
  await page.setViewportSize({ width: 320, height: 480 });
  for (const language of ["en", "ru"]) {
    for (const fixture of ["longNames", "activeAndRinging", "stranded", "none", "endings"]) {
      await open(fixture, language);
      await page.locator(".window").waitFor();
      const beyond = await page.evaluate(() =>
        [...document.querySelectorAll(".window :is(button, input, p, h2, article, li)")]
          .filter(
            (it) => it.closest(".unseen, [hidden]") === null && it.getBoundingClientRect().right > window.innerWidth,
          )
          .map((it) => it.className),
      );
      expect({ fixture, language, beyond }).toEqual({ fixture, language, beyond: [] });
    }
  }
});

describe("a screen reader", () => {
  const urgent = () => page.locator("[aria-live=assertive]").textContent();
  const quiet = () => page.getByRole("status").textContent();

  test("is told at once why something was not done, and again when it is tried again", async () => {
    await open("active");
    await page.evaluate(() => {
      const failure = { kind: "notNow", message: "This call is not connected." } as const;
      window.gallery?.phone.answer("call.hold", { ok: false, failure });
    });
    const spoken = await page.locator("[aria-live=assertive] span").elementHandle();
    await page.getByRole("button", { name: "Hold" }).click();
    await expect.poll(urgent).toBe("This call is not connected.");
    const first = await page.locator("[aria-live=assertive] span").elementHandle();
    await page.getByRole("button", { name: "Hold" }).click();
    await expect.poll(() => first?.evaluate((element) => element.isConnected)).toBe(false);
    expect([await urgent(), await spoken?.evaluate((element) => element.isConnected)]).toEqual([
      "This call is not connected.",
      false,
    ]);
  });

  test("is told in its turn what is wrong beside the servers, and which tones were sent", async () => {
    await open("microphoneDenied");
    const notice =
      "The microphone is not permitted. Calls still ring, but nobody would hear you: allow it in the system's settings.";
    await expect.poll(quiet).toBe(`Ready. Calls go through Main.${notice}`);
    await page.getByRole("button", { name: "Keypad" }).click();
    await page.keyboard.type("5");
    await expect.poll(quiet).toBe("Ready. Calls go through Main.5");
  });

  test("hears nothing twice: what is in the status is no notice, and the phone's stop is told once", async () => {
    await open("engineLost");
    await expect
      .poll(quiet)
      .toBe("The phone stopped and is being started again. You cannot call or be called for a moment.");
  });
});
