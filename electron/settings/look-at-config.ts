/** The configuration in force as a running Tandem would have it, read without writing anything: another one may be running. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../../shared/lib/log.ts";
import type { Result } from "../../shared/lib/result.ts";
import { describeConfig, type DescribedConfig } from "./describe-config.ts";
import { createConfigSource, type ConfigSource } from "./effective-config.ts";
import { createLastGoodDocument } from "./last-good-document.ts";
import { createOwnDocument } from "./own-document.ts";
import type { Secrets } from "./secrets.ts";
import { readSettings, settingsName } from "./settings-store.ts";
import { freshSettings } from "./stored-settings.ts";

export type ConfigLook = {
  readonly config: ConfigSource;
  readonly described: DescribedConfig;
};

export type ConfigLookNeeds = {
  readonly folder: string;
  readonly location: Result<string, string>;
  readonly secrets: Secrets;
  readonly log: Log;
};

export function lookAtConfig({ folder, location, secrets, log }: ConfigLookNeeds): ConfigLook {
  const path = join(folder, `${settingsName}.json`);
  const stored = readSettings(path);
  const settings = stored ?? freshSettings;
  const config = createConfigSource({
    location,
    lastGood: createLastGoodDocument({ read: () => settings.lastGood, write: () => undefined }, secrets, log),
    own: createOwnDocument({ read: () => settings.own, write: () => undefined }, secrets),
    clock: { after: () => () => undefined },
    log,
  });
  const { document, configuration } = config.current();
  const { enrolment, setUp, state } = configuration;
  const own = enrolment === undefined ? "entered at this computer" : `a link of ${enrolment.origin}`;
  const file = location.ok ? location.value : location.failure;
  const described = describeConfig({
    source: setUp === "own" ? own : state === "stale" ? `the last good document of ${file}` : file,
    problem: stored === null ? `${path} cannot be read; the choices in it do not count.` : configuration.problem,
    document,
    written: location.ok && state === "good" && setUp === "closed" ? readWritten(location.value) : null,
    settings: settings.operator,
    policy: config.ofOperator(),
  });
  return { config, described };
}

function readWritten(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/u, ""));
  } catch {
    return null;
  }
}
