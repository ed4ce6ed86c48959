/** From a list of operators and a site file to every file of a roster. Pure: chance and what was there before are passed in. */
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import { PolicyDocument } from "../../shared/model/policy-document.ts";
import { describeIssue } from "../files/describe-issue.ts";
import { parseJson } from "../files/parse-json.ts";
import type { Roster } from "./asterisk/roster.ts";
import { toExtensions } from "./asterisk/to-extensions.ts";
import { toPjsip } from "./asterisk/to-pjsip.ts";
import { toHttp, toParking, toQueues, toVoicemail } from "./asterisk/to-small-files.ts";
import { readOperators } from "./read-operators.ts";
import { keepSecrets, type RosterState, type SecretDice } from "./roster-state.ts";
import { SiteDocument } from "./site-document.ts";
import { toDocument } from "./to-document.ts";
import { toSubscriberCsv, toSubscriberSql } from "./to-kamailio.ts";
import { toReadme } from "./to-readme.ts";

/** A file by its name, with what stands in it. */
export type NamedText = { readonly name: string; readonly text: string };

export type MadeRoster = {
  /** By path below the folder they go to. */
  readonly files: ReadonlyMap<string, string>;
  readonly state: RosterState;
  /** Who is new, and who left the list, as `1001 Anna`. */
  readonly joined: readonly string[];
  readonly left: readonly string[];
  readonly seats: number;
  /** What was put up with, and the administrator should know. */
  readonly remarks: readonly string[];
};

export type RosterNeeds = {
  readonly list: NamedText;
  readonly site: NamedText;
  readonly state: RosterState;
  readonly dice: SecretDice;
};

/** @returns one line for each thing that is wrong, all at once. */
export function makeRoster({ list, site, state, dice }: RosterNeeds): Result<MadeRoster, readonly string[]> {
  const read = readSite(site);
  if (!read.ok) return read;
  const operators = readOperators(list.name, list.text, read.value);
  if (!operators.ok) return operators;
  const sorted = operators.value.operators.toSorted((a, b) => (a.extension < b.extension ? -1 : 1));
  const roster: Roster = { site: read.value, operators: sorted, secrets: keepSecrets(state, sorted, dice) };
  const documents = writeDocuments(roster, site.name);
  if (!documents.ok) return documents;
  const files = new Map([...writeServers(roster), ...documents.value, ["README.md", toReadme(read.value)] as const]);
  const here = new Set(sorted.map(({ extension }) => extension));
  const { unusedColumns } = operators.value;
  return succeed({
    files,
    state: { version: 1, operators: Object.fromEntries(roster.secrets), files: [...files.keys()].toSorted() },
    joined: sorted
      .filter(({ extension }) => !(extension in state.operators))
      .map((one) => `${one.extension} ${one.name}`),
    left: Object.entries(state.operators).flatMap(([extension, { name }]) =>
      here.has(extension) ? [] : [`${extension} ${name}`],
    ),
    seats: sorted.length,
    remarks: [
      ...unusedColumns.map((title) => `the column "${title}" of ${list.name} means nothing here and was left out.`),
      ...(read.value.emergency.length > 0 && read.value.trunks.length === 0
        ? [`no trunk carries the emergency numbers of ${site.name}. Add one, or dial them in extensions-own.conf.`]
        : []),
    ],
  });
}

/** As strict as --check-config, and what operators' documents will say of it is told here, once. */
function readSite({ name, text }: NamedText): Result<SiteDocument, readonly string[]> {
  const json = parseJson(name, text);
  if (!json.ok) return fail([json.failure]);
  const site = SiteDocument.safeParse(json.value);
  if (!site.success)
    return fail(site.error.issues.map((issue) => describeIssue({ name, path: [] }, issue, json.value)));
  const nobody = { extension: "10", name: "Nobody", queues: [], number: null, isSupervisor: true };
  const sample = toDocument(site.data, nobody, { secret: "x" }, 1);
  const document = PolicyDocument.safeParse(sample);
  if (document.success) return succeed(site.data);
  const atHome = new Set(["servers", "failover", "dialing"]);
  return fail(
    document.error.issues.map((issue) => {
      const [first = ""] = issue.path;
      const isOwn = atHome.has(String(first)) && !(first === "dialing" && "dialing" in site.data.document);
      const path = isOwn ? issue.path : ["document", ...issue.path];
      return describeIssue({ name, path: [] }, { ...issue, path }, isOwn ? sample : { document: sample });
    }),
  );
}

function writeServers(roster: Roster): (readonly [string, string])[] {
  return roster.site.servers.flatMap((server) => {
    const parking = toParking(roster);
    const asterisk = [
      ["extensions.conf", toExtensions(roster, server)],
      ["http.conf", toHttp(roster, server)],
      ["pjsip.conf", toPjsip(roster, server)],
      ["queues.conf", toQueues(roster)],
      ["voicemail.conf", toVoicemail(roster)],
      ...(parking === null ? [] : [["res_parking.conf", parking] as const]),
    ] as const;
    return [
      ...asterisk.map(([file, text]) => [`asterisk/${server.id}/${file}`, text] as const),
      [`kamailio/${server.id}/subscriber.csv`, toSubscriberCsv(roster, server)] as const,
      [`kamailio/${server.id}/subscriber.sql`, toSubscriberSql(roster, server)] as const,
    ];
  });
}

/** Each is read as every Tandem will read it before it is written. */
function writeDocuments(roster: Roster, siteName: string): Result<(readonly [string, string])[], readonly string[]> {
  const problems: string[] = [];
  const seats = roster.operators.length;
  const documents = roster.operators.map((operator) => {
    const secret = roster.secrets.get(operator.extension) ?? { secret: "" };
    const document = toDocument(roster.site, operator, secret, seats);
    const read = PolicyDocument.safeParse(document);
    const path = `documents/${operator.extension}.json`;
    if (!read.success) {
      problems.push(
        ...read.error.issues.map(
          (issue) => `${siteName}, for ${describeIssue({ name: path, path: [] }, issue, document)}`,
        ),
      );
    }
    return [path, `${JSON.stringify(document, null, 2)}\n`] as const;
  });
  return problems.length > 0 ? fail(problems) : succeed(documents);
}
