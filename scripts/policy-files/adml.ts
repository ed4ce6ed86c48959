/** The words of the template of group policies in one language (ADML). */
import { listPolicies, type TemplatePolicy } from "./admx.ts";
import type { ListedSetting } from "./listed-settings.ts";
import { listFolders, openWords, type PolicyWords, type TemplateLanguage } from "./policy-words.ts";
import { element } from "./xml.ts";

export function renderAdml(language: TemplateLanguage): string {
  const words = openWords(language);
  const { say } = words;
  const policies = listPolicies();
  const options = new Set(
    policies.flatMap(({ setting: { form } }) => (form.kind === "choice" ? form.options.map(String) : [])),
  );
  const strings = [
    string("product", say("frame.product")),
    string("supported", say("frame.supported")),
    string("category_general", say("frame.general")),
    ...listFolders().map((section) => string(`category_${section}`, say(section))),
    string("category_recommended", say("frame.recommended")),
    ...[...options].map((option) => string(`option_${option}`, option)),
    ...policies.flatMap((policy) => [
      string(policy.id, say(policy.setting.key)),
      string(`${policy.id}_explain`, explain(words, policy)),
    ]),
  ];
  const presentations = policies
    .filter(({ setting }) => setting.form.kind !== "boolean")
    .map(({ id, setting }) => element("presentation", { id }, [renderField(setting)]));
  const tree = element(
    "policyDefinitionResources",
    {
      xmlns: "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions",
      revision: "1.0",
      schemaVersion: "1.0",
    },
    [
      element("displayName", {}, say("frame.product")),
      element("description", {}, say("frame.about")),
      element("resources", {}, [element("stringTable", {}, strings), element("presentationTable", {}, presentations)]),
    ],
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n${tree}\n`;
}

function string(id: string, text: string): string {
  return element("string", { id }, text);
}

/** The setting's own words stand above it, as its name. */
function explain({ say }: PolicyWords, { setting, level }: TemplatePolicy): string {
  const { key, form, usual } = setting;
  return [
    say(key),
    "",
    say(level === "managed" ? "frame.held" : "frame.advised"),
    say("frame.key", { key }),
    ...(form.kind === "integer" ? [say("frame.range", { least: String(form.least), most: String(form.most) })] : []),
    ...(form.kind === "texts" ? [say("frame.lines")] : []),
    ...(form.kind === "json" ? [say("frame.json")] : []),
    ...(usual === undefined || usual === null ? [] : [say("frame.usual", { usual: JSON.stringify(usual) })]),
  ].join("\n");
}

function renderField({ key, form, usual }: ListedSetting): string {
  switch (form.kind) {
    case "integer":
      return element(
        "decimalTextBox",
        { refId: "value", defaultValue: typeof usual === "number" ? usual : undefined },
        key,
      );
    case "choice":
      return element("dropdownList", { refId: "value", noSort: "true" }, key);
    case "text":
      return element("textBox", { refId: "value" }, [element("label", {}, key)]);
    default:
      return element("multiTextBox", { refId: "value" }, key);
  }
}
