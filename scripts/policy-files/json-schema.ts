/** The document's form as JSON Schema, for editors that help whoever writes one; `--check-config` knows more rules than it can say. */
import { z } from "zod";
import { PolicyDocument } from "../../shared/model/policy-document.ts";

export function renderJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(PolicyDocument, { io: "input" });
  const named = { $schema, title: "Tandem policy document, version 1", ...schema };
  return `${JSON.stringify(named, null, 2)}\n`;
}
