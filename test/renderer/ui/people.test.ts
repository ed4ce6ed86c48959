/** Contacts in a real Chromium with a pretended phone: found in the one field, written, erased, and read from a file. */
import { describe, expect, test } from "vitest";
import type { CommandReply } from "../../../shared/contract/command.ts";
import { aCall, anEndedCall, anIncomingCall } from "../../builders/a-call.ts";
import { aContact, aPerson } from "../../builders/a-contact.ts";
import { aPastCall } from "../../builders/a-past-call.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { deliver, field, open, openPages, page, sentBesidePreparing, show } from "./pages-under-test.ts";

openPages();

type Asked = "people.find" | "directory.find" | "history.find" | "contact.save" | "contacts.read" | "contacts.import";
const answerWith = (type: Asked, reply: CommandReply) =>
  page.evaluate(([to, said]) => window.gallery?.phone.answer(to, said), [type, reply] as const);
const focusedLabel = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
const asked = async (type: string) =>
  (await sentBesidePreparing()).filter((command) => JSON.stringify(command).includes(`"type":"${type}"`));
const last = async (type: string) => (await asked(type)).at(-1);

describe("what is typed in the one field", () => {
  test("finds contacts before the calls and people of the directory after them, each under the word for it", async () => {
    await open("foundPeople");
    await page.getByRole("heading", { name: "Company directory" }).waitFor();
    const headings = await page.locator(".recent h2").allTextContents();
    expect(headings).toEqual(["Contacts", "Calls with “tanaka”", "Company directory"]);
    expect(await last("people.find")).toEqual({ type: "people.find", text: "tanaka", after: null });
    expect(await last("directory.find")).toEqual({ type: "directory.find", text: "tanaka" });
  });

  test("is walked by keyboard through all three, and Enter calls", async () => {
    await open("foundPeople");
    await page.getByRole("heading", { name: "Company directory" }).waitFor();
    await field().press("ArrowDown");
    const labels = [await focusedLabel()];
    for (let step = 0; step < 3; step += 1) {
      await page.keyboard.press("ArrowDown");
      labels.push(await focusedLabel());
    }
    expect(labels).toEqual([
      "Call Tanaka Yuki: 03-1234-5678",
      "Call Tanaka Yuki: +81 90 1111 2222",
      "Call Tanaka Yuki",
      "Call Tanaka Tarō: 1044",
    ]);
    await page.keyboard.press("Enter");
    expect(await last("call.dial")).toEqual({ type: "call.dial", target: "1044" });
  });

  test("asks the directory once, when the typing rests and two letters stand", async () => {
    await open("bothReady");
    await field().pressSequentially("tanak", { delay: 5 });
    await expect.poll(() => asked("directory.find")).toEqual([{ type: "directory.find", text: "tanak" }]);
    await field().fill("t");
    await page.waitForTimeout(400);
    expect((await asked("directory.find")).length).toBe(1);
  });

  test("goes on finding where the directory does not answer, with one quiet sentence", async () => {
    await open("foundNobodyThere");
    await page.locator(".people-note").getByText("The company directory cannot be searched right now.").waitFor();
    expect(await page.locator(".refusal").count()).toBe(0);
  });

  test("steps to nobody whom an older question found", async () => {
    await open("foundPeople");
    await page.getByRole("heading", { name: "Company directory" }).waitFor();
    await page.evaluate(() => Object.assign(window.gallery?.phone ?? {}, { send: () => new Promise(() => undefined) }));
    await field().fill("sato");
    await field().press("ArrowDown");
    expect(await focusedLabel()).toBe("Name or number");
  });
});

describe("a contact", () => {
  test("is written with several numbers, and what it lacks is said before it is kept", async () => {
    await open("peopleNone");
    await page.getByText("No contacts yet.").waitFor();
    await page.getByRole("button", { name: "New contact" }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator(".refusal").getByText("A contact needs a name or a company.").waitFor();
    await page.getByRole("textbox", { name: "Name", exact: true }).fill(" Tanaka Yuki ");
    await page.getByRole("textbox", { name: "Number", exact: true }).fill("call me");
    await page.keyboard.press("Enter");
    await page.locator(".refusal").getByText("“call me” cannot be dialled.").waitFor();
    await page.getByRole("textbox", { name: "Number", exact: true }).fill("03-1234-5678");
    await page.getByRole("button", { name: "Another number" }).click();
    await page.getByRole("textbox", { name: "Number", exact: true }).nth(1).fill("090 1111");
    await page.getByRole("combobox", { name: "Kind" }).nth(1).selectOption("mobile");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Contacts" }).waitFor();
    expect(await last("contact.save")).toEqual({
      type: "contact.save",
      id: null,
      contact: aContact({
        company: "",
        numbers: [
          { kind: "work", number: "03-1234-5678" },
          { kind: "mobile", number: "090 1111" },
        ],
        note: "",
      }),
    });
  });

  test("stays in the form with the reason when it cannot be kept, and Escape leaves it as it was", async () => {
    await open("people");
    const message = "The disk is full, so nothing was kept. Make room and try again.";
    await answerWith("contact.save", { ok: false, failure: { kind: "notSaved", message } });
    await page.getByRole("button", { name: "Edit Groß, Änne" }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator(".refusal").getByText(message).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "New contact" }).waitFor();
  });

  test("is erased when it was asked for twice", async () => {
    await open("people");
    await page.getByRole("button", { name: "Edit Groß, Änne" }).click();
    await page.getByRole("button", { name: "Erase contact" }).click();
    await page.getByText("Erase Groß, Änne from your contacts for good?").waitFor();
    await page.getByRole("button", { name: "Erase", exact: true }).click();
    await page.getByRole("button", { name: "New contact" }).waitFor();
    expect(await last("contact.erase")).toEqual({ type: "contact.erase", id: "1" });
  });

  test("is made of who called, by a press beside the call", async () => {
    await open("bothReadyWithRecent");
    await page.getByRole("button", { name: "Add Mori Aya to the contacts" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "New contact" }).waitFor();
    const value = (name: string) => page.getByRole("textbox", { name, exact: true }).inputValue();
    expect([await value("Name"), await value("Number")]).toEqual(["Mori Aya", "0667778888"]);
  });

  test("is not offered for a number that a contact has", async () => {
    await open("bothReady");
    const known = { name: "Tanaka Yuki", company: "", from: "own" } as const;
    const calls = [aPastCall({}, { id: "call-1", remote: { number: "110", name: "ACME", known } })];
    await deliver({ type: "recent", calls, hasMore: false });
    await page.locator(".recent-row", { hasText: "Tanaka Yuki" }).waitFor();
    expect(await page.getByRole("button", { name: /^Add / }).count()).toBe(0);
  });
});

describe("a file of contacts", () => {
  const importing = {
    fileName: "contacts.csv",
    format: "csv",
    encoding: "windows-1252",
    usable: 12,
    known: 2,
    refused: 2,
    refusedRows: [
      { line: 4, why: "noNumber", text: "Nobody" },
      { line: 9, why: "badNumber", text: "Bad call me" },
    ],
    names: ["Groß", "Müller"],
  } as const;

  test("is told before any of it is kept: how many, read as what, and each refused row with its line and why", async () => {
    await open("people");
    await answerWith("contacts.read", { ok: true, importing: structuredClone(importing) as never });
    await answerWith("contacts.import", { ok: true, imported: 10 });
    await page.getByRole("button", { name: "Import…" }).click();
    await page.getByRole("heading", { name: "Import from contacts.csv" }).waitFor();
    const preview = page.locator(".import");
    await preview.getByText("12 contacts can be kept. 2 of them are there already.").waitFor();
    await preview.getByText("First: Groß · Müller").waitFor();
    await preview.getByText("Read as WINDOWS-1252.").waitFor();
    await preview.getByText("Correct them in the file and import it again").waitFor();
    expect(await preview.locator("li").allInnerTexts()).toEqual([
      expect.stringMatching(/Line 4\s*No number\s*Nobody/u),
      expect.stringMatching(/Line 9\s*A number that cannot be dialled\s*Bad call me/u),
    ]);
    expect(await asked("contacts.import")).toEqual([]);
    await page.getByRole("button", { name: "Keep 10 contacts" }).click();
    await page.getByText("10 new contacts.").first().waitFor();
    expect((await asked("people.find")).length).toBe(2);
  });

  test("is left alone by Escape, and one that cannot be used is said so", async () => {
    await open("people");
    await answerWith("contacts.read", { ok: true, importing: structuredClone(importing) as never });
    await page.getByRole("button", { name: "Import…" }).click();
    await page.getByRole("heading", { name: "Import from contacts.csv" }).waitFor();
    await page.keyboard.press("Escape");
    expect([await page.locator(".import").count(), await asked("contacts.import")]).toEqual([0, []]);
    const message = "There is no contact in this file. Choose another one.";
    await answerWith("contacts.read", { ok: false, failure: { kind: "badFile", message } });
    await page.getByRole("button", { name: "Import…" }).click();
    await page.locator(".refusal").getByText(message).waitFor();
  });
});

test("many contacts stand in the page a few screens at a time, and go on as one scrolls", async () => {
  await open("bothReady");
  const people = Array.from({ length: 400 }, (_, index) => aPerson({ id: `p${index}`, name: `Person ${index}` }));
  await answerWith("people.find", { ok: true, people: { people, hasMore: true, isAway: false } });
  await page.getByRole("button", { name: "People" }).click();
  await page.getByRole("button", { name: "Edit Person 0" }).waitFor();
  expect(await page.locator(".person-row").count()).toBeLessThan(60);
  await page.locator(".work").evaluate((work) => work.scrollTo(0, 67 * 200));
  await page.getByRole("button", { name: "Edit Person 200" }).waitFor();
  expect(await page.locator(".person-row").count()).toBeLessThan(60);
});

describe("a caller whom a contact names", () => {
  const remote = {
    number: "0312345678",
    name: "ACME SUPPORT",
    known: { name: "田中 由紀", company: "Tanaka Ltd.", from: "own" },
  } as const;

  test("stands on the card by that name, with what the network said beside it", async () => {
    await open("bothReady");
    await show(aSnapshot({ calls: [anIncomingCall({ remote })] }));
    await page.getByRole("heading", { name: "田中 由紀" }).waitFor();
    await page.getByText("Tanaka Ltd. · Shown as “ACME SUPPORT”").waitFor();
  });

  test("gets the name while it rings, by an Event of main", async () => {
    await open("bothReady");
    const snapshot = aSnapshot({ calls: [aCall({ id: "call-1", remote: { number: "0312345678", name: null } })] });
    await show(snapshot);
    await page.getByRole("heading", { name: "0312345678" }).waitFor();
    const event = {
      type: "call.named",
      at: snapshot.at,
      seq: snapshot.seq + 1,
      callId: snapshot.calls[0]?.id,
    } as const;
    await deliver({ type: "event", event: { ...event, known: remote.known } as never });
    await page.getByRole("heading", { name: "田中 由紀" }).waitFor();
  });

  test("keeps it in the list when the call is over", async () => {
    await open("bothReady");
    await show(aSnapshot({ calls: [anEndedCall({}, { remote, atEnded: aSnapshot().at - 25_000 })] }));
    await page.locator(".recent-row", { hasText: "田中 由紀" }).waitFor();
  });

  test("stays a contact when every call with the number is erased, and that is said", async () => {
    await open("foundPeople");
    await page.getByRole("button", { name: "Erase every call with 0312345678" }).click();
    await page.getByText("Tanaka Yuki stays among your contacts.").waitFor();
  });
});
