/** Colleagues' lines in the window, the state beside a match when a call is given away, and the voicemail's one key. */
import { expect, test } from "vitest";
import type { CommandReply } from "../../../shared/contract/command.ts";
import { aPerson } from "../../builders/a-contact.ts";
import { field, linesOf, open, openPages, page, sent, sentBesideTyping } from "./pages-under-test.ts";

openPages();

const answerWith = (type: "people.find", reply: CommandReply) =>
  page.evaluate(([to, said]) => window.gallery?.phone.answer(to, said), [type, reply] as const);
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const rows = () => linesOf(page.locator(".colleague"));

test("every colleague stands there with what the line does in words, and where only one server says so, which", async () => {
  await open("colleagues");
  expect(await rows()).toEqual([
    "Tanaka Yuki | 1002 | Not on a call",
    "Sato Ken | 1003 | Ringing",
    "Mori Aya | 1004 | On a call through Backup",
    "Tani Jun | 1005 | On a call",
    "Warehouse | 2040 | Not known",
  ]);
  const shapes = await page.locator(".line-shape").evaluateAll((all) => all.map((one) => one.innerHTML));
  expect(new Set(shapes).size).toBe(4);
});

test("the handset calls, and only whom the operator added can be taken away", async () => {
  await open("colleagues");
  await press("Call Sato Ken");
  expect(await page.getByRole("button", { name: /from the list$/ }).count()).toBe(1);
  await press("Remove Warehouse from the list");
  expect(await sent()).toEqual([
    { type: "call.dial", target: "1003" },
    { type: "settings.change", change: { colleagues: [] } },
  ]);
});

test("where the document has codes, who rings is picked up, and who talks is listened to or spoken to alone", async () => {
  await open("colleagues");
  expect(await page.getByRole("button", { name: /^(?:Pick up|Listen|Whisper)/u }).count()).toBe(0);
  await open("colleaguesWithCodes");
  await press("Pick up the call that rings at Sato Ken");
  await press("Listen to the call of Tani Jun");
  await press("Whisper to Tani Jun");
  expect(await sent()).toEqual([
    { type: "colleague.pickUp", extension: "1003" },
    { type: "colleague.listen", extension: "1005" },
    { type: "colleague.whisper", extension: "1005" },
  ]);
});

test("a colleague is added by name and extension, and not twice, and not without an extension", async () => {
  await open("colleagues");
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  const extension = page.getByRole("textbox", { name: "Extension", exact: true });
  await name.fill("Yamada Emi");
  await page.keyboard.press("Enter");
  await page.getByText("That is no extension.").first().waitFor();
  await extension.fill("1003");
  await page.keyboard.press("Enter");
  await page.getByText("Sato Ken is on the list already.").first().waitFor();
  await extension.fill("10-50");
  await page.keyboard.press("Enter");
  await expect.poll(() => extension.inputValue()).toBe("");
  expect(await sent()).toEqual([
    {
      type: "settings.change",
      change: {
        colleagues: [
          { extension: "2040", name: "Warehouse" },
          { extension: "1050", name: "Yamada Emi" },
        ],
      },
    },
  ]);
});

test("the list is reached from the menu where it is empty, and at the foot of the window once it is not", async () => {
  await open("bothReady");
  expect(await page.getByRole("button", { name: "Colleagues" }).count()).toBe(0);
  await press("More");
  await press("Colleagues");
  await page.getByText("Add a colleague to see here whether they are on a call.").waitFor();
  await open("activeWithColleagues");
  await page.getByRole("navigation").getByRole("button", { name: "Colleagues" }).click();
  await expect.poll(rows).toHaveLength(5);
});

test("who is typed for a transfer is found with the state beside, those without a call first, and a press fills it in", async () => {
  await open("activeWithColleagues");
  await press("Transfer");
  await page.keyboard.type("ta");
  const matches = page.locator(".transfer-colleague");
  expect(await linesOf(matches)).toEqual(["Tanaka Yuki | 1002 | Not on a call", "Tani Jun | 1005 | On a call"]);
  await page.getByText("Several match. Enter leads to them.").waitFor();
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.className)).toBe("transfer-colleague");
  expect(await sentBesideTyping()).toEqual([]);
  await matches.first().click();
  await page.keyboard.press("Control+Enter");
  expect(await sentBesideTyping()).toEqual([{ type: "call.consult", callId: "call-1", target: "1002" }]);
});

test("a name that only one colleague has is enough", async () => {
  await open("activeWithColleagues");
  await press("Transfer");
  await page.keyboard.type("sato");
  await page.getByText("Enter transfers the call to 1003 at once.").waitFor();
  await page.keyboard.press("Enter");
  expect(await sentBesideTyping()).toEqual([{ type: "call.transferBlind", callId: "call-1", target: "1003" }]);
});

test("a contact of that name is found beside the colleague, with the line where it is watched, and neither is guessed", async () => {
  const people = [
    aPerson({ id: "boss", name: "Sato's desk", numbers: [{ kind: "work", number: "10-03" }] }),
    aPerson({
      id: "other",
      name: "Sato Hanako",
      company: "ACME",
      numbers: [{ kind: "mobile", number: "090-1111-2222" }],
    }),
  ];
  await open("activeWithColleagues");
  await answerWith("people.find", { ok: true, people: { people, hasMore: false, isAway: false } });
  await press("Transfer");
  await page.keyboard.type("sato");
  const matches = page.locator(".transfer-colleague");
  await page.getByText("Several match. Enter leads to them.").waitFor();
  expect(await linesOf(matches)).toEqual(["Sato Ken | 1003 | Ringing", "Sato Hanako | 090-1111-2222 | ACME"]);
  await page.keyboard.press("Enter");
  expect(await sentBesideTyping()).toEqual([]);
  await matches.last().press("Enter");
  await page.keyboard.press("Enter");
  expect(await sentBesideTyping()).toEqual([{ type: "call.transferBlind", callId: "call-1", target: "09011112222" }]);
});

test("the field finds colleagues with what their line does, and a step down leads to their handset", async () => {
  const people = [aPerson({ name: "Sato Hanako", numbers: [{ kind: "work", number: "1005" }] })];
  await open("activeWithColleagues");
  await answerWith("people.find", { ok: true, people: { people, hasMore: false, isAway: false } });
  await field().fill("sato");
  await page.locator(".person-row").waitFor();
  expect(await rows()).toEqual(["Sato Ken | 1003 | Ringing"]);
  expect(await page.locator(".person-line").getAttribute("title")).toBe("On a call");
  await field().press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(await sentBesideTyping()).toEqual([{ type: "call.dial", target: "1003" }]);
});

test("the lamp counts what waits, says where, and one key listens on the server that holds most", async () => {
  await open("messagesWait");
  const lamp = page.getByRole("button", { name: /^Voicemail\W+122 new voice messages$/ });
  expect(await lamp.getAttribute("title")).toBe(
    "122 new voice messages\nMain: 2 new, 1 heard\nBackup: 120 new, 1 heard\nCtrl+Shift+L listens.",
  );
  expect(await lamp.locator(".navigation-badge").innerText()).toBe("99+");
  await page.keyboard.press("Control+Shift+L");
  await lamp.click();
  const listening = { type: "call.dial", target: "*97", serverId: "backup", only: true };
  expect(await sent()).toEqual([listening, listening]);
});

test("a call that cannot be made just then says why", async () => {
  await open("messagesWait");
  await page.evaluate(() =>
    window.gallery?.phone.answer("call.dial", {
      ok: false,
      failure: { kind: "notNow", message: "Another call is being dialled. Wait until it rings, or end it." },
    }),
  );
  await page.keyboard.press("Control+Shift+L");
  await page.locator(".action-outcome").waitFor();
  await page.getByRole("button", { name: /^Voicemail/ }).click();
  await page.locator(".navigation-refusal").waitFor();
});

test("what a server told before it was lost is shown with the time, and is not dialled there", async () => {
  await open("colleaguesMainLost");
  const lamp = page.getByRole("button", { name: /^Voicemail\W+2 new voice messages$/ });
  expect(await lamp.getAttribute("title")).toMatch(/Main: 2 new, 1 heard, as of \d{1,2}:\d\d\s[AP]M\n/u);
  await lamp.click();
  expect(await sent()).toEqual([{ type: "call.dial", target: "*97", serverId: "backup", only: true }]);
});

test("without a number the lamp is only a lamp, and says why", async () => {
  await open("messagesWithoutNumber");
  const lamp = page.getByRole("button", { name: /^Voicemail\W+New voice messages$/ });
  expect(await lamp.getAttribute("title")).toContain("Your administrator has set no number to listen to messages.");
  await lamp.click({ force: true });
  await page.keyboard.press("Control+Shift+L");
  expect(await sent()).toEqual([]);
});
