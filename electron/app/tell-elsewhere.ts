/** A second start by the same user in another session, or at another computer, is told where its phone already is. */
import { dialog } from "electron";
import type { Say } from "../../shared/i18n/create-say.ts";

export function tellElsewhere(where: "session" | "computer", say: Say): void {
  dialog.showErrorBox("Tandem", say(`elsewhere.${where}`));
}
