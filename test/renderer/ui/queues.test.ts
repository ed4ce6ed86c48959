/** The queues in the window: one line and the press that is wanted most; behind it each queue, and which server differs. */
import { expect, test } from "vitest";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { linesOf, open, openPages, page, sent, show } from "./pages-under-test.ts";

openPages();

const press = (name: string | RegExp) => page.getByRole("button", { name }).click();
const rows = () => linesOf(page.locator(".queue-text"));

test("one press pauses every queue, and where the seat is paused one press goes on", async () => {
  await open("queuesReady");
  expect(await page.locator(".queues-opener").innerText()).toBe("Ready for calls of the queues");
  await press("Pause");
  await open("queuesPaused");
  expect(await page.locator(".queues-opener").innerText()).toBe("Paused: Lunch");
  await press("Resume");
  expect(await sent()).toEqual([{ type: "queue.unpause" }]);
});

test("behind the line each queue stands for itself, is paused for a reason, logged out of and in to by keyboard", async () => {
  await open("queuesPaused");
  await page.locator(".queues-opener").focus();
  await page.keyboard.press("Enter");
  expect(await rows()).toEqual(["Sales | Paused: Lunch", "Service | Logged out"]);
  await press("Training");
  await press("Log out of Sales");
  await press("Log in to Service");
  expect(await sent()).toEqual([
    { type: "queue.pause", reason: "2" },
    { type: "queue.logout", queueId: "500" },
    { type: "queue.login", queueId: "501" },
  ]);
  await page.keyboard.press("Escape");
  expect(await page.locator(".queue").count()).toBe(0);
});

test("servers that disagree are told apart in words, and so is what is being done about it", async () => {
  await open("queuesPutRight");
  await press(/disagree/u);
  expect(await rows()).toEqual([
    "Sales | The servers disagree. | Main: paused, being put right | Backup: ready",
    "Service | Ready | Main had paused you in Service for a call it could not deliver. That was undone.",
  ]);
  await open("queuesMainLost");
  await press(/^Ready in 1 of 2 queues/u);
  expect(await rows()).toEqual([
    "Sales | Paused: Training | Main cannot be reached; it is told as soon as it is back.",
    "Service | Ready | Main did not obey. Press again, or tell your administrator.",
  ]);
});

test("while nobody has said which of two servers is right, either answer is one press away", async () => {
  await open("queuesDisagree");
  await press("Main: paused · Backup: ready");
  expect(await rows()).toEqual(["Sales | The servers disagree. | Main: paused | Backup: ready"]);
  await press("Pause in Sales");
  await press("Resume in Sales");
  expect(await sent()).toEqual([
    { type: "queue.pause", queueId: "500" },
    { type: "queue.unpause", queueId: "500" },
  ]);
});

test("the work after a call is called so in the line too, and nothing there ends it by half", async () => {
  await open("wrapUp");
  expect(await linesOf(page.locator(".queues-line"))).toEqual(["Wrap-up"]);
  await open("wrapUpMissing");
  expect(await linesOf(page.locator(".queues-line"))).toEqual(["Ready for calls of the queues | Pause"]);
});

test("the window's menu logs out of the queues, and signs out where somebody signed in", async () => {
  await open("queuesReady");
  await press("More");
  await press("Log out of the queues");
  expect(await sent()).toEqual([{ type: "queue.logout" }]);
  const signedIn = {
    state: "good",
    problem: null,
    setUp: "closed",
    signIn: { origin: "https://it.example.com", isSignedIn: true },
  } as const;
  await show(aSnapshot({ configuration: signedIn }));
  await press("Sign out");
  await expect.poll(sent).toEqual([{ type: "queue.logout" }, { type: "operator.signOut" }]);
});

test("an extension is taken over in the menu, and not without one; one that is taken over is given back there", async () => {
  await open("deskFree");
  await press("More");
  await press("Take over");
  await page.getByText("That is no extension.").first().waitFor();
  await page.getByRole("textbox", { name: "Extension" }).fill("20-01");
  await page.keyboard.press("Enter");
  await expect.poll(sent).toEqual([{ type: "desk.takeOver", extension: "2001" }]);
  await open("deskTaken");
  await press("More");
  await page.getByText("Calls for 2001 ring here.").waitFor();
  await page.getByText("Not yet on every server.").waitFor();
  await press("Give it back");
  expect(await sent()).toEqual([{ type: "desk.release" }]);
});

test("do not disturb that is not the same on every server is said so beside its mark", async () => {
  await open("dndBehind");
  await press("More");
  await page.getByText("Do not disturb is not yet the same on every server.").waitFor();
});

test("an extension that was taken over, nobody knows which, is named to be given back", async () => {
  await open("deskUnnamed");
  await press("More");
  await page.getByText("Tandem no longer knows which one.").waitFor();
  await press("Give it back");
  await page.getByText("That is no extension.").first().waitFor();
  await page.getByRole("textbox", { name: "Extension" }).fill("2001");
  await press("Give it back");
  await expect.poll(sent).toEqual([{ type: "desk.release", extension: "2001" }]);
});
