/** What a setting's value looks like to whoever types it alone: in a registry, a form, a table. */
import { z } from "zod";

export type SettingForm =
  | { readonly kind: "boolean" }
  | { readonly kind: "integer"; readonly least: number; readonly most: number }
  | { readonly kind: "choice"; readonly options: readonly (string | number)[] }
  | { readonly kind: "text" }
  | { readonly kind: "texts" }
  /** Anything with a form of its own, as JSON. */
  | { readonly kind: "json" };

export function toForm(schema: z.core.$ZodType): SettingForm {
  const inner = toInner(schema);
  if (inner instanceof z.ZodBoolean) return { kind: "boolean" };
  if (inner instanceof z.ZodNumber) return { kind: "integer", least: inner.minValue ?? 0, most: inner.maxValue ?? 0 };
  if (inner instanceof z.ZodEnum) return { kind: "choice", options: inner.options };
  if (inner instanceof z.ZodString) return { kind: "text" };
  if (inner instanceof z.ZodUnion) {
    const literals = inner.options.map((option) => (option instanceof z.ZodLiteral ? option.value : null));
    const options = literals.filter((one) => typeof one === "string" || typeof one === "number");
    return options.length === literals.length ? { kind: "choice", options } : { kind: "json" };
  }
  if (inner instanceof z.ZodArray && ["text", "choice"].includes(toForm(inner.element).kind)) return { kind: "texts" };
  return { kind: "json" };
}

/** Without what only says that it may be missing. */
export function toInner(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapped =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault;
  return isWrapped ? toInner(schema.unwrap()) : schema;
}
