/** Whether what was typed can be dialled at all, before the phone is asked; it checks again, by the dial rules. */
import type { MessageKey } from "../../../shared/i18n/catalogues.ts";
import { cleanDialTarget } from "../../../shared/model/dial-target.ts";

export type TargetCheck =
  | { readonly kind: "empty" }
  | { readonly kind: "dial"; readonly target: string }
  | { readonly kind: "refused"; readonly reason: MessageKey };

export function checkTarget(text: string): TargetCheck {
  if (text.trim() === "") return { kind: "empty" };
  const target = cleanDialTarget(text);
  if (target.ok) return { kind: "dial", target: target.value };
  return { kind: "refused", reason: text.length > 256 ? "dial.tooLong" : "dial.notDialable" };
}
