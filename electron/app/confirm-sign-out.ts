/** The one question before an operator signs out of a shared computer. */
import { dialog } from "electron";
import type { ComputerProvisioning } from "../../shared/model/provisioning-policy.ts";
import type { Say } from "../../shared/i18n/create-say.ts";

export async function confirmSignOut(say: Say, wipe: ComputerProvisioning["wipe"]): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: "question",
    title: "Tandem",
    message: say(wipe === "everything" ? "signIn.confirm" : "signIn.confirmSecrets"),
    buttons: [say("signIn.stay"), say("signIn.signOut")],
    defaultId: 1,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
