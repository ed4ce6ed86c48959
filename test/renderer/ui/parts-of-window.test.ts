/** The parts at the window's foot, the settings, and the card of its own, in a real Chromium with a pretended phone. */
import { describe, expect, test } from "vitest";
import { defaultSettings } from "../../../shared/model/settings.ts";
import { toPastCall } from "../../../shared/model/past-call.ts";
import { aPastCall } from "../../builders/a-past-call.ts";
import { anActiveCall } from "../../builders/a-call.ts";
import { anIncidentEntry } from "../../builders/an-incident.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { deliver, looks, open, openPages, page, sent, stopClock } from "./pages-under-test.ts";

openPages();

const part = (name: string) => page.getByRole("navigation").getByRole("button", { name });

describe("the settings", () => {
  test("stand one press away, and the recent calls come back with the next", async () => {
    await open("bothReadyWithRecent");
    await part("Settings").click();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    expect(await page.getByText("Mori Aya").count()).toBe(0);
    await part("Recent").click();
    await page.getByText("Mori Aya").waitFor();
  });

  test("send each choice as it is made, and nothing else", async () => {
    await open("settings");
    await page.getByLabel("Microphone", { exact: true }).selectOption({ label: "HD Webcam C920" });
    await page.getByLabel("Ring on the speaker too").click();
    await page.getByRole("radio", { name: "Dark" }).click();
    await page.getByLabel("High contrast").click();
    await page.getByLabel("Language").selectOption({ label: "Русский" });
    expect(await sent()).toEqual([
      { type: "settings.change", change: { microphone: { id: "in-camera", label: "HD Webcam C920" } } },
      { type: "settings.change", change: { ringsOnSpeaker: true } },
      { type: "settings.change", change: { appearance: "dark" } },
      { type: "settings.change", change: { contrast: "more" } },
      { type: "settings.change", change: { language: "ru" } },
    ]);
  });

  test("switch what is done to the voice, and move a codec up", async () => {
    await open("settings");
    await page.getByLabel("Suppress noise").click();
    await page.getByRole("button", { name: "Move up: G.711 A-law (PCMA)" }).click();
    expect(await sent()).toEqual([
      { type: "settings.change", change: { noiseSuppression: false } },
      { type: "settings.change", change: { codecs: ["opus", "g722", "pcma", "pcmu"] } },
    ]);
  });

  test("show whose a held switch is, and let nobody press it", async () => {
    await open("settingsHeld");
    expect(await page.getByLabel("Cancel echo").isDisabled()).toBe(true);
    expect(await page.getByLabel("Adjust the loudness by itself").isDisabled()).toBe(false);
    expect(await page.getByLabel("Use its keys and lamps").isDisabled()).toBe(true);
    const codecs = page.getByRole("list", { name: "Codecs, the most wanted first" });
    expect(await codecs.getByRole("listitem").allTextContents()).toEqual(["G.711 A-law (PCMA)", "Opus"]);
    expect(await codecs.getByRole("button").count()).toBe(0);
    expect(await page.getByLabel("Loudness of the ring").isDisabled()).toBe(true);
    expect(await page.getByRole("radio", { name: "Dark" }).isDisabled()).toBe(true);
    const language = page.getByLabel("Language", { exact: true });
    expect(await language.isDisabled()).toBe(true);
    expect(
      await language.evaluate(
        (box) => document.getElementById(box.getAttribute("aria-describedby") ?? "")?.textContent,
      ),
    ).toBe("Set by your administrator: configuration file");
    const marks = await page.locator(".held-mark").allTextContents();
    expect([...new Set(marks)].toSorted()).toEqual([
      "Set by your administrator: configuration file",
      "Set by your administrator: https://it.example.com",
      "Set by your administrator: policy for this user",
      "Set by your administrator: policy of this computer",
    ]);
  });

  test("say of each headset whether its keys work, or why not, and look again", async () => {
    await open("settingsHeadsets");
    const group = page.getByRole("group", { name: "Headset" });
    expect(await group.getByRole("listitem").allInnerTexts()).toEqual([
      "Jabra Link 380\n\nIts keys answer, hang up and mute.",
      "Plantronics Blackwire 3220 Series\n\nIts keys cannot be used. Close other programs that use it, or plug it in again. If that does not help, tell your administrator.",
      "Hub\n\nIts key mutes. Answer and hang up in the window.",
    ]);
    await group.getByRole("button", { name: "Look again" }).click();
    await group.getByLabel("Use its keys and lamps").click();
    expect(await sent()).toEqual([
      { type: "headset.retry" },
      { type: "settings.change", change: { headsetButtons: false } },
    ]);
  });

  test("say nothing of headsets that nobody wants used", async () => {
    await open("settings");
    const group = page.getByRole("group", { name: "Headset" });
    await group.getByText("No headset with keys for calls is plugged in.").waitFor();
    await deliver({
      type: "snapshot",
      snapshot: aSnapshot({ settings: { ...defaultSettings, headsetButtons: false } }),
    });
    await expect.poll(() => group.getByText("No headset").count()).toBe(0);
    expect(await group.getByRole("button").count()).toBe(0);
  });

  test("measure the microphone while they stand, and let operators hear themselves", async () => {
    await open("settings");
    await deliver({ type: "sound", now: { level: 3, echo: "idle" } });
    const level = page.getByRole("meter", { name: "Microphone level" });
    await expect.poll(() => level.getAttribute("aria-valuenow")).toBe("3");
    await page.getByRole("button", { name: "Hear yourself" }).click();
    await deliver({ type: "sound", now: { level: 3, echo: "recording" } });
    const hint = page.getByRole("group", { name: "Sound" }).getByRole("paragraph");
    await hint.getByText("Say something…").waitFor();
    await deliver({ type: "sound", now: { level: 3, echo: "playing" } });
    await hint.getByText("This is how you sound.").waitFor();
    await part("Recent").click();
    expect((await sent())[0]).toEqual({ type: "sound.echo" });
    const looked = await looks();
    expect([looked[0], looked.at(-1)]).toEqual([
      { type: "sound.watch", where: "settings", on: true },
      { type: "sound.watch", where: "settings", on: false },
    ]);
  });

  test("let both outputs be heard", async () => {
    await open("settings");
    await page.getByRole("button", { name: "Try: Speaker" }).click();
    await page.getByRole("button", { name: "Try: Rings on" }).click();
    expect(await sent()).toEqual([
      { type: "sound.test", output: "speaker" },
      { type: "sound.test", output: "ringer" },
    ]);
  });

  test("keep a headset that is not plugged in, and say what becomes of it", async () => {
    await open("settingsChosen");
    const speaker = page.getByLabel("Speaker", { exact: true });
    expect(await speaker.locator("option:checked").textContent()).toBe("Plantronics Blackwire 5220 (not plugged in)");
    await page.getByText("It is taken again as soon as it is plugged in.").waitFor();
    await speaker.selectOption({ label: "As the system chooses" });
    expect(await sent()).toEqual([{ type: "settings.change", change: { speaker: null } }]);
  });

  test("show what the administrator holds, without a switch", async () => {
    await open("settings");
    const managed = page.getByRole("region", { name: "Set by your administrator" });
    expect(await managed.getByRole("definition").allTextContents()).toEqual(["Anna (1001)", "Main", "Backup"]);
    expect(await managed.locator("input, select, button").count()).toBe(0);
  });

  test("change the language and the contrast of the window while it stands", async () => {
    await open("settings");
    const settings = { ...defaultSettings, language: "ru", contrast: "more" } as const;
    await deliver({ type: "snapshot", snapshot: aSnapshot({ settings }) });
    await page.getByRole("heading", { name: "Настройки" }).waitFor();
    const root = page.locator("html");
    expect([await root.getAttribute("lang"), await root.getAttribute("data-high-contrast")]).toEqual(["ru", ""]);
  });
});

describe("a headset that is gone", () => {
  const headset = { id: "headset-1", name: "Jabra Link 380", usb: "0b0e:24c8", state: "ready", keys: "both" } as const;
  const words = "Jabra Link 380 was unplugged. Its keys do nothing now; the call goes on.";
  const told = () => page.locator(".notice").getByText(words).count();
  const show = (overrides: Parameters<typeof aSnapshot>[0]) =>
    deliver({ type: "snapshot", snapshot: aSnapshot(overrides) });

  test("in a call is told, until it is back", async () => {
    await open("active");
    const calls = [anActiveCall()];
    await show({ calls, headsets: [headset] });
    await show({ calls, headsets: [] });
    await expect.poll(told).toBe(1);
    await show({ calls, headsets: [{ ...headset, id: "headset-2" }] });
    await expect.poll(told).toBe(0);
  });

  test("is not told at rest, nor where its keys were let go on purpose", async () => {
    await open("active");
    await show({ headsets: [headset] });
    await show({ headsets: [] });
    const calls = [anActiveCall()];
    await show({ calls, headsets: [headset] });
    await show({ calls, headsets: [], settings: { ...defaultSettings, headsetButtons: false } });
    await page.getByRole("button", { name: "Hang up" }).waitFor();
    expect(await told()).toBe(0);
  });
});

describe("the recent calls", () => {
  test("are those main keeps, day by day, each shown once, and each can be called again", async () => {
    await open("bothReadyWithRecent");
    const older = aPastCall(
      {},
      {
        id: "older",
        remote: { number: "0509998877", name: "Kato Jun" },
        atStarted: 1_700_000_000_000,
        atEnded: 1_700_000_060_000,
      },
    );
    const [first] = await page.evaluate(() => window.gallery?.fixtures["bothReadyWithRecent"]?.calls ?? []);
    const missed = first === undefined ? null : toPastCall(first);
    if (missed === null) throw new Error("The fixture has recent calls.");
    await deliver({ type: "recent", calls: [missed, older], hasMore: false });
    await page.getByRole("button", { name: "Call Kato Jun" }).click();
    expect(await page.getByText("Mori Aya").count()).toBe(1);
    expect(await page.locator(".recent-day").count()).toBe(2);
    expect(await sent()).toEqual([{ type: "call.dial", target: "0509998877" }]);
  });

  test("count what was missed until they have been before somebody's eyes for a moment", async () => {
    await stopClock();
    await open("missedCalls");
    await page.getByRole("img", { name: "3 missed calls" }).waitFor();
    await page.clock.runFor(1_900);
    expect(await sent()).toEqual([]);
    await page.clock.runFor(200);
    expect(await sent()).toEqual([{ type: "recent.seen" }]);
  });
});

describe("what happened", () => {
  test("stands behind the menu, opens to its story by keyboard, and leaves with Escape", async () => {
    await open("incidents");
    await part("Recent").click();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("button", { name: "What happened" }).click();
    const row = page.locator("summary", { hasText: "1 call was called back." });
    await row.focus();
    await page.keyboard.press("Enter");
    const story = page.getByRole("list", { name: "What happened, in order" });
    const first = story.getByRole("listitem").first();
    expect(await first.locator(".story-time").textContent()).toMatch(/^\d\d:\d\d:\d\d\.000\+0 ms$/u);
    expect(await first.getByRole("img").first().getAttribute("aria-label")).toBe("Seen");
    await story.getByText("Tanaka Yuki is called back through Backup.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Recent" }).waitFor();
  });

  test("is saved without callers, or with them when that is ticked, and a refusal is said", async () => {
    await open("incidents");
    await page.getByText("Save as a file").click();
    const save = page.getByRole("button", { name: "Save…" });
    await save.click();
    await page.getByLabel("With callers' numbers and names").click();
    await save.click();
    expect(await sent()).toEqual([
      { type: "incidents.export", withCustomers: false },
      { type: "incidents.export", withCustomers: true },
    ]);
    await page.evaluate(() => {
      const failure = { kind: "notSaved", message: "The disk is full." } as const;
      window.gallery?.phone.answer("incidents.export", { ok: false, failure });
    });
    await save.click();
    await page.locator(".refusal").getByText("The disk is full.").waitFor();
  });

  test("grows while it is looked at, and stays open", async () => {
    await open("incidents");
    const row = page.locator("summary", { hasText: "Main is lost." });
    await row.click();
    const [incident] = await page.evaluate(() => window.gallery?.incidents ?? []);
    if (incident === undefined) throw new Error("The fixture has incidents.");
    const entries = [anIncidentEntry(41_500, "ready", { serverId: "main" })];
    const change = { kind: "noted", incidentId: incident.id, entries, calls: [] } as const;
    await deliver({
      type: "event",
      event: { type: "incident.changed", at: 1, seq: 101, change: { ...change, calls: [] } },
    });
    await page.getByText("Main is registered again.").waitFor();
    await page.getByText("+41,500 ms").waitFor();
  });
});

describe("the card of its own", () => {
  test("answers and declines, and after its call rings no more shows nothing", async () => {
    await open("cardRinging");
    await page.getByRole("button", { name: "Answer" }).click();
    await page.getByRole("button", { name: "Decline" }).click();
    const callId = "call-1";
    expect(await sent()).toEqual([
      { type: "call.answer", callId },
      { type: "call.reject", callId },
    ]);
    await deliver({ type: "snapshot", snapshot: aSnapshot() });
    await page.getByRole("article").waitFor({ state: "detached" });
  });

  test("takes no press in its first moment, which was meant for what it came over", async () => {
    await stopClock();
    await open("cardRinging");
    const press = () => page.evaluate(() => document.querySelector<HTMLElement>(".incoming-answer")?.click());
    await page.locator(".incoming-answer").waitFor();
    await page.clock.runFor(300);
    await press();
    expect(await sent()).toEqual([]);
    await page.clock.runFor(200);
    await page.locator(".incoming-answer:not([aria-disabled])").waitFor();
    await press();
    expect(await sent()).toEqual([{ type: "call.answer", callId: "call-1" }]);
  });

  test("holds each call whole at the height that main gives it", async () => {
    for (const [fixture, height] of [
      ["cardRinging", 162],
      ["cardTwice", 288],
    ] as const) {
      await page.setViewportSize({ width: 360, height });
      await open(fixture);
      const last = page.getByRole("article").last();
      const box = await last.boundingBox();
      expect({ fixture, fits: (box?.y ?? 0) + (box?.height ?? 0) <= height }).toEqual({ fixture, fits: true });
    }
  });
});

describe("the sound of a call", () => {
  test("opens into figures and a plot that has its words, and Escape closes it", async () => {
    await open("goodSound");
    await page.getByRole("button", { name: "The sound is very good." }).click();
    const figures = page.getByRole("group", { name: "How this call sounds" });
    expect(await figures.getByRole("definition").allTextContents()).toEqual(["4.2 of 4.5", "0 %", "4 ms", "24 ms"]);
    await figures
      .getByRole("img", { name: "Score over the last minute: now 4.2, lowest 4.2, of 4.5 at best." })
      .waitFor();
    await page.keyboard.press("Escape");
    expect(await figures.count()).toBe(0);
  });

  test("is measured for the card while it can be seen, and the level is drawn", async () => {
    await open("active");
    expect(await looks()).toContainEqual({ type: "sound.watch", where: "call", on: true });
    await deliver({ type: "sound", now: { level: 12, echo: "idle" } });
    const level = page.getByRole("meter", { name: "Microphone level" });
    await expect.poll(() => level.getAttribute("aria-valuenow")).toBe("12");
    expect(await level.locator(".level-full").count()).toBe(12);
  });

  test("is said to be unheard when the operator speaks while muted", async () => {
    await open("active");
    const call = anActiveCall({ muted: true, atSpokeMuted: Date.now() });
    await deliver({ type: "snapshot", snapshot: aSnapshot({ calls: [call] }) });
    await page.locator(".card-state").getByText("You are speaking, but muted.").waitFor();
    await page.getByRole("status").getByText("You are speaking, but muted.").waitFor();
  });

  test("is told by bars for whoever looks, and in words when it is poor", async () => {
    await open("goodSound");
    await page.getByRole("button", { name: "The sound is very good." }).waitFor();
    expect(await page.locator(".card-note").count()).toBe(0);
    await open("poorSound");
    await page
      .locator(".card-note")
      .getByText("The sound is poor: 8 % of it is lost, and it arrives 180 ms late.")
      .waitFor();
  });
});
