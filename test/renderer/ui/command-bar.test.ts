/** The command bar and the keys that work wherever the focus is, in a real Chromium with a pretended phone. */
import { describe, expect, test } from "vitest";
import { anActiveCall, anEndedCall, anIncomingCall } from "../../builders/a-call.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { deliver, field, open, openPages, page, sent, sentBesideTyping, show, stopClock } from "./pages-under-test.ts";

openPages();

const bar = () => page.getByRole("combobox", { name: "What to do?" });
const openBar = async () => {
  await page.locator(".window").waitFor();
  await page.keyboard.press("Control+K");
  await bar().waitFor();
};
const chosen = () => page.locator(".bar-row-chosen").textContent();
const rows = () => page.locator(".bar-row .bar-words").allTextContents();
const talking = anActiveCall({ remote: { number: "03-1234-5678", name: "Tanaka Yuki" } });
const ringing = anIncomingCall({ id: "call-2", remote: { number: "0667778888", name: "Mori Aya" } });
const isFocused = (what: ReturnType<typeof field>) => what.evaluate((it) => it === document.activeElement);

describe("the command bar", () => {
  test("opens by its keys, finds a command by a word, runs it with Enter, and gives the focus back", async () => {
    await open("active");
    await field().focus();
    await page.keyboard.press("Control+K");
    expect(await isFocused(bar())).toBe(true);
    await page.keyboard.type("mut");
    expect(await chosen()).toBe("Mute Tanaka YukiCtrl+Shift+M");
    await page.keyboard.press("Enter");
    expect(await sentBesideTyping()).toEqual([{ type: "call.mute", callId: "call-1" }]);
    expect([await bar().count(), await isFocused(field())]).toEqual([0, true]);
  });

  test("closes with Escape, which does nothing else, and by its keys", async () => {
    await open("active");
    await field().fill("0312");
    await page.keyboard.press("Control+K");
    await page.keyboard.press("Escape");
    expect([await bar().count(), await field().inputValue(), await isFocused(field())]).toEqual([0, "0312", true]);
    await page.keyboard.press("Control+K");
    await page.keyboard.press("Control+K");
    expect(await bar().count()).toBe(0);
    expect(await sentBesideTyping()).toEqual([]);
  });

  test("offers only what is possible now, and what ends a call last while nothing is typed", async () => {
    await open("activeAndRinging");
    await openBar();
    const shown = await rows();
    expect(shown[0]).toBe("Answer Mori Aya");
    expect(shown.slice(-2)).toEqual(["Decline Mori Aya", "Hang up Tanaka Yuki"]);
    await page.keyboard.press("Escape");
    await show(aSnapshot());
    await page.keyboard.press("Control+K");
    expect((await rows()).filter((words) => /Answer|Mute|Hang|Transfer|Keypad/u.test(words))).toEqual([]);
  });

  test("hangs up only when it was typed or walked to", async () => {
    await open("active");
    await openBar();
    await page.keyboard.type("h");
    expect(await chosen()).toMatch(/^Hold/u);
    await page.keyboard.type("ang");
    expect(await chosen()).toMatch(/^Hang up Tanaka Yuki/u);
    expect(await sent()).toEqual([]);
    await page.keyboard.press("Enter");
    expect(await sent()).toEqual([{ type: "call.hangUp", callId: "call-1" }]);
  });

  test("runs nothing that took the place of what was chosen, and says so", async () => {
    await open("activeAndRinging");
    await openBar();
    await page.keyboard.type("answer");
    await show(aSnapshot({ calls: [talking] }));
    await page.locator(".bar-note").waitFor();
    await page.keyboard.press("Enter");
    expect(await sent()).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+K");
    await page.keyboard.type("mute");
    await show(aSnapshot({ calls: [talking, ringing] }));
    await page.keyboard.press("Enter");
    expect(await sent()).toEqual([{ type: "call.mute", callId: "call-1" }]);
  });

  test("is walked with the arrows, closes when the focus goes elsewhere, and takes a click", async () => {
    await open("active");
    await openBar();
    await page.keyboard.press("ArrowDown");
    expect(await chosen()).toMatch(/^Hold Tanaka Yuki/u);
    await field().focus();
    await expect.poll(() => bar().count()).toBe(0);
    await page.keyboard.press("Control+K");
    await bar().fill("disturb");
    await page.waitForTimeout(450);
    await page.getByRole("option", { name: /^Do not disturb/u }).click();
    expect(await sentBesideTyping()).toEqual([{ type: "presence.setDnd", on: true }]);
  });

  test("opens a part of the window, the keypad and the transfer by keyboard", async () => {
    await open("active");
    for (const [typed, role, name] of [
      ["settings", "heading", "Settings"],
      ["keypad", "group", /^Keypad/u],
      ["transfer", "textbox", "To whom? Name or number"],
    ] as const) {
      await openBar();
      await page.keyboard.type(typed);
      await page.keyboard.press("Enter");
      await page.getByRole(role, { name }).first().waitFor();
    }
    await page.keyboard.press("Escape");
    expect(await sent()).toEqual([]);
  });

  test("says why a command was refused, over the window for a moment", async () => {
    await open("active");
    await page.evaluate(() => {
      const failure = { kind: "notNow", message: "This call is not connected." } as const;
      window.gallery?.phone.answer("call.hold", { ok: false, failure });
    });
    await page.keyboard.press("Control+Shift+H");
    await page.locator(".action-outcome").getByText("This call is not connected.").waitFor();
  });
});

describe("the key that answers and hangs up", () => {
  test("answers; pressed twice or held it hangs up nothing; pressed later it hangs up", async () => {
    await stopClock();
    await open("ringingIn");
    await page.keyboard.press("Control+Shift+A");
    const answered = { type: "call.answer", callId: "call-1" };
    expect(await sent()).toEqual([answered]);
    const atAnswered = await page.evaluate(() => Date.now());
    await show(aSnapshot({ calls: [anActiveCall({ direction: "incoming", atStarted: 0, atAnswered })] }));
    await page.clock.runFor(300);
    await page.keyboard.press("Control+Shift+A");
    await page.getByText("The call was answered or lost just now. Press again to hang up.").first().waitFor();
    await page.clock.runFor(1_499);
    await page.keyboard.press("Control+Shift+A");
    expect(await sent()).toEqual([answered]);
    await page.clock.runFor(1_500);
    await page.keyboard.press("Control+Shift+A");
    expect(await sent()).toEqual([answered, { type: "call.hangUp", callId: "call-1" }]);
  });

  test("does not hang up the call in hand when the caller gave up a moment ago", async () => {
    await open("activeAndRinging");
    const atEnded = await page.evaluate(() => Date.now());
    const gone = anEndedCall({ by: "remote", reason: "missed" }, { id: "call-2", direction: "incoming", atEnded });
    await show(aSnapshot({ calls: [talking, { ...gone, atAnswered: null }] }));
    await page.keyboard.press("Control+Shift+A");
    expect(await sent()).toEqual([]);
  });
});

describe("what was copied, and links", () => {
  test("a key asks for what was copied; the Enter that is still down does not dial it, the next one does", async () => {
    await open("active");
    await page.getByRole("button", { name: "Mute" }).focus();
    await page.keyboard.press("Control+Shift+P");
    expect(await sent()).toEqual([{ type: "clipboard.fillDial" }]);
    await deliver({ type: "fillDial", target: "0312345678", takesFocus: true });
    await expect.poll(() => isFocused(field())).toBe(true);
    await page.keyboard.press("Enter");
    expect((await sentBesideTyping()).length).toBe(1);
    await page.waitForTimeout(450);
    await page.keyboard.press("Enter");
    expect((await sentBesideTyping()).at(-1)).toEqual({ type: "call.dial", target: "0312345678" });
  });

  test("an Enter that was on its way when a link filled the field dials nothing, a later one does", async () => {
    await open("bothReady");
    await field().focus();
    // Within the page, so that a slow machine is no later than a quick hand.
    await page.evaluate(async () => {
      window.gallery?.phone.deliver({ type: "fillDial", target: "0312345678" });
      await new Promise((resolve) => requestAnimationFrame(resolve));
      document.querySelector<HTMLFormElement>(".dial")?.requestSubmit();
    });
    expect([await field().inputValue(), await sentBesideTyping()]).toEqual(["0312345678", []]);
    await page.waitForTimeout(450);
    await page.keyboard.press("Enter");
    await expect.poll(sentBesideTyping).toEqual([{ type: "call.dial", target: "0312345678" }]);
  });

  test("what is typed while a call is being placed stays in the field", async () => {
    await open("bothReady");
    await field().fill("110");
    await page.evaluate(() => {
      const typedOn = new Promise<void>((resolve) => {
        document.addEventListener("input", () => setTimeout(resolve), { once: true });
      });
      window.gallery?.phone.answer(
        "call.dial",
        typedOn.then(() => ({ ok: true }) as const),
      );
    });
    await page.keyboard.press("Enter");
    await field().fill("119");
    await page.waitForTimeout(100);
    expect(await field().inputValue()).toBe("119");
    expect(await sentBesideTyping()).toEqual([{ type: "call.dial", target: "110" }]);
  });

  test("a held Enter in the field does not dial again and again", async () => {
    await open("bothReady");
    await field().fill("110");
    await page.keyboard.down("Enter");
    await field().fill("119");
    await page.keyboard.down("Enter");
    await page.keyboard.up("Enter");
    expect(await sentBesideTyping()).toEqual([{ type: "call.dial", target: "110" }]);
  });

  test("a link's extension is told beside its number, and why a link was not taken", async () => {
    await open("bothReady");
    await deliver({ type: "fillDial", target: "+81312345678", extension: "12" });
    await page.getByText("Once connected, key in 12.").waitFor();
    await deliver({ type: "dialRefused", reason: "linkSeveral" });
    await page.locator(".refusal").getByText("That link holds several numbers. Type the one you want.").waitFor();
    expect([await field().inputValue(), await sentBesideTyping()]).toEqual(["+81312345678", []]);
  });
});

describe("the wrong focus", () => {
  test.each(["active", "activeAndRinging", "twoCalls", "dialling"])(
    "in %s, Space, Enter, Escape and letters end, refuse or dial nothing from any control but the one for it",
    async (fixture) => {
      await open(fixture);
      await page.waitForTimeout(450);
      const count = await page.evaluate(() => {
        const all = [
          ...document.querySelectorAll<HTMLElement>("a, button, input, select, textarea, summary, [tabindex]"),
        ];
        all.forEach((it, at) => it.setAttribute("data-sweep", String(at)));
        return all.length;
      });
      expect(count).toBeGreaterThan(8);
      for (let at = 0; at < count; at += 1) {
        for (const key of ["Space", "Enter", "Escape", "a", "h", "r", "y", "1", "Backspace", "Delete"]) {
          const name = await page.evaluate((which) => {
            const it = document.querySelector<HTMLElement>(`[data-sweep="${which}"]`);
            it?.focus();
            return it === null ? null : `${it.tagName} ${it.getAttribute("aria-label") ?? ""} ${it.textContent ?? ""}`;
          }, at);
          if (name === null || /^BUTTON (?:Call |.*(?:Hang up|Decline))/su.test(name)) break;
          await page.keyboard.press(key);
        }
      }
      const deeds = (await sent()).map((command) => JSON.stringify(command));
      expect(deeds.filter((deed) => /hangUp|reject|call\.dial|transferBlind|split/u.test(deed))).toEqual([]);
    },
    120_000,
  );
});
