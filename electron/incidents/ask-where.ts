/** The question where a file goes; it has no parent, so it never stands in front of a window with a call in it. */
import { join } from "node:path";
import { app, dialog } from "electron";

/** @returns null when the person would rather not. */
export async function askWhere(name: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath("downloads"), name),
    filters: [{ name: "JSON", extensions: ["json"] }],
  });
  return canceled || filePath === "" ? null : filePath;
}
