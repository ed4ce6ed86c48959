/** The document in force: read at start, read again when its file changes, and never lost to a bad edit. */
import type { Clock } from "../../shared/lib/clock.ts";
import { createEmitter } from "../../shared/lib/emitter.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { Result } from "../../shared/lib/result.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { FetchTrouble } from "../../shared/model/enrolment.ts";
import { noForwarding } from "../../shared/model/forwarding.ts";
import type { OperatorPolicy } from "../../shared/model/operator-policy.ts";
import type { OwnAccount } from "../../shared/model/own-account.ts";
import type { PhoneConfig } from "../../shared/model/phone-config.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { Configuration } from "../../shared/model/snapshot.ts";
import { type OwnChoices, toPhoneConfig } from "../../shared/model/to-phone-config.ts";
import { readPolicyFile } from "./policy-file.ts";
import type { OwnDocument } from "./own-document.ts";
import { watchFile } from "./watch-file.ts";

export type EffectiveConfig = {
  readonly document: PolicyDocument | null;
  readonly configuration: Configuration;
};

/** The last document that was good, kept across starts. */
export type LastGood = {
  readonly read: (path: string) => PolicyDocument | null;
  readonly write: (path: string, document: PolicyDocument) => void;
};

export type ConfigSourceNeeds = {
  /** From findPolicyFile: the path, or why there is none. */
  readonly location: Result<string, string>;
  readonly lastGood: LastGood;
  readonly own: OwnDocument;
  readonly clock: Pick<Clock, "after">;
  readonly log: Log;
};

export type ConfigSource = {
  readonly current: () => EffectiveConfig;
  /** What the engine needs of the document in force, and of the operator's own choices. */
  readonly phone: (choices?: OwnChoices) => PhoneConfig | null;
  /** What the document in force holds of the operator's settings. */
  readonly ofOperator: () => OperatorPolicy;
  /** Whether `--dial` may dial by itself. */
  readonly mayDialByFlag: () => boolean;
  /** The listener hears what is in force now, and again whenever the file changes it. */
  readonly follow: (listener: (config: EffectiveConfig) => void) => void;
  /** What was entered here, or came by a link, takes force; false where an administrator's document decides. */
  readonly enter: (account: OwnAccount) => boolean;
  /** What was entered here, where it is in force. */
  readonly account: () => OwnAccount | null;
  /** A look for a newer document came to nothing: what is in force stays, and the trouble is told. */
  readonly noteTrouble: (trouble: FetchTrouble) => void;
  readonly stop: () => void;
};

export function createConfigSource({ location, lastGood, own, clock, log }: ConfigSourceNeeds): ConfigSource {
  const changes = createEmitter<EffectiveConfig>((error) =>
    log.error(`a listener to settings threw: ${String(error)}`),
  );
  const file = location.ok ? watchFile(location.value, clock, log) : null;
  let trouble: FetchTrouble | null = null;
  let current = read(null);

  function read(before: EffectiveConfig | null): EffectiveConfig {
    if (!location.ok) return keep(before?.document ?? null, location.failure);
    const path = location.value;
    const result = readPolicyFile(path);
    if (!result.ok) {
      const isOwn = before?.configuration.setUp === "own";
      const kept = before?.document ?? lastGood.read(path);
      const isNobodys = result.failure.kind === "missing" && (kept === null || isOwn);
      return isNobodys ? useOwn(result.failure.line) : keep(kept, result.failure.line);
    }
    const { document, unknownKeys } = result.value;
    for (const line of unknownKeys) log.warn(line);
    lastGood.write(path, document);
    return { document, configuration: { state: "good", problem: null, setUp: "closed" } };
  }

  /** No administrator has said anything here, now or before. */
  function useOwn(problem: string): EffectiveConfig {
    const account = own.read();
    if (account === null) return { document: null, configuration: { state: "missing", problem, setUp: "open" } };
    const { document, enrolment } = account;
    if (enrolment === null) return { document, configuration: { state: "good", problem: null, setUp: "own" } };
    const { origin, atConfirmed } = enrolment;
    const line = trouble?.kind === "notADocument" ? trouble.line : null;
    const state = line === null ? "good" : "stale";
    return {
      document,
      configuration: { state, problem: line, setUp: "own", enrolment: { origin, atConfirmed, trouble } },
    };
  }

  function keep(document: PolicyDocument | null, problem: string): EffectiveConfig {
    log.warn(problem);
    if (document === null) return { document, configuration: { state: "missing", problem, setUp: "closed" } };
    log.warn("the last good document stays in force");
    return { document, configuration: { state: "stale", problem, setUp: "closed" } };
  }

  function reload(): void {
    const next = read(current);
    if (isSameValue(next, current)) return;
    current = next;
    log.info(`configuration is ${next.configuration.state}`);
    changes.emit(next);
  }

  return {
    current: () => current,
    phone: (choices) => (current.document === null ? null : toPhoneConfig(current.document, choices)),
    ofOperator() {
      if (current.document === null) return {};
      const { media, window, failover } = current.document;
      const { iceServers: _iceServers, ...voice } = media;
      return { ...voice, ...window, ...(failover.forwarding === "off" ? { forwarding: noForwarding } : {}) };
    },
    mayDialByFlag: () => current.document?.dialing.dialFromCommandLine === true,
    follow(listener) {
      listener(current);
      changes.listen(listener);
      file?.follow(reload);
    },
    enter(account) {
      if (current.configuration.setUp === "closed") return false;
      trouble = null;
      own.write(account);
      reload();
      return true;
    },
    account: () => (current.configuration.setUp === "own" ? own.read() : null),
    noteTrouble(next) {
      trouble = next;
      reload();
    },
    stop: () => file?.stop(),
  };
}
