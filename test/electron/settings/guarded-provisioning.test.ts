/** What a computer's policy of documents behind a link does to the configuration in force. */
import { describe, expect, test } from "vitest";
import { makeSigningKey, readSigningKey, signBytes, toPublicKey } from "../../../scripts/sign-document/signing-key.ts";
import type { KeptEnrolment, OwnAccount } from "../../../shared/model/own-account.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { aConfiguredComputer } from "./a-configured-computer.ts";
import { aPolicy } from "./a-policy.ts";
import { fakePolicies } from "./policies/fake-policies.ts";

const origin = "https://it.example.com";
const document = PolicyDocument.parse(aPolicy());
const typed: OwnAccount = { document, enrolment: null };

function byLink(more: Partial<KeptEnrolment> = {}): OwnAccount {
  return { document, enrolment: { link: `${origin}/seat#t`, origin, etag: null, atConfirmed: 1, ...more } };
}

function aSigner() {
  const key = readSigningKey(makeSigningKey());
  if (!key.ok) throw new Error(key.failure);
  const text = JSON.stringify(aPolicy());
  return { signedBy: toPublicKey(key.value), signed: { text, signature: signBytes(key.value, Buffer.from(text)) } };
}

const saying = (provisioning: object) => fakePolicies({ managed: { provisioning } });

describe("a computer whose policy guards what comes by a link", () => {
  test("takes no account that somebody types, and takes a link's", () => {
    const { open } = aConfiguredComputer();
    const source = open(saying({ hosts: ["it.example.com"] }));
    expect(source.current().configuration).toMatchObject({ state: "missing", setUp: "open", byLinkAlone: true });
    expect(source.enter(typed)).toBe(false);
    expect(source.enter(byLink())).toBe(true);
    expect(source.current().document).toEqual(document);
  });

  test("does not hear of it from a recommendation, a user's policy or the document itself", () => {
    const { open, log } = aConfiguredComputer();
    const source = open(fakePolicies({ recommended: { provisioning: { hosts: ["evil.example"] } } }));
    expect(source.provisioning().hosts).toBeUndefined();
    expect(log.lines.join("\n")).toContain(
      "provisioning.hosts: counts only in a policy that holds for the whole computer.",
    );
    const lying = { ...aPolicy(), provisioning: { signedBy: aSigner().signedBy } };
    expect(PolicyDocument.safeParse(lying).success).toBe(false);
  });

  test("says a mistake with its place, and leaves what was good in force", () => {
    const { open } = aConfiguredComputer();
    const policies = saying({ hosts: ["it.example.com"] });
    const source = open(policies);
    source.follow(() => undefined);
    policies.say({ managed: { provisioning: { hosts: ["https://it.example.com/"] } } });
    expect(source.provisioning().hosts).toEqual(["it.example.com"]);
    expect(source.current().configuration.problem).toMatch(/provisioning\.hosts.*must be a host in small letters/u);
  });
});

describe("a document that must be signed", () => {
  test("is looked at again at each start: the one that was signed, and no other", () => {
    const { signedBy, signed } = aSigner();
    const other = aSigner();
    const changed = PolicyDocument.parse({ ...aPolicy(), account: { user: "1999", password: "x" } });
    const cases: readonly (readonly [string, OwnAccount, boolean])[] = [
      ["signed", byLink({ signed }), true],
      ["by nobody", byLink(), false],
      ["typed", typed, false],
      ["by somebody else", byLink({ signed: other.signed }), false],
      ["another text", byLink({ signed: { ...signed, text: `${signed.text} ` } }), false],
      ["changed behind its signature", { ...byLink({ signed }), document: changed }, false],
    ];
    for (const [what, account, isTaken] of cases) {
      const { open, entered } = aConfiguredComputer();
      entered.account = account;
      const { configuration } = open(saying({ signedBy })).current();
      expect(configuration.state, what).toBe(isTaken ? "good" : "missing");
      const lost = isTaken ? undefined : { why: "unsigned", origin: account.enrolment?.origin ?? null };
      expect(configuration.lost, what).toEqual(lost);
    }
  });

  test("is still looked for where it lay, so that a signed one takes force by itself", () => {
    const { signedBy, signed } = aSigner();
    const { open, entered } = aConfiguredComputer();
    entered.account = byLink();
    const source = open(saying({ signedBy }));
    expect(source.account()).toEqual(byLink());
    expect(source.enter(byLink({ signed }))).toBe(true);
    expect(source.current().configuration).toMatchObject({ state: "good", setUp: "own" });
  });

  test("takes nobody's phone in the middle of a shift when the policy comes then", () => {
    const { open, entered } = aConfiguredComputer();
    entered.account = byLink();
    const policies = fakePolicies({});
    const source = open(policies);
    source.follow(() => undefined);
    policies.say({ managed: { provisioning: { signedBy: aSigner().signedBy } } });
    expect(source.current()).toMatchObject({
      document,
      configuration: { state: "stale", setUp: "own", problem: expect.stringContaining("not signed by the key") },
    });
    expect(open(policies).current().configuration.state).toBe("missing");
  });
});

describe("a shared computer", () => {
  const policy = { signIn: `${origin}/sign-in` };
  const signedIn = byLink({ link: null, isSignedIn: true });

  test("waits for a sign-in, takes nothing else, and is nobody's again after it", () => {
    const { open, entered } = aConfiguredComputer();
    const source = open(saying(policy));
    expect(source.current().configuration).toMatchObject({ state: "missing", signIn: { origin, isSignedIn: false } });
    expect([source.enter(typed), source.enter(byLink()), source.enter(signedIn)]).toEqual([false, false, true]);
    expect(source.current().configuration).toMatchObject({ state: "good", signIn: { origin, isSignedIn: true } });
    source.leave();
    expect([entered.account, source.phone()]).toEqual([null, null]);
    expect(source.current().configuration).toMatchObject({ state: "missing", signIn: { origin, isSignedIn: false } });
  });

  test("does not go on with an account that was set up before it was shared", () => {
    const { open, entered } = aConfiguredComputer();
    entered.account = byLink();
    expect(open(saying(policy)).current()).toMatchObject({ document: null, configuration: { state: "missing" } });
  });

  test("tells everybody at once that nobody is signed in", () => {
    const { open } = aConfiguredComputer();
    const source = open(saying(policy));
    source.enter(signedIn);
    const heard: (string | null)[] = [];
    source.follow(({ document: now }) => void heard.push(now?.account.user ?? null));
    source.leave();
    expect(heard).toEqual(["1001", null]);
  });
});
