/** The one question Tandem asks before it quits: whether the call may end. */
import { dialog } from "electron";

export async function confirmHangUp(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: "question",
    title: "Tandem",
    message: "You are in a call.",
    detail: "Quitting ends it, and nobody can call you until Tandem is started again.",
    buttons: ["Stay in the call", "End the call and quit"],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
