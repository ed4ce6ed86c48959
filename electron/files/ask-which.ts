/** The question which file is meant; it has no parent, so it never stands in front of a window with a call in it. */
import { app, dialog } from "electron";

/** @param extensions of the files that are offered first. @returns null when the person would rather not. */
export async function askWhich(extensions: readonly string[]): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    defaultPath: app.getPath("downloads"),
    filters: [
      { name: extensions.map((one) => `*.${one}`).join(" "), extensions: [...extensions] },
      { name: "*", extensions: ["*"] },
    ],
    properties: ["openFile"],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
