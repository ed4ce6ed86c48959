/** The tables of keys in the administrator's guide, each between its two marks. */
import { z } from "zod";
import { settingKeys } from "../../shared/model/operator-policy.ts";
import { PolicyDocument } from "../../shared/model/policy-document.ts";
import { policySections } from "../../shared/model/policy-sections.ts";
import { ComputerProvisioning } from "../../shared/model/provisioning-policy.ts";
import { toForm, toInner, type SettingForm } from "../../shared/model/setting-form.ts";
import { guideRemarks, type GuideRemark } from "./guide-remarks.ts";
import { describeSchema, toUsual } from "./listed-settings.ts";

const begin = (table: string) => `<!-- made by npm run policy-files: ${table} -->`;
const end = "<!-- end -->";

type Shape = Readonly<Record<string, z.core.$ZodType>>;

/** The document's own, and one for each section that holds more than one value. */
function listTables(): ReadonlyMap<string, Shape> {
  const tables = new Map<string, Shape>([["document", PolicyDocument.shape]]);
  for (const [section, schema] of Object.entries<z.core.$ZodType>(policySections)) {
    const inner = toInner(schema);
    const holder = inner instanceof z.ZodArray ? inner.element : inner;
    if (holder instanceof z.ZodObject && !hasNoTable.includes(section)) tables.set(section, holder.shape);
  }
  // What a document says under this name is one line of the document's table; here stands what a policy says.
  tables.set("provisioning", ComputerProvisioning.shape);
  return tables;
}

/** One line of the document's table says them whole. */
const hasNoTable = ["colleagues", "voicemail", "queues", "pauseReasons", "provisioning", "fleet"];

/** @returns the guide with its tables made anew. @throws where the guide has no place for one. */
export function putTables(guide: string): string {
  let next = guide;
  const seen = new Set<string>();
  for (const [name, shape] of listTables()) {
    const start = next.indexOf(begin(name));
    const stop = next.indexOf(end, start);
    if (start === -1 || stop === -1) throw new Error(`the administrator's guide has no place for the table ${name}`);
    const rows = Object.entries(shape).map(([key, schema]) => {
      const path = name === "document" ? key : `${name}.${key}`;
      seen.add(path);
      return renderRow(path, key, schema);
    });
    const table = ["| key | value | default | meaning |", "|---|---|---|---|", ...rows].join("\n");
    next = `${next.slice(0, start)}${begin(name)}\n${table}\n${next.slice(stop)}`;
  }
  const lost = Object.keys(guideRemarks).filter((path) => !seen.has(path));
  if (lost.length > 0) throw new Error(`remarks about keys that do not exist: ${lost.join()}`);
  return next;
}

function renderRow(path: string, key: string, schema: z.core.$ZodType): string {
  const remark = guideRemarks[path] ?? {};
  const name = remark.isWeighty === true ? `**\`${key}\`**` : `\`${key}\``;
  const meaning = [describeSchema(schema), remark.more].filter((part) => part !== undefined).join(". ");
  return `| ${name} | ${remark.form ?? nameForm(toForm(schema), schema)} | ${nameUsual(path, schema, remark)} | ${meaning} |`;
}

function nameForm(form: SettingForm, schema: z.core.$ZodType): string {
  switch (form.kind) {
    case "boolean":
      return "`true` or `false`";
    case "integer":
      return `${group(form.least)} to ${group(form.most)}${canBeNull(schema) ? ", or `null`" : ""}`;
    case "choice":
      return form.options.map((option) => `\`${option}\``).join(" ");
    case "text":
      return "text";
    case "texts":
      return "list of texts";
    case "json":
      return toInner(schema) instanceof z.ZodLiteral
        ? "`1`"
        : toInner(schema) instanceof z.ZodArray
          ? "list"
          : "object";
    default:
      return form satisfies never;
  }
}

function nameUsual(path: string, schema: z.core.$ZodType, { usual }: GuideRemark): string {
  if (usual !== undefined)
    return Object.values<string>(settingKeys).includes(path) ? `${usual}, and the operator's` : usual;
  if (!z.safeParse(schema, undefined).success) return "required";
  const value = schema instanceof z.ZodPrefault ? {} : toUsual(schema);
  if (value === undefined) return "none";
  return typeof value === "number" ? group(value) : `\`${JSON.stringify(value).replaceAll(/^"(.+)"$/gu, "$1")}\``;
}

function canBeNull(schema: z.core.$ZodType): boolean {
  return z.safeParse(schema, null).success;
}

/** 30,000. */
function group(value: number): string {
  return value.toLocaleString("en");
}
