/** Everything that is made from the schema of the policy document, by the path where it is kept. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderAdml } from "./adml.ts";
import { renderAdmx } from "./admx.ts";
import { putTables } from "./guide-tables.ts";
import { renderJsonSchema } from "./json-schema.ts";
import { renderMobileconfig } from "./mobileconfig.ts";
import { templateLanguages, type TemplateLanguage } from "./policy-words.ts";

export type KeptFile = {
  /** From the root of the repository. */
  readonly path: string;
  readonly content: string;
};

const guidePath = "docs/administrator-guide.md";

export function buildPolicyFiles(root: string): readonly KeptFile[] {
  const languages = Object.keys(templateLanguages) as TemplateLanguage[];
  return [
    { path: "assets/policy/tandem-policy.schema.json", content: renderJsonSchema() },
    { path: "assets/policy/windows/Tandem.admx", content: renderAdmx() },
    ...languages.map((language) => ({
      path: `assets/policy/windows/${language}/Tandem.adml`,
      content: renderAdml(language),
    })),
    { path: "assets/policy/macos/tandem.mobileconfig", content: renderMobileconfig() },
    { path: guidePath, content: putTables(readFileSync(join(root, guidePath), "utf8")) },
  ];
}
