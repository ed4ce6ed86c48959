/** The configuration in force as a running Tandem would have it, read without writing anything: another one may be running. */
import { join } from "node:path";
import type { Log } from "../../shared/lib/log.ts";
import type { Result } from "../../shared/lib/result.ts";
import type { ReportedSetting } from "./describe-settings.ts";
import { createConfigSource, type ConfigSource } from "./effective-config.ts";
import type { FindFileDoubt } from "./file-owner.ts";
import { createLastGood } from "./last-good-document.ts";
import { createOwnDocument } from "./own-document.ts";
import type { PolicySource } from "./policies/policy-levels.ts";
import type { Secrets } from "./secrets.ts";
import { readSettings, settingsName } from "./settings-store.ts";
import { freshSettings, type StoredSettings } from "./stored-settings.ts";

export type DescribedConfig = {
  /** The file, or what stands in for one. */
  readonly source: string;
  readonly problem: string | null;
  /** Secrets masked. */
  readonly settings: readonly ReportedSetting[];
};

type SettingsSlot = StoredSettings["lastGood" | "lastGoodPolicies"];

export type ConfigLook = {
  readonly config: ConfigSource;
  readonly described: DescribedConfig;
};

export type ConfigLookNeeds = {
  readonly folder: string;
  readonly location: Result<string, string>;
  readonly findDoubt: FindFileDoubt;
  readonly policies: PolicySource;
  readonly secrets: Secrets;
  readonly log: Log;
};

export function lookAtConfig({ folder, location, findDoubt, policies, secrets, log }: ConfigLookNeeds): ConfigLook {
  const path = join(folder, `${settingsName}.json`);
  const stored = readSettings(path);
  const settings = stored ?? freshSettings;
  const keep = (kept: SettingsSlot) => createLastGood({ read: () => kept, write: () => undefined }, secrets, log);
  const config = createConfigSource({
    location,
    findDoubt,
    policies,
    lastGood: keep(settings.lastGood),
    lastGoodPolicies: keep(settings.lastGoodPolicies),
    own: createOwnDocument(
      {
        own: { read: () => settings.own, write: () => undefined },
        ownUnreadable: { read: () => undefined, write: () => undefined },
      },
      secrets,
    ),
    clock: { after: () => () => undefined },
    log,
  });
  const { enrolment, setUp, state, problem } = config.current().configuration;
  const own = enrolment === undefined ? "entered at this computer" : `a link of ${enrolment.origin}`;
  const file = location.ok ? location.value : location.failure;
  const described = {
    source: setUp === "own" ? own : state === "stale" ? `the last good document of ${file}` : file,
    problem: stored === null ? `${path} cannot be read; the choices in it do not count.` : problem,
    settings: config.report(settings.operator),
  };
  return { config, described };
}
