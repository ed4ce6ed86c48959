/** The question where a file goes; it has no parent, so it never stands in front of a window with a call in it. */
import { extname, join } from "node:path";
import { app, dialog } from "electron";

/** @param name what the file is called unless the person says otherwise. @returns null when they would rather not. */
export async function askWhere(name: string): Promise<string | null> {
  const extension = extname(name).slice(1);
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath("downloads"), name),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  });
  return canceled || filePath === "" ? null : filePath;
}
