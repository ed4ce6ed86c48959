/** Which document counts at this seat: the administrator's file, the one that was good last, or what was set up here. */
import type { Log } from "../../shared/lib/log.ts";
import type { Result } from "../../shared/lib/result.ts";
import type { FetchTrouble } from "../../shared/model/enrolment.ts";
import type { OwnAccount } from "../../shared/model/own-account.ts";
import type { ComputerProvisioning } from "../../shared/model/provisioning-policy.ts";
import type { Configuration } from "../../shared/model/snapshot.ts";
import { toRawDocument, type RawDocument } from "./collect-offers.ts";
import type { LastGood } from "./last-good-document.ts";
import type { FindFileDoubt } from "./file-owner.ts";
import { isSignedBy } from "./is-signed-by.ts";
import type { OwnDocument } from "./own-document.ts";
import { readPolicyFile } from "./policy-file.ts";

export type FindDocumentNeeds = {
  readonly location: Result<string, string>;
  readonly findDoubt: FindFileDoubt;
  readonly lastGood: LastGood;
  readonly own: OwnDocument;
  readonly log: Log;
};

/** What is known beside the file. */
export type Circumstances = {
  /** What is in force is made of it. */
  readonly inForce: RawDocument | null;
  /** The policies of the computer say enough by themselves. */
  readonly isDecided: boolean;
  readonly trouble: FetchTrouble | null;
  /** What the computer's policy wants of a document that came by a link. */
  readonly provisioning: ComputerProvisioning;
};

export type FoundDocument = {
  readonly document: RawDocument | null;
  /** Why it is not the one that was looked for. */
  readonly problem: string | null;
  readonly setUp: Configuration["setUp"];
  readonly enrolment?: Configuration["enrolment"];
  readonly lost?: Configuration["lost"];
};

export function findDocument(needs: FindDocumentNeeds, circumstances: Circumstances): FoundDocument {
  const { location, findDoubt, lastGood, log } = needs;
  const { inForce, isDecided } = circumstances;
  if (!location.ok) return { document: null, problem: location.failure, setUp: "closed" };
  const path = location.value;
  const read = readPolicyFile(path);
  const doubt = read.ok ? findDoubt(path) : null;
  if (read.ok && doubt === null) {
    for (const line of read.value.unknownKeys) log.warn(line);
    return { document: toFileDocument(path, read.value.value), problem: null, setUp: "closed" };
  }
  const isMissing = !read.ok && read.failure.kind === "missing";
  if (isMissing && isDecided) return { document: null, problem: null, setUp: "closed" };
  const problem = doubt ?? (read.ok ? "" : read.failure.line);
  const kept = inForce?.where.kind === "document" ? inForce : toKept(path, lastGood.read(path));
  if (kept !== null) return { document: kept, problem, setUp: "closed" };
  return isMissing ? findOwn(needs.own, circumstances, problem) : { document: inForce, problem, setUp: "closed" };
}

/** No administrator has said anything here, now or before. */
function findOwn(own: OwnDocument, circumstances: Circumstances, problem: string): FoundDocument {
  const { inForce, trouble, provisioning } = circumstances;
  const account = own.read();
  if (account === null) {
    const lost = own.findLoss();
    return { document: null, problem, setUp: "open", ...(lost === null ? {} : { lost }) };
  }
  const origin = account.enrolment?.origin ?? null;
  const objection = findObjection(account, provisioning);
  // A policy that comes in the middle of a shift ends it for nobody: it counts from the next start on.
  if (objection !== null && inForce === null) {
    const lost = objection.kind === "unsigned" ? { lost: { why: objection.kind, origin } } : {};
    return { document: null, problem: objection.line, setUp: "open", ...lost };
  }
  const document = toRawDocument(account);
  const said = trouble?.kind === "notADocument" ? trouble.line : null;
  const line = objection?.line ?? said;
  if (account.enrolment === null) return { document, problem: line, setUp: "own" };
  const { atConfirmed } = account.enrolment;
  return {
    document,
    problem: line,
    setUp: "own",
    enrolment: { origin: account.enrolment.origin, atConfirmed, trouble },
  };
}

type Objection = { readonly kind: "unsigned" | "notSignedIn"; readonly line: string };

/** Why what was set up here earlier does not go with the computer's policy of today. */
function findObjection(account: OwnAccount, { signedBy, signIn }: ComputerProvisioning): Objection | null {
  const name = account.enrolment?.origin ?? "what was entered here";
  if (signIn !== undefined && account.enrolment?.isSignedIn !== true) {
    const line = `${name}: operators sign in on this computer (provisioning.signIn), so an account that was set up once is not used.`;
    return { kind: "notSignedIn", line };
  }
  if (signedBy === undefined || isSignedBy(signedBy, account)) return null;
  const line = `${name}: the document is not signed by the key of this computer's policy (provisioning.signedBy). Sign it.`;
  return { kind: "unsigned", line };
}

export function toFileDocument(path: string, raw: unknown): RawDocument {
  return { raw, where: { kind: "document", name: path } };
}

function toKept(path: string, raw: unknown): RawDocument | null {
  return raw === null ? null : toFileDocument(path, raw);
}
