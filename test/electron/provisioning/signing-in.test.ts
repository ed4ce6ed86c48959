import { describe, expect, test } from "vitest";
import type { Asking } from "../../../electron/provisioning/fetch-document.ts";
import type { Fetched } from "../../../electron/provisioning/read-answer.ts";
import { createSigningIn } from "../../../electron/provisioning/signing-in.ts";
import type { OwnAccount } from "../../../shared/model/own-account.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { ComputerProvisioning } from "../../../shared/model/provisioning-policy.ts";
import type { Configuration } from "../../../shared/model/snapshot.ts";
import { createFakeLog } from "../fake-log.ts";
import { aPolicy } from "../settings/a-policy.ts";

const origin = "https://it.example.com";
const anna = { user: "anna", password: "2468" };
const document = PolicyDocument.parse(aPolicy());
const signedIn: OwnAccount = {
  document,
  enrolment: { link: null, origin, etag: null, atConfirmed: 5_000, isSignedIn: true },
};

function aSharedComputer(policy: object = {}) {
  const world = {
    provisioning: ComputerProvisioning.parse({ signIn: `${origin}/sign-in`, ...policy }),
    setUp: "open" as Configuration["setUp"],
    lost: undefined as Configuration["lost"],
    account: null as OwnAccount | null,
    isDue: false,
    isInCall: false,
    answer: { kind: "document", document, etag: '"1"' } as Fetched,
    confirm: async () => true,
    takeLeave: async (): Promise<void> => undefined,
    erase: async (_what: string): Promise<void> => undefined,
    asked: [] as { readonly url: string; readonly asking: Asking | undefined }[],
    /** What happened, in its order. */
    story: [] as string[],
    log: createFakeLog(),
  };
  const signingIn = createSigningIn({
    current() {
      const isSignedIn = world.account?.enrolment?.isSignedIn === true;
      const lost = world.lost === undefined ? {} : { lost: world.lost };
      return { configuration: { setUp: world.setUp, signIn: { origin, isSignedIn }, ...lost } };
    },
    provisioning: () => world.provisioning,
    async fetch({ url }, asking) {
      world.asked.push({ url, asking });
      return world.answer;
    },
    enter(account) {
      world.story.push("entered");
      world.account = account;
      return true;
    },
    account: () => world.account,
    leave() {
      world.story.push("left");
      world.account = null;
    },
    async erase(what) {
      await world.erase(what);
      world.story.push(`erased ${what}`);
    },
    due: {
      read: () => world.isDue,
      write(isDue) {
        world.isDue = isDue;
        world.story.push(isDue ? "due" : "not due");
      },
    },
    isInCall: () => world.isInCall,
    confirm: () => world.confirm(),
    async takeLeave() {
      await world.takeLeave();
      world.story.push("took leave");
    },
    wallNow: () => 5_000,
    log: world.log,
  });
  return { world, signingIn };
}

describe("an operator of a shared computer", () => {
  test("signs in by name and password, and has the document that comes, without a link to look at again", async () => {
    const { world, signingIn } = aSharedComputer();
    expect(await signingIn.signIn(anna)).toEqual({ ok: true });
    expect(world.asked).toEqual([{ url: `${origin}/sign-in`, asking: { person: anna } }]);
    expect(world.account).toEqual(signedIn);
    expect(world.log.lines.join("\n")).not.toMatch(/2468|anna/u);
  });

  test("is told why not, and nothing takes force", async () => {
    const { world, signingIn } = aSharedComputer();
    world.answer = { kind: "trouble", trouble: { kind: "notAccepted" } };
    expect(await signingIn.signIn(anna)).toEqual({ ok: true, fetched: { kind: "notAccepted" } });
    expect([world.account, world.story]).toEqual([null, []]);
  });

  test("signs in nowhere the policy names no place for it, or an administrator's document decides", async () => {
    const { world, signingIn } = aSharedComputer({ signIn: undefined });
    const managed = { ok: false, failure: { kind: "notAllowed", message: expect.stringContaining("administrator") } };
    expect(await signingIn.signIn(anna)).toEqual(managed);
    const closed = aSharedComputer();
    closed.world.setUp = "closed";
    expect(await closed.signingIn.signIn(anna)).toEqual(managed);
    expect([world.asked, closed.world.asked]).toEqual([[], []]);
  });

  test("cannot take the place of one who is signed in", async () => {
    const { world, signingIn } = aSharedComputer();
    world.account = signedIn;
    expect(await signingIn.signIn(anna)).toMatchObject({ ok: false, failure: { kind: "notNow" } });
    expect(world.asked).toEqual([]);
  });
});

describe("signing out", () => {
  test("is confirmed, then takes the account away before anything is erased, and what is owed is written down", async () => {
    const { world, signingIn } = aSharedComputer();
    world.account = signedIn;
    expect(await signingIn.signOut()).toEqual({ ok: true });
    expect(world.story).toEqual(["took leave", "due", "left", "erased everything", "not due"]);
    expect(await signingIn.signOut()).toMatchObject({ ok: false, failure: { kind: "notNow" } });
  });

  test("erases what the policy says", async () => {
    const { world, signingIn } = aSharedComputer({ wipe: "secrets" });
    world.account = signedIn;
    await signingIn.signOut();
    expect(world.story).toContain("erased secrets");
  });

  test("is refused in a call, also in one that came while the question stood or the queues were left, and changes nothing where it is not meant", async () => {
    const { world, signingIn } = aSharedComputer();
    world.account = signedIn;
    world.isInCall = true;
    const refused = { ok: false, failure: { kind: "notNow", message: "You are in a call. Sign out once it is over." } };
    expect(await signingIn.signOut()).toEqual(refused);
    world.isInCall = false;
    world.confirm = async () => {
      world.isInCall = true;
      return true;
    };
    expect(await signingIn.signOut()).toEqual(refused);
    world.isInCall = false;
    world.confirm = async () => true;
    world.takeLeave = async () => {
      world.isInCall = true;
    };
    expect(await signingIn.signOut()).toEqual(refused);
    expect(world.story.splice(0)).toEqual(["took leave"]);
    world.isInCall = false;
    world.confirm = async () => false;
    expect(await signingIn.signOut()).toEqual({ ok: true });
    expect([world.account, world.story]).toEqual([signedIn, []]);
  });

  test("that could not erase everything stays owed", async () => {
    const { world, signingIn } = aSharedComputer();
    world.account = signedIn;
    world.erase = () => Promise.reject(new Error("the file is in use"));
    await signingIn.signOut();
    expect([world.account, world.isDue]).toEqual([null, true]);
    expect(world.log.lines.at(-1)).toMatch(/^error not everything was erased: .*the file is in use/u);
  });

  test("lets whoever comes next in only after everything is erased", async () => {
    const { world, signingIn } = aSharedComputer();
    world.account = signedIn;
    const slow = Promise.withResolvers<void>();
    world.erase = () => slow.promise;
    const begun = signingIn.begin();
    world.account = signedIn;
    void begun;
    const out = signingIn.signOut();
    await expect.poll(() => world.story).toEqual(["took leave", "due", "left"]);
    slow.resolve();
    await out;
    await signingIn.signIn({ user: "ben", password: "1357" });
    expect(world.story).toEqual(["took leave", "due", "left", "erased everything", "not due", "entered"]);
  });
});

describe("a start", () => {
  test.each([
    ["goes on with whoever is signed in", {}, false],
    ["ends a sign-in that lasts until Tandem ends", { signInLasts: "untilQuit" }, true],
  ] as const)("%s", async (_what, policy, isErased) => {
    const { world, signingIn } = aSharedComputer(policy);
    world.account = signedIn;
    await signingIn.begin();
    expect(world.account).toEqual(isErased ? null : signedIn);
    expect(world.story).toEqual(isErased ? ["due", "left", "erased everything", "not due"] : []);
  });

  test("finishes what an earlier one owed, and erases what is left of an account nobody signed in to", async () => {
    const owed = aSharedComputer({ signIn: undefined });
    owed.world.isDue = true;
    await owed.signingIn.begin();
    const former = aSharedComputer();
    former.world.account = { document, enrolment: null };
    await former.signingIn.begin();
    const unreadable = aSharedComputer();
    unreadable.world.lost = { why: "unreadable", origin };
    await unreadable.signingIn.begin();
    for (const { world } of [owed, former, unreadable]) expect(world.story.at(-1)).toBe("not due");
  });

  test("of a computer that nobody shares erases nothing", async () => {
    const { world, signingIn } = aSharedComputer({ signIn: undefined, signInLasts: "untilQuit" });
    world.account = { document, enrolment: null };
    await signingIn.begin();
    expect(world.story).toEqual([]);
  });
});
