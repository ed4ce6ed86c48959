/** What is in force: read at start, read again when a document or a policy changes, and never lost to a bad edit. */
import type { Clock } from "../../shared/lib/clock.ts";
import { createEmitter } from "../../shared/lib/emitter.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { Result } from "../../shared/lib/result.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { FetchTrouble } from "../../shared/model/enrolment.ts";
import type { OperatorOffers } from "../../shared/model/operator-policy.ts";
import type { OwnAccount } from "../../shared/model/own-account.ts";
import type { PhoneConfig } from "../../shared/model/phone-config.ts";
import { readEnrolmentLink } from "../../shared/model/enrolment-link.ts";
import { anyProvisioning, type ComputerProvisioning } from "../../shared/model/provisioning-policy.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { Configuration } from "../../shared/model/snapshot.ts";
import { type OwnChoices, toPhoneConfig } from "../../shared/model/to-phone-config.ts";
import { assembleDocument, type Assembled } from "./assemble-document.ts";
import { type AllOffers, collectOffers, type RawDocument } from "./collect-offers.ts";
import { findDocument, toFileDocument, type FoundDocument } from "./find-document.ts";
import type { FindFileDoubt } from "./file-owner.ts";
import type { LastGood } from "./last-good-document.ts";
import type { OwnDocument } from "./own-document.ts";
import { isDecidedBy, toComputerProvisioning, type PolicyLevels, type PolicySource } from "./policies/policy-levels.ts";
import type { ReportedSetting } from "./describe-settings.ts";
import { createPolicyReader } from "./policies/read-policies.ts";
import { reportSettings } from "./report-settings.ts";
import { toOperatorOffers } from "./to-operator-offers.ts";
import { watchFile } from "./watch-file.ts";

export type EffectiveConfig = {
  readonly document: PolicyDocument | null;
  readonly configuration: Configuration;
};

export type ConfigSourceNeeds = {
  /** From findPolicyFile: the path, or why there is none. */
  readonly location: Result<string, string>;
  readonly findDoubt: FindFileDoubt;
  readonly policies: PolicySource;
  readonly lastGood: LastGood;
  readonly lastGoodPolicies: LastGood;
  readonly own: OwnDocument;
  readonly clock: Pick<Clock, "after">;
  readonly log: Log;
};

export type ConfigSource = {
  readonly current: () => EffectiveConfig;
  /** What the engine needs of the document in force, and of the operator's own choices. */
  readonly phone: (choices?: OwnChoices) => PhoneConfig | null;
  /** What documents and policies say of the operator's settings. */
  readonly ofOperator: () => OperatorOffers;
  /** Every value in force and who decided it, no secret among them. @param chosen by the operator, as it is kept. */
  readonly report: (chosen: Readonly<Record<string, unknown>>) => readonly ReportedSetting[];
  /** Whether `--dial` may dial by itself. */
  readonly mayDialByFlag: () => boolean;
  /** The listener hears what is in force now, and again whenever a document or a policy changes it. */
  readonly follow: (listener: (config: EffectiveConfig) => void) => void;
  /** What was entered here, or came by a link, takes force; false where an administrator's document decides. */
  readonly enter: (account: OwnAccount) => boolean;
  /** What was entered here, where it is in force, or would be but for a policy that came later. */
  readonly account: () => OwnAccount | null;
  /** What the computer's policy says of documents that come by a link. */
  readonly provisioning: () => ComputerProvisioning;
  /** The operator who signed in is signed in no more; nothing is in force after it. */
  readonly leave: () => void;
  /** A look for a newer document came to nothing: what is in force stays, and the trouble is told. */
  readonly noteTrouble: (trouble: FetchTrouble) => void;
  readonly stop: () => void;
};

type InForce = {
  readonly config: EffectiveConfig;
  /** What it is made of; null: of policies alone, or there is nothing. */
  readonly document: RawDocument | null;
  readonly ofOperator: OperatorOffers;
  readonly settings: Assembled["settings"];
};

/** What is tried; whether it came to anything. */
type Attempt = {
  readonly document: RawDocument | null;
  readonly offers: AllOffers;
  readonly assembled: Result<Assembled, string>;
};

type Whose = Pick<FoundDocument, "setUp" | "enrolment" | "lost">;

export function createConfigSource(needs: ConfigSourceNeeds): ConfigSource {
  const { location, policies, lastGood, own, clock, log } = needs;
  const changes = createEmitter<EffectiveConfig>((error) =>
    log.error(`a listener to settings threw: ${String(error)}`),
  );
  const path = location.ok ? location.value : "";
  const file = location.ok ? watchFile(path, clock, log) : null;
  const readPolicies = createPolicyReader(needs);
  let trouble: FetchTrouble | null = null;
  let provisioning = anyProvisioning;
  let current = read(null);

  function read(before: InForce | null): InForce {
    const next = findInForce(before);
    const { configuration } = next.config;
    if (configuration.setUp === "closed") return next;
    return { ...next, config: { ...next.config, configuration: { ...configuration, ...tellRules(configuration) } } };
  }

  /** What the window must know of them. */
  function tellRules({ setUp }: Configuration): Pick<Configuration, "byLinkAlone" | "signIn"> {
    const { signIn } = provisioning;
    const isSignedIn = setUp === "own" && own.read()?.enrolment?.isSignedIn === true;
    const there = signIn === undefined ? null : readEnrolmentLink(signIn);
    return {
      ...(isByLinkAlone(provisioning) ? { byLinkAlone: true } : {}),
      ...(there?.ok === true ? { signIn: { origin: there.value.origin, isSignedIn } } : {}),
    };
  }

  function findInForce(before: InForce | null): InForce {
    const said = readPolicies();
    provisioning = toComputerProvisioning(said.levels);
    const isDecided = isDecidedBy(said.levels);
    const found = findDocument(needs, {
      inForce: before?.document ?? null,
      isDecided: isDecided && attempt(said.levels, null).assembled.ok,
      trouble,
      provisioning,
    });
    const made = attempt(said.levels, found.document);
    // Recommended alone, an account is as good as entered here: it works, and it may be changed.
    const isAdvised = made.assembled.ok && found.setUp === "open";
    if (made.assembled.ok) {
      const problem = (isAdvised ? null : found.problem) ?? said.problem;
      if (problem !== null) log.warn(problem);
      if (found.problem === null && made.document?.where.kind === "document") lastGood.write(path, made.document.raw);
      return toInForce(made, made.assembled.value, problem, isAdvised ? { setUp: "own" } : found);
    }
    // Policies that should say whose phone this is leave nobody a choice, usable or not.
    const isOpen = found.setUp === "open" && said.problem === null && !isDecided;
    const closed = found.setUp === "open" ? { setUp: "closed" as const } : found;
    const told = isOpen || found.setUp !== "open" ? found.problem : null;
    const line = told ?? said.problem ?? made.assembled.failure;
    log.warn(line);
    const kept = keepGood(before, said.levels, found, line, closed);
    if (kept !== null) return kept;
    const lost = isOpen && found.lost !== undefined ? { lost: found.lost } : {};
    const configuration = { state: "missing" as const, problem: line, setUp: isOpen ? "open" : closed.setUp, ...lost };
    return {
      config: { document: null, configuration },
      document: null,
      ofOperator: toOperatorOffers(made.offers, null),
      settings: {},
    };
  }

  function attempt(levels: PolicyLevels, document: RawDocument | null): Attempt {
    const offers = collectOffers(levels, document);
    return { document, offers, assembled: assembleDocument(offers, document, path) };
  }

  /** @returns what was in force, or what the administrator's file said when it was good last; null: neither is there. */
  function keepGood(
    before: InForce | null,
    levels: PolicyLevels,
    found: FoundDocument,
    line: string,
    whose: Whose,
  ): InForce | null {
    const inForce = before?.config.document ?? null;
    if (before !== null && inForce !== null) {
      log.warn("what was in force stays in force");
      return { ...before, config: toConfig(inForce, line, whose) };
    }
    const raw = found.document?.where.kind === "document" ? lastGood.read(path) : null;
    const again = raw === null ? null : attempt(levels, toFileDocument(path, raw));
    if (again === null || !again.assembled.ok) return null;
    log.warn("the last good document stays in force");
    return toInForce(again, again.assembled.value, line, whose);
  }

  function reload(): void {
    const next = read(current);
    if (isSameValue(next, current)) return;
    current = next;
    log.info(`configuration is ${next.config.configuration.state}`);
    changes.emit(next.config);
  }

  return {
    current: () => current.config,
    phone: (choices) => (current.config.document === null ? null : toPhoneConfig(current.config.document, choices)),
    ofOperator: () => current.ofOperator,
    report: (chosen) => reportSettings(current.settings, current.ofOperator, chosen),
    mayDialByFlag: () => current.config.document?.dialing.dialFromCommandLine === true,
    follow(listener) {
      listener(current.config);
      changes.listen(listener);
      file?.follow(reload);
      policies.follow(reload);
    },
    enter(account) {
      if (current.config.configuration.setUp === "closed" || !isTaken(account, provisioning)) return false;
      trouble = null;
      own.write(account);
      reload();
      return true;
    },
    account: () => (current.config.configuration.setUp === "closed" ? null : own.read()),
    provisioning: () => provisioning,
    leave() {
      trouble = null;
      own.erase();
      current = read(null);
      log.info("signed out");
      changes.emit(current.config);
    },
    noteTrouble(next) {
      trouble = next;
      reload();
    },
    stop() {
      file?.stop();
      policies.stop();
    },
  };
}

function toInForce({ document, offers }: Attempt, made: Assembled, problem: string | null, whose: Whose): InForce {
  const config = toConfig(made.document, problem, whose);
  return { config, document, ofOperator: toOperatorOffers(offers, made), settings: made.settings };
}

function isByLinkAlone({ hosts, signedBy, signIn }: ComputerProvisioning): boolean {
  return hosts !== undefined || signedBy !== undefined || signIn !== undefined;
}

/** What a link brought was looked at when it was fetched. */
function isTaken({ enrolment }: OwnAccount, provisioning: ComputerProvisioning): boolean {
  if (provisioning.signIn !== undefined) return enrolment?.isSignedIn === true;
  return enrolment !== null || !isByLinkAlone(provisioning);
}

function toConfig(document: PolicyDocument, problem: string | null, { setUp, enrolment }: Whose): EffectiveConfig {
  const state = problem === null ? "good" : "stale";
  return { document, configuration: { state, problem, setUp, ...(enrolment === undefined ? {} : { enrolment }) } };
}
