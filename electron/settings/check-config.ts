/** `--check-config`: whether this computer's documents and policies can be used, and every value that would be in force. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import { assembleDocument } from "./assemble-document.ts";
import { collectOffers } from "./collect-offers.ts";
import { describeSettings, type ReportedSetting } from "./describe-settings.ts";
import type { FindFileDoubt } from "./file-owner.ts";
import { toFileDocument } from "./find-document.ts";
import { isDecidedBy, type PolicySource } from "./policies/policy-levels.ts";
import { readPolicyFile } from "./policy-file.ts";
import { settingsName } from "./settings-store.ts";
import { migrateSettings } from "./stored-settings.ts";
import { reportSettings } from "./report-settings.ts";
import { toOperatorOffers } from "./to-operator-offers.ts";

export type ConfigVerdict = { readonly isGood: boolean; readonly text: string };

export type CheckConfigNeeds = {
  readonly location: Result<string, string>;
  readonly findDoubt: FindFileDoubt;
  readonly policies: Pick<PolicySource, "read">;
  /** Holds what the operator chose. */
  readonly userDataFolder: string;
};

type Checked = {
  /** What was looked at. */
  readonly name: string;
  readonly document: PolicyDocument;
  readonly settings: readonly ReportedSetting[];
};

export function checkConfig(needs: CheckConfigNeeds, format: "table" | "json"): ConfigVerdict {
  const checked = check(needs);
  if (!checked.ok) {
    const text = format === "table" ? checked.failure : toJson({ ok: false, problem: checked.failure });
    return { isGood: false, text };
  }
  const { name, document, settings } = checked.value;
  if (format === "json") return { isGood: true, text: toJson({ ok: true, document: name, settings }) };
  const { account, servers } = document;
  const names = servers.map((server) => `${server.name} (${server.role})`).join(" and ");
  const standby = servers.length === 1 ? "; nothing stands by" : "";
  const verdict = `ok: ${name}: account ${account.user} on ${names}${standby}`;
  return { isGood: true, text: `${verdict}\n\n${describeSettings(settings)}` };
}

/** Strict: what nobody knows is a problem like any other. */
function check({ location, findDoubt, policies, userDataFolder }: CheckConfigNeeds): Result<Checked, string> {
  const said = policies.read();
  if (!said.ok) return said;
  const unknown = said.value.unknownKeys[0];
  if (unknown !== undefined) return fail(unknown);
  if (!location.ok) return location;
  const path = location.value;
  const read = readPolicyFile(path);
  if (!read.ok && read.failure.kind === "invalid") return fail(read.failure.line);
  const doubt = read.ok ? (read.value.unknownKeys[0] ?? findDoubt(path)) : null;
  if (doubt !== null) return fail(doubt);
  const document = read.ok ? toFileDocument(path, read.value.value) : null;
  const offers = collectOffers(said.value.levels, document);
  const assembled = assembleDocument(offers, document, path);
  if (!assembled.ok) {
    return fail(read.ok || isDecidedBy(said.value.levels) ? assembled.failure : read.failure.line);
  }
  const name = document === null ? "the policies of this computer" : path;
  const { document: inForce, settings } = assembled.value;
  const ofOperator = toOperatorOffers(offers, assembled.value);
  return succeed({
    name,
    document: inForce,
    settings: reportSettings(settings, ofOperator, readChosen(userDataFolder)),
  });
}

/** What cannot be read was not chosen. */
function readChosen(folder: string): Readonly<Record<string, unknown>> {
  try {
    return migrateSettings(JSON.parse(readFileSync(join(folder, `${settingsName}.json`), "utf8")))?.operator ?? {};
  } catch {
    return {};
  }
}

function toJson(report: object): string {
  return JSON.stringify(report, null, 2);
}
