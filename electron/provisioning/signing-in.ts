/** Operators of a shared computer: one signs in and has his phone, signs out and leaves nothing to whoever comes next. */
import { accountIsManaged, refuseCommand, type CommandReply } from "../../shared/contract/command.ts";
import type { Log } from "../../shared/lib/log.ts";
import { readEnrolmentLink } from "../../shared/model/enrolment-link.ts";
import type { OwnAccount } from "../../shared/model/own-account.ts";
import type { ComputerProvisioning } from "../../shared/model/provisioning-policy.ts";
import type { Configuration } from "../../shared/model/snapshot.ts";
import type { FetchDocument, Person } from "./fetch-document.ts";
import { toAccount } from "./to-account.ts";

type Erasing = ComputerProvisioning["wipe"];

export type SigningInNeeds = {
  readonly current: () => { readonly configuration: Pick<Configuration, "setUp" | "signIn" | "lost"> };
  readonly provisioning: () => ComputerProvisioning;
  readonly fetch: FetchDocument;
  /** @returns false where an administrator's document decides. */
  readonly enter: (account: OwnAccount) => boolean;
  /** What is kept of whoever is signed in, also where it is not in force. */
  readonly account: () => OwnAccount | null;
  /** Nothing is in force after it, and nobody's account is kept. */
  readonly leave: () => void;
  /** Everything else of whoever used this computer. */
  readonly erase: (what: Erasing) => Promise<void>;
  /** Kept over starts: somebody left, and not all of his is known to be gone. */
  readonly due: { readonly read: () => boolean; readonly write: (isDue: boolean) => void };
  readonly isInCall: () => boolean;
  /** Resolves to true when the operator means it. */
  readonly confirm: () => Promise<boolean>;
  /** What the seat has to undo at the servers while it still can. */
  readonly takeLeave: () => Promise<void>;
  readonly wallNow: () => number;
  readonly log: Log;
};

export type SigningIn = {
  readonly signIn: (person: Person) => Promise<CommandReply>;
  readonly signOut: () => Promise<CommandReply>;
  /** To be called once a start, before anybody hears what is in force: erases what an earlier one should have. */
  readonly begin: () => Promise<void>;
};

export function createSigningIn(needs: SigningInNeeds): SigningIn {
  const { current, provisioning, log } = needs;
  /** Whoever comes next waits until all of the one before is gone. */
  let erasing: Promise<void> = Promise.resolve();
  let isAsking = false;

  function leave(): Promise<void> {
    needs.due.write(true);
    needs.leave();
    erasing = eraseAfter(erasing);
    return erasing;
  }

  async function eraseAfter(before: Promise<void>): Promise<void> {
    await before;
    const what = provisioning().wipe;
    try {
      await needs.erase(what);
      needs.due.write(false);
      log.info(`erased: ${what}`);
    } catch (error) {
      log.error(`not everything was erased: ${String(error)}. It is tried again at the next start.`);
    }
  }

  function isLeftOver(): boolean {
    if (needs.due.read()) return true;
    const { signIn, signInLasts } = provisioning();
    const account = needs.account();
    if (signIn === undefined) return false;
    // Whoever it was: what is left of him is nothing for the next one.
    if (account === null) return current().configuration.lost !== undefined;
    return signInLasts === "untilQuit" || account.enrolment?.isSignedIn !== true;
  }

  async function fetchFor(person: Person, typed: string): Promise<CommandReply> {
    const link = readEnrolmentLink(typed);
    if (!link.ok) return accountIsManaged;
    await erasing;
    const { origin } = link.value;
    const fetched = await needs.fetch(link.value, { person });
    if (fetched.kind !== "document") {
      const trouble = fetched.kind === "trouble" ? fetched.trouble : { kind: "failing" as const, status: 304 };
      log.warn(`nobody was signed in by ${origin}: ${trouble.kind}`);
      return { ok: true, fetched: trouble };
    }
    const account = toAccount(fetched, { link: null, origin, atConfirmed: needs.wallNow(), isSignedIn: true });
    if (!needs.enter(account)) return accountIsManaged;
    log.info(`signed in by ${origin}`);
    return { ok: true };
  }

  return {
    async signIn(person) {
      const { signIn: link } = provisioning();
      const { setUp, signIn } = current().configuration;
      if (link === undefined || setUp === "closed") return accountIsManaged;
      if (signIn?.isSignedIn === true || isAsking)
        return refuseCommand("notNow", "Somebody is signed in already. Sign out first.");
      isAsking = true;
      try {
        return await fetchFor(person, link);
      } finally {
        isAsking = false;
      }
    },

    async signOut() {
      const isSignedIn = () => current().configuration.signIn?.isSignedIn === true;
      if (!isSignedIn()) return refuseCommand("notNow", "Nobody is signed in here.");
      if (needs.isInCall()) return isInCallNow;
      if (isAsking) return { ok: true };
      isAsking = true;
      try {
        if (!(await needs.confirm()) || !isSignedIn()) return { ok: true };
        // A call may have come while the question stood.
        if (needs.isInCall()) return isInCallNow;
        await needs.takeLeave();
        if (needs.isInCall()) return isInCallNow;
        await leave();
        return { ok: true };
      } finally {
        isAsking = false;
      }
    },

    async begin() {
      if (!isLeftOver()) return;
      log.info("somebody's sign-in is over");
      await leave();
    },
  };
}

const isInCallNow = refuseCommand("notNow", "You are in a call. Sign out once it is over.");
