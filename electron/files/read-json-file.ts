/** A file of JSON that Tandem wrote once; what becomes of one that makes no sense is its reader's to say. */
import { readFileSync } from "node:fs";

/** @returns null where there is no such file; `json` is null for what is no JSON. */
export function readJsonFile(path: string): { readonly json: unknown } | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return null;
  }
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { json: null };
  }
}
