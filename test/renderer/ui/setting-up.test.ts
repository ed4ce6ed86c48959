/** A link from IT in the wizard and in the settings, in a real Chromium with a pretended phone. */
import { describe, expect, test } from "vitest";
import type { CommandReply } from "../../../shared/contract/command.ts";
import { deliver, open, openPages, page, sent } from "./pages-under-test.ts";

openPages();

describe("setting a phone up by a link", () => {
  const offered = { type: "setup.fetch", link: "https://it.example.com/tandem/seat-7#Zk3v9QdTz0w" };
  const typed = async () =>
    (await sent()).filter((command) => !/"setup\.(?:read|check)"/u.test(JSON.stringify(command)));
  const show = () => page.getByRole("button", { name: "Show what it brings" }).click();

  test("shows what a clicked link brings before anything is kept, and keeps exactly that", async () => {
    await open("setUpByLink");
    expect(await page.getByRole("textbox", { name: "Link" }).inputValue()).toBe(offered.link);
    expect(await typed()).toEqual([]);
    await show();
    await page.getByRole("region", { name: "Account" }).getByText("Tanaka Yuki").waitFor();
    await page.getByRole("region", { name: "Backup", exact: true }).getByText("Answers in 12 ms.").waitFor();
    expect(await typed()).toEqual([offered]);
    await page.getByRole("button", { name: "Another link" }).click();
    expect(await page.getByRole("textbox", { name: "Link" }).inputValue()).toBe(offered.link);
    await show();
    await page.getByRole("button", { name: "Use this" }).click();
    await page.getByRole("heading", { name: "Try your phone" }).waitFor();
    expect(await typed()).toEqual([offered, offered, { type: "setup.keep", offerId: 1 }]);
  });

  test("says which line IT has to correct, and lets one type the account instead", async () => {
    await open("setUpByBadLink");
    await show();
    await page.getByText("What came cannot be used. Show IT the line below.").first().waitFor();
    await page.getByText(/^https:\/\/it\.example\.com: servers\[1\]\.url: must be/u).waitFor();
    const byLink = page.getByRole("radio", { name: "I have a link from IT" });
    await byLink.focus();
    await page.keyboard.press("ArrowDown");
    await page.getByRole("textbox", { name: "User or extension" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("radio");
  });

  test("is told in the settings, with the last word from there or why there was none", async () => {
    await open("settingsEnrolled");
    await page.getByText("https://it.example.com", { exact: true }).waitFor();
    await page.getByText(/^Last looked for: /u).waitFor();
    await open("settingsEnrolledAway");
    await page.getByText(/^The certificate of the link's server, from Example Industries .* has expired\./u).waitFor();
  });

  test("comes up over the window when a link is clicked there", async () => {
    await open("settingsEnrolled");
    await deliver({ type: "fillSetUp", link: "https://it.example.com/new" });
    await page.getByText("This phone was set up by https://it.example.com. A new link replaces that.").waitFor();
    expect(await page.getByRole("textbox", { name: "Link" }).inputValue()).toBe("https://it.example.com/new");
    await page.getByRole("button", { name: "Only try it" }).click();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
  });
});

describe("a phone that was set up and cannot be read any more", () => {
  test("says so before it asks again, and lets a person type only where the policy does", async () => {
    await open("notSetUpLost");
    await page.getByText(/can no longer read that: .* It was set up by https:\/\/it\.example\.com\.$/u).waitFor();
    expect(await page.getByRole("radio").count()).toBe(2);
    await open("notSetUpUnsigned");
    await page.getByText(/^Your administrator now wants what sets this phone up to be signed/u).waitFor();
    await page.getByRole("textbox", { name: "Link" }).waitFor();
    expect(await page.getByRole("radio").count()).toBe(0);
  });
});

describe("a shared computer", () => {
  const answer = (reply: CommandReply) =>
    page.evaluate((said) => window.gallery?.phone.answer("operator.signIn", said), reply);
  const signIns = async () => (await sent()).filter((command) => /"operator\./u.test(JSON.stringify(command)));

  test("is signed in to by the keyboard alone, and says what is missing where it is missing", async () => {
    await open("signIn");
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("type"));
    await expect.poll(focused).toBe("text");
    await page.keyboard.press("Enter");
    await page.getByText("Enter your user name, without a colon.").first().waitFor();
    await page.keyboard.type("anna");
    await page.keyboard.press("Enter");
    await page.getByText("Enter your password.").first().waitFor();
    expect([await focused(), await signIns()]).toEqual(["password", []]);
    await page.keyboard.type("2468");
    await page.keyboard.press("Enter");
    await expect.poll(signIns).toEqual([{ type: "operator.signIn", user: "anna", password: "2468" }]);
  });

  test("says why nobody was signed in, and has the password typed anew", async () => {
    await open("signIn");
    for (const [fetched, words] of [
      [{ kind: "notAccepted" }, "The user name or the password is not right. Check both, or ask IT."],
      [{ kind: "unreachable" }, /^Nobody can sign in just now: https:\/\/it\.example\.com cannot be reached/u],
      [{ kind: "unsigned" }, /^What https:\/\/it\.example\.com answered cannot be used/u],
    ] as const) {
      await answer({ ok: true, fetched });
      await page.getByRole("textbox", { name: "User name" }).fill("anna");
      await page.getByLabel("Password or PIN").fill("2468");
      await page.getByRole("button", { name: "Sign in" }).press("Enter");
      await page.locator(".refusal").getByText(words).waitFor();
      expect(await page.getByLabel("Password or PIN").inputValue()).toBe("");
    }
  });

  test("is signed out of in the settings, where nobody can type another account", async () => {
    await open("settingsSignedIn");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect.poll(signIns).toEqual([{ type: "operator.signOut" }]);
    expect(await page.getByRole("button", { name: "Change the account or try it" }).count()).toBe(0);
  });
});
