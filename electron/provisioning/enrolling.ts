/** From a pasted link to a phone that is set up: what it offers is shown, and exactly that is kept, all of it or nothing. */
import { accountIsManaged, refuseCommand, type CommandReply } from "../../shared/contract/command.ts";
import type { Log } from "../../shared/lib/log.ts";
import { readEnrolmentLink } from "../../shared/model/enrolment-link.ts";
import type { SetUpOffer } from "../../shared/model/enrolment.ts";
import type { OwnAccount } from "../../shared/model/own-account.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { Configuration } from "../../shared/model/snapshot.ts";
import type { FetchDocument } from "./fetch-document.ts";
import { toAccount } from "./to-account.ts";

export type EnrollingNeeds = {
  /** What is in force: it says whether an account may be entered at this computer. */
  readonly current: () => { readonly configuration: Pick<Configuration, "setUp" | "signIn"> };
  /** @returns false where an administrator's document decides. */
  readonly enter: (account: OwnAccount) => boolean;
  readonly fetch: FetchDocument;
  readonly wallNow: () => number;
  readonly log: Log;
};

export type Enrolling = {
  readonly fetch: (typed: string) => Promise<CommandReply>;
  readonly keep: (offerId: number) => Promise<CommandReply>;
};

type Offered = { readonly id: number; readonly account: OwnAccount };

export function createEnrolling({ current, enter, fetch, wallNow, log }: EnrollingNeeds): Enrolling {
  let offered: Offered | null = null;
  let asked = 0;

  return {
    async fetch(typed) {
      const { setUp, signIn } = current().configuration;
      if (setUp === "closed" || signIn !== undefined) return accountIsManaged;
      offered = null;
      asked += 1;
      const id = asked;
      const read = readEnrolmentLink(typed);
      if (!read.ok) return { ok: true, fetched: { kind: read.failure } };
      const { origin } = read.value;
      const fetched = await fetch(read.value);
      if (fetched.kind === "document") {
        // A link that was asked for before this one, and answers after it, is no offer any more.
        if (id === asked) {
          offered = {
            id,
            account: toAccount(fetched, { link: typed.trim(), origin, atConfirmed: wallNow(), isSignedIn: undefined }),
          };
        }
        return { ok: true, fetched: { kind: "offered", offer: toOffer(id, origin, fetched.document) } };
      }
      const trouble = fetched.kind === "trouble" ? fetched.trouble : { kind: "failing" as const, status: 304 };
      log.warn(`${origin} offered nothing: ${trouble.kind}`);
      return { ok: true, fetched: trouble };
    },

    async keep(offerId) {
      if (offered === null || offered.id !== offerId) {
        return refuseCommand("notNow", "What the link brought is no longer there. Fetch it again.");
      }
      const { account } = offered;
      offered = null;
      if (!enter(account)) return accountIsManaged;
      log.info(`set up by ${account.enrolment?.origin ?? "?"}`);
      return { ok: true };
    },
  };
}

function toOffer(id: number, origin: string, { account, servers }: PolicyDocument): SetUpOffer {
  return {
    id,
    origin,
    user: account.user,
    displayName: account.displayName,
    servers: servers
      .toSorted((a, b) => Number(b.role === "primary") - Number(a.role === "primary"))
      .map((server) => ({
        id: server.id,
        name: server.name,
        role: server.role,
        url: server.url,
        pinnedSpki: server.pinnedSpki,
      })),
  };
}
