/** The one field finds calls while one types, and the long list of calls, in a real Chromium with a pretended phone. */
import { describe, expect, test } from "vitest";
import type { CommandReply } from "../../../shared/contract/command.ts";
import type { PastCall } from "../../../shared/model/past-call.ts";
import { aPastCall } from "../../builders/a-past-call.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { atFixture } from "../../builders/a-server.ts";
import { deliver, field, focusedText, open, openPages, page, sentBesidePreparing, show } from "./pages-under-test.ts";

openPages();

const row = (name: string) => page.locator(".recent-row", { hasText: name });
const answerWith = (type: "history.find" | "history.erase", reply: CommandReply) =>
  page.evaluate(([to, said]) => window.gallery?.phone.answer(to, said), [type, reply] as const);
const findNothing = () => answerWith("history.find", { ok: true, found: { calls: [], hasMore: false } });
const focusedLabel = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");

const someCalls = (first: number, count: number): PastCall[] =>
  Array.from({ length: count }, (_, index) => {
    const at = atFixture - (first + index) * 60_000;
    const name = `Caller ${first + index}`;
    return aPastCall(
      {},
      { id: `call-${first + index}`, remote: { number: "110", name }, atStarted: at, atAnswered: at, atEnded: at + 1 },
    );
  });

describe("a call that is over", () => {
  test("opens to the servers that were tried, by keyboard too, and Escape closes it and nothing else", async () => {
    await open("found");
    const words = row("Warehouse").getByRole("button", { name: "Main did not answer; called through Backup." });
    await words.press("Enter");
    const tried = row("Warehouse").getByRole("list", { name: "Servers that were tried" }).getByRole("listitem");
    expect(await tried.allInnerTexts()).toEqual([
      expect.stringContaining("Main did not answer within 0.4 s."),
      expect.stringContaining("Through Backup: answered after 0.9 s."),
    ]);
    expect(await words.getAttribute("aria-expanded")).toBe("true");
    await page.keyboard.press("Escape");
    await expect.poll(() => tried.count()).toBe(0);
    expect([await field().inputValue(), await focusedText()]).toEqual([
      "03-1234",
      "Main did not answer; called through Backup.",
    ]);
  });
});

describe("what is typed", () => {
  test("is looked for with every letter, and what is found stands under the field, with its number", async () => {
    await open("bothReadyWithRecent");
    await answerWith("history.find", { ok: true, found: { calls: someCalls(1, 2), hasMore: false } });
    await field().fill("call");
    await page.getByRole("heading", { name: "Calls with “call”" }).waitFor();
    await row("Caller 2").getByText("110").waitFor();
    await expect
      .poll(async () => (await page.getByRole("status").allTextContents()).join(" "))
      .toContain("2 calls found");
    expect(await page.getByText("Mori Aya").count()).toBe(0);
    const sent = await sentBesidePreparing();
    expect(sent).toContainEqual({ type: "history.find", text: "call", olderThan: null });
  });

  test("that finds nothing says so, and Escape brings the recent calls back", async () => {
    await open("bothReadyWithRecent");
    await findNothing();
    await field().fill("nobody");
    await page.getByText("No call on this computer has that name, number or note.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("Mori Aya").waitFor();
    expect(await field().inputValue()).toBe("");
  });

  test("is looked for in whichever part of the window one is, and the part comes back", async () => {
    await open("settings");
    await findNothing();
    await field().fill("nobody");
    await page.getByRole("heading", { name: "Calls with “nobody”" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Settings" }).waitFor();
  });

  test("is answered in words where the history does not answer", async () => {
    await open("bothReady");
    const message = "The call history does not answer. Calls work as before; try again in a moment.";
    await answerWith("history.find", { ok: false, failure: { kind: "noHistory", message } });
    await field().fill("anna");
    await page.locator(".refusal").getByText(message).waitFor();
  });

  test("is looked for again when a call has ended meanwhile", async () => {
    await open("bothReady");
    await findNothing();
    await field().fill("caller");
    await page.getByText("No call on this computer").waitFor();
    await answerWith("history.find", { ok: true, found: { calls: someCalls(1, 1), hasMore: false } });
    await deliver({ type: "recent", calls: someCalls(1, 1), hasMore: false });
    await row("Caller 1").waitFor();
  });
});

describe("by keyboard alone", () => {
  test("one steps down to what was found and up again, calls with Enter, and leaves with Escape", async () => {
    await open("found");
    await row("Warehouse").waitFor();
    await field().press("ArrowDown");
    expect(await focusedLabel()).toBe("Call Tanaka Yuki");
    await page.keyboard.press("ArrowDown");
    expect(await focusedLabel()).toBe("Call Warehouse");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(await focusedLabel()).toBe("Name or number");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect((await sentBesidePreparing()).at(-1)).toEqual({ type: "call.dial", target: "0312345678" });
    await page.keyboard.press("Escape");
    expect([await focusedLabel(), await field().inputValue()]).toEqual(["Name or number", ""]);
  });

  test("Enter on a name nobody can dial steps to the first call that has it", async () => {
    await open("found");
    await row("Warehouse").waitFor();
    await field().fill("田中");
    const pressEnter = async () => {
      await field().press("Enter");
      return focusedLabel();
    };
    await expect.poll(pressEnter).toBe("Call Tanaka Yuki");
    expect(await focusedText()).not.toContain("Neither a number");
  });
});

test("neither Enter nor the arrow steps to a call before what was typed is answered", async () => {
  await open("bothReadyWithRecent");
  await row("Mori Aya").waitFor();
  await page.evaluate(() => Object.assign(window.gallery?.phone ?? {}, { send: () => new Promise(() => undefined) }));
  await field().fill("田中");
  await field().press("ArrowDown");
  await field().press("Enter");
  await page.locator(".refusal").getByText("Neither a number nor a name that can be dialled.").waitFor();
  expect(await focusedLabel()).toBe("Name or number");
});

describe("a long history", () => {
  test("stands in the page a few screens at a time, and goes on as one scrolls", async () => {
    await open("bothReady");
    await answerWith("history.find", { ok: true, found: { calls: someCalls(0, 400), hasMore: true } });
    await deliver({ type: "recent", calls: someCalls(0, 50), hasMore: true });
    await row("Caller 0").waitFor();
    expect(await page.locator(".recent-row").count()).toBeLessThan(50);
    await page.locator(".work").evaluate((work) => work.scrollTo(0, 47 * 45));
    await row("Caller 48").waitFor();
    await page.locator(".work").evaluate((work) => work.scrollTo(0, 47 * 200));
    await row("Caller 200").waitFor();
    expect(await page.locator(".recent-row").count()).toBeLessThan(60);
    expect((await sentBesidePreparing())[0]).toEqual({ type: "history.find", text: "", olderThan: null });
  });

  test("keeps its places when a call takes room above it", async () => {
    await open("active");
    await deliver({ type: "recent", calls: someCalls(0, 50), hasMore: false });
    await row("Caller 0").waitFor();
    await show(aSnapshot());
    await row("Caller 9").waitFor();
    const tops = await page
      .locator(".recent-row")
      .evaluateAll((rows) => rows.map((one) => one.getBoundingClientRect().top));
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
    expect(await row("Caller 0").isVisible()).toBe(true);
  });
});

describe("erasing", () => {
  test("is offered when all that was found is of one party, asked for twice, and told", async () => {
    await open("foundOne");
    await answerWith("history.erase", { ok: true, erased: 2 });
    await page.getByRole("button", { name: "Erase every call with 0312345678" }).click();
    await page.getByText("Erase every call with 0312345678 from this computer for good?").waitFor();
    await page.getByRole("button", { name: "Keep" }).click();
    await page.getByRole("button", { name: "Erase every call with 0312345678" }).click();
    await page.getByRole("button", { name: "Erase", exact: true }).click();
    await expect
      .poll(async () => (await sentBesidePreparing()).at(-1))
      .toEqual({ type: "history.erase", number: "0312345678" });
  });

  test("is not offered where it is of several, nor where the administrator does not let one", async () => {
    await open("found");
    await row("Warehouse").waitFor();
    expect(await page.getByText("Erase every call").count()).toBe(0);
    await open("foundOne");
    const history = { state: "ready", trouble: null, mayErase: false, mayExport: true, recordings: "hidden" } as const;
    await show(aSnapshot({ history }));
    await expect.poll(() => page.getByText("Erase every call").count()).toBe(0);
  });
});

test.each([
  ["historyLost", "The call history is not there just now."],
  ["historyDamaged", "The call history could not be read, so it was set aside and a new one begun."],
])("what is wrong with the history is said in words: %s", async (fixture, sentence) => {
  await open(fixture);
  await page.getByText(sentence).waitFor();
});
