/** The one question Tandem asks before it quits: whether the call may end. */
import { dialog } from "electron";
import type { Say } from "../../shared/i18n/create-say.ts";

export async function confirmHangUp(say: Say): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: "question",
    title: "Tandem",
    message: say("quit.title"),
    detail: say("quit.detail"),
    buttons: [say("quit.stay"), say("quit.leave")],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
