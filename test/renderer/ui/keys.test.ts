/** The keys in the settings: pressed to be chosen, refused in words, held by a policy, in force at once. */
import { expect, test } from "vitest";
import { defaultSettings } from "../../../shared/model/settings.ts";
import { anActiveCall } from "../../builders/a-call.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { open, openPages, page, sent, show } from "./pages-under-test.ts";

openPages();

const list = (name: RegExp) => page.getByRole("group", { name });
const inWindow = () => list(/^In Tandem/u);
const everywhere = () => list(/^In every program/u);
const rowOf = (action: string, where = inWindow()) =>
  where.locator(".key-row").filter({ has: page.locator(".key-name", { hasText: new RegExp(`^${action}$`, "u") }) });
const keysOf = (action: string, where = inWindow()) => rowOf(action, where).locator(".key-button");
const noteOf = (action: string, where = inWindow()) => rowOf(action, where).locator(".key-note");
const changeOf = (chords: Record<string, string | null>) => ({ type: "settings.change", change: { chords } });

test("new keys are pressed, told, and sent at once", async () => {
  await open("settings");
  await keysOf("Mute").click();
  await rowOf("Mute").getByText("Press the keys…").waitFor();
  await page.keyboard.press("Control+Shift+F2");
  expect(await sent()).toEqual([changeOf({ mute: "Mod+Shift+F2" })]);
  await expect.poll(() => page.getByRole("status").textContent()).toContain("Mute: Ctrl+Shift+F2 from now on.");
});

test("nothing moves while keys are pressed, so that the next action's keys are where the pointer is", async () => {
  await open("settings");
  await keysOf("Mute").hover();
  const before = await keysOf("Hold").boundingBox();
  await keysOf("Mute").click();
  await rowOf("Mute").getByText("Press the keys…").waitFor();
  expect(await keysOf("Hold").boundingBox()).toEqual(before);
  await keysOf("Hold").click();
  expect([await keysOf("Mute").textContent(), await keysOf("Hold").textContent()]).toEqual([
    "Ctrl+Shift+M",
    "Press the keys…",
  ]);
});

test("Ctrl with plus, minus and zero draws the window larger, smaller and as usual, wherever the focus is", async () => {
  await open("settings");
  const zoomTo = (zoomPct: number) => ({ type: "settings.change", change: { zoomPct } });
  const size = page.getByLabel("Size").locator("option:checked");
  await expect.poll(() => size.innerText()).toBe("100 %");
  await page.keyboard.press("Control+0");
  await page.keyboard.press("Control+=");
  await page.keyboard.press("Control+-");
  expect(await sent()).toEqual([zoomTo(110), zoomTo(90)]);
  await show(aSnapshot({ settings: { ...defaultSettings, zoomPct: 200 } }));
  await expect.poll(() => size.innerText()).toBe("200 %");
  await page.keyboard.press("Control++");
  await page.keyboard.press("Control+0");
  expect((await sent()).slice(2)).toEqual([zoomTo(100)]);
});

test("keys that an operator gave to something else are no zoom", async () => {
  await open("settings");
  await show(aSnapshot({ settings: { ...defaultSettings, zoomPct: 150, chords: { doNotDisturb: "Mod+0" } } }));
  await expect.poll(() => page.getByLabel("Size").locator("option:checked").innerText()).toBe("150 %");
  await page.keyboard.press("Control+0");
  expect(await sent()).toEqual([{ type: "presence.setDnd", on: true }]);
});

test("the size is chosen in the settings too, with its keys in words", async () => {
  await open("settings");
  const size = page.getByLabel("Size");
  expect(await size.locator("option").allInnerTexts()).toEqual(
    [80, 90, 100, 110, 125, 150, 175, 200].map((percent) => `${percent} %`),
  );
  await page.getByText("Also with Ctrl and +, − or 0.").waitFor();
  await size.selectOption("150 %");
  expect(await sent()).toEqual([{ type: "settings.change", change: { zoomPct: 150 } }]);
});

test("they are in force at once, and the old ones no longer", async () => {
  await open("active");
  const settings = { ...defaultSettings, chords: { mute: "F2" } };
  await show(aSnapshot({ settings, calls: [anActiveCall()] }));
  await page.keyboard.press("Control+Shift+M");
  expect(await sent()).toEqual([]);
  await page.keyboard.press("F2");
  expect(await sent()).toEqual([{ type: "call.mute", callId: "call-1" }]);
});

test("Escape leaves them and closes nothing, Backspace clears them, and Tab goes on", async () => {
  await open("settings");
  await keysOf("Hold").click();
  await page.keyboard.press("Escape");
  expect(await keysOf("Hold").textContent()).toBe("Ctrl+Shift+H");
  await keysOf("Hold").click();
  await page.keyboard.press("Tab");
  expect([await keysOf("Hold").textContent(), await sent()]).toEqual(["Ctrl+Shift+H", []]);
  await keysOf("Hold").click();
  await page.keyboard.press("Backspace");
  expect(await sent()).toEqual([changeOf({ hold: null })]);
});

test.each([
  ["m", "By itself that key types."],
  ["Control+C", "Text fields need that"],
  ["Control+Alt+E", "Ctrl with Alt is AltGr"],
  ["Alt+E", "Alt with a letter"],
  ["Control+Enter", "Use a letter, a digit or a function key"],
  ["Control+W", "The system itself uses that."],
  ["Control+Shift+M", "Ctrl+Shift+M belongs to “Mute” already."],
])("%s is refused with the reason, and nothing is sent", async (pressed, reason) => {
  await open("settings");
  await keysOf("Hold").click();
  await page.keyboard.press(pressed);
  await noteOf("Hold").getByText(reason).waitFor();
  expect([await keysOf("Hold").textContent(), await sent()]).toEqual(["Press the keys…", []]);
});

test("keys for every program must be rare ones, and one key may answer and hang up", async () => {
  await open("settings");
  await keysOf("Mute", everywhere()).click();
  await page.keyboard.press("Control+M");
  await noteOf("Mute", everywhere()).getByText("The system itself uses that.").waitFor();
  await page.keyboard.press("F9");
  await noteOf("Mute", everywhere()).getByText("Every other program would miss that.").waitFor();
  await keysOf("Hang up", everywhere()).click();
  await page.keyboard.press("Control+Shift+A");
  expect(await sent()).toEqual([{ type: "settings.change", change: { globalChords: { hangUp: "Mod+Shift+A" } } }]);
});

test("what cannot be is told beside its keys: two actions, another program, an unreadable one", async () => {
  await open("settingsKeys");
  expect(await noteOf("Mute").textContent()).toContain("Ctrl+Shift+F2 belongs to “Hold” already.");
  expect(await noteOf("Decline").textContent()).toContain("The keys that were saved cannot be used");
  expect(await noteOf("Open Tandem", everywhere()).textContent()).toContain(
    "Another program or the system has Ctrl+Shift+F8",
  );
  await rowOf("Call back a lost call")
    .getByRole("button", { name: /back to Ctrl\+Shift\+R/u })
    .click();
  const sentChords = await sent();
  expect(JSON.stringify(sentChords[0])).not.toContain("rescue");
});

test("keys of an action that usually has none are cleared with a press", async () => {
  await open("settingsKeys");
  await rowOf("Open Tandem", everywhere()).getByRole("button", { name: "Open Tandem: clear the keys" }).click();
  expect(await keysOf("Open Tandem", everywhere()).evaluate((it) => it === document.activeElement)).toBe(true);
  expect(await sent()).toEqual([{ type: "settings.change", change: { globalChords: { hangUp: "Mod+Shift+A" } } }]);
});

test("held by the administrator they are shown and cannot be pressed", async () => {
  await open("settingsKeysHeld");
  await page.getByText("Set by your administrator").first().waitFor();
  await keysOf("Mute").click({ force: true });
  await page.keyboard.press("Control+Shift+F2");
  expect([await keysOf("Mute").getAttribute("aria-disabled"), await sent()]).toEqual(["true", []]);
  expect(await page.getByRole("checkbox", { name: /^Notify me/u }).isDisabled()).toBe(true);
});
