/** The template of group policies (ADMX): which values of the registry there are; its words stand in the ADML beside it. */
import { type ListedSetting, listSettings } from "./listed-settings.ts";
import { listFolders } from "./policy-words.ts";
import { element } from "./xml.ts";

const registryKey = "Software\\Policies\\Tandem";
/** The most characters of one line that the editor of group policies lets one type. */
const mostOfLine = 4_096;

export type TemplatePolicy = {
  /** Also the identifier of its words. */
  readonly id: string;
  readonly setting: ListedSetting;
  readonly level: "managed" | "recommended";
};

/** What an operator cannot choose is not worth recommending: there a document presets it as well. */
export function listPolicies(): readonly TemplatePolicy[] {
  const settings = listSettings();
  const managed = settings.map((setting) => ({ id: toId(setting.key), setting, level: "managed" as const }));
  const recommended = settings
    .filter(({ isOfOperator }) => isOfOperator)
    .map((setting) => ({ id: `${toId(setting.key)}_recommended`, setting, level: "recommended" as const }));
  return [...managed, ...recommended];
}

function toId(key: string): string {
  return key.replaceAll(".", "_");
}

export function renderAdmx(): string {
  const categories = ["general", ...listFolders(), "recommended"];
  const tree = element(
    "policyDefinitions",
    {
      xmlns: "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions",
      revision: "1.0",
      schemaVersion: "1.0",
    },
    [
      element("policyNamespaces", {}, [element("target", { prefix: "tandem", namespace: "Tandem.Policies" })]),
      element("resources", { minRequiredRevision: "1.0" }),
      element("supportedOn", {}, [
        element("definitions", {}, [element("definition", { name: "supported", displayName: "$(string.supported)" })]),
      ]),
      element("categories", {}, [
        element("category", { name: "tandem", displayName: "$(string.product)" }),
        ...categories.map((name) =>
          element("category", { name, displayName: `$(string.category_${name})` }, [
            element("parentCategory", { ref: "tandem" }),
          ]),
        ),
      ]),
      element("policies", {}, listPolicies().map(renderPolicy)),
    ],
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n${tree}\n`;
}

function renderPolicy({ id, setting, level }: TemplatePolicy): string {
  const isSwitch = setting.form.kind === "boolean";
  return element(
    "policy",
    {
      name: id,
      class: setting.isOfComputer ? "Machine" : "Both",
      displayName: `$(string.${id})`,
      explainText: `$(string.${id}_explain)`,
      presentation: isSwitch ? undefined : `$(presentation.${id})`,
      key: level === "managed" ? registryKey : `${registryKey}\\Recommended`,
      valueName: isSwitch ? setting.key : undefined,
    },
    [
      element("parentCategory", { ref: level === "recommended" ? "recommended" : folderOf(setting) }),
      element("supportedOn", { ref: "supported" }),
      ...renderValues(setting),
    ],
  );
}

function folderOf({ section, name }: ListedSetting): string {
  return name === null ? "general" : section;
}

function renderValues({ key, form }: ListedSetting): readonly string[] {
  const value = { id: "value", valueName: key, required: "true" };
  switch (form.kind) {
    case "boolean":
      return [
        element("enabledValue", {}, [element("decimal", { value: 1 })]),
        element("disabledValue", {}, [element("decimal", { value: 0 })]),
      ];
    case "integer":
      return elements(element("decimal", { ...value, minValue: form.least, maxValue: form.most }));
    case "choice":
      return elements(element("enum", value, form.options.map(renderOption)));
    case "text":
      return elements(element("text", { ...value, maxLength: mostOfLine }));
    case "texts":
    case "json":
      return elements(element("multiText", { ...value, maxLength: mostOfLine }));
    default:
      return form satisfies never;
  }
}

function elements(one: string): readonly string[] {
  return [element("elements", {}, [one])];
}

function renderOption(option: string | number): string {
  const value = typeof option === "number" ? element("decimal", { value: option }) : element("string", {}, option);
  return element("item", { displayName: `$(string.option_${option})` }, [element("value", {}, [value])]);
}
