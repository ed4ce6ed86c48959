/** A profile for managed Macs: every setting stands in it, each in a comment of its own, so that it holds nothing until one is taken out. */
import { type ListedSetting, listSettings } from "./listed-settings.ts";
import { comment, element, indent } from "./xml.ts";

/** The bundle's identifier (electron-builder.yml). */
const domain = "app.tandem.phone";

export function renderMobileconfig(): string {
  const settings = listSettings();
  const held = renderSections(settings);
  const advised = renderSections(settings.filter(({ isOfOperator }) => isOfOperator));
  const payload = dict([
    pair("PayloadType", text(domain)),
    pair("PayloadIdentifier", text(`${domain}.policy.settings`)),
    pair("PayloadUUID", text("6E0F6C3A-6D0B-4B7E-9B57-1D5C2E7B6A01")),
    pair("PayloadVersion", "<integer>1</integer>"),
    comment("What stands here directly is held: nobody at the seat can change it."),
    ...held,
    comment("What stands in Recommended counts until the operator chooses otherwise."),
    pair("Recommended", dict(advised)),
  ]);
  const profile = dict([
    pair("PayloadContent", `<array>\n${indent(payload)}\n</array>`),
    pair("PayloadDisplayName", text("Tandem")),
    pair("PayloadDescription", text("Settings of the Tandem softphone")),
    pair("PayloadIdentifier", text(`${domain}.policy`)),
    pair("PayloadType", text("Configuration")),
    pair("PayloadScope", text("System")),
    pair("PayloadUUID", text("6E0F6C3A-6D0B-4B7E-9B57-1D5C2E7B6A02")),
    pair("PayloadVersion", "<integer>1</integer>"),
  ]);
  const head = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
  ];
  return `${[...head, '<plist version="1.0">', profile, "</plist>"].join("\n")}\n`;
}

function renderSections(settings: readonly ListedSetting[]): readonly string[] {
  const sections = [...new Set(settings.map(({ section }) => section))];
  return sections.map((section) => {
    const own = settings.filter((setting) => setting.section === section);
    const [first] = own;
    return first?.name === null ? renderOne(first) : pair(section, dict(own.map(renderOne)));
  });
}

function renderOne({ key, name, description, form, usual }: ListedSetting): string {
  const range = form.kind === "integer" ? ` ${form.least} to ${form.most}.` : "";
  const options = form.kind === "choice" ? ` ${form.options.join(", ")}.` : "";
  return comment(`${description}.${range}${options}\n${pair(name ?? key, toPlist(usual, form.kind))}\n`);
}

/** The usual value; where there is none, an empty one of its form. */
function toPlist(value: unknown, form: ListedSetting["form"]["kind"]): string {
  if (typeof value === "boolean") return `<${value}/>`;
  if (typeof value === "number") return `<integer>${value}</integer>`;
  if (typeof value === "string") return text(value);
  if (Array.isArray(value))
    return element(
      "array",
      {},
      value.map((one) => toPlist(one, "text")),
    );
  if (form === "json") return "<dict></dict>";
  if (form === "texts") return "<array></array>";
  return form === "integer" ? "<integer></integer>" : text("");
}

function dict(content: readonly string[]): string {
  return element("dict", {}, content);
}

function pair(key: string, value: string): string {
  return `${element("key", {}, key)}\n${value}`;
}

function text(value: string): string {
  return element("string", {}, value);
}
