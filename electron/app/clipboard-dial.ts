/** What was copied goes into the dial field where the operator sees it; only their own Enter dials it. */
import { assertNever } from "../../shared/lib/assert-never.ts";
import { findNumber } from "../../shared/model/find-number.ts";
import type { DialRefusal } from "../../shared/model/dial-link.ts";

export type ClipboardDialNeeds = {
  readonly readText: () => Promise<string>;
  readonly window: {
    readonly show: () => void;
    readonly fillDial: (target: string, more: { readonly takesFocus: true }) => void;
    readonly refuseDial: (reason: DialRefusal) => void;
  };
};

export async function fillFromClipboard({ readText, window }: ClipboardDialNeeds): Promise<void> {
  const found = findNumber(await readText());
  window.show();
  switch (found.kind) {
    case "found":
      return window.fillDial(found.target, { takesFocus: true });
    case "none":
      return window.refuseDial("clipboardNone");
    case "several":
      return window.refuseDial("clipboardSeveral");
    default:
      return assertNever(found);
  }
}
