/** Settles where this run keeps its files, before anything of Chromium is started there. */
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { app } from "electron";
import { toFolders, toRefuges, type Folders } from "./folders.ts";
import { openFolders, type OpenedFolders } from "./open-folders.ts";

/** @param asked by `--user-data-dir`. */
export function findFolders(asked: string | null): Folders {
  const desk = { platform: process.platform, env: process.env, home: app.getPath("home"), name: app.getName() };
  return toFolders(asked === null ? findForeignFolder(toFolders(null, desk).data) : resolve(asked), desk);
}

/**
 * Chromium reads that switch too, beside a link as well, which silences it for us: two starts with the same switch must
 * meet in the same folder. On Windows its own default roams, so it cannot be told from a wish.
 */
function findForeignFolder(usual: string): string | null {
  const ofChromium = app.getPath("userData");
  return process.platform === "win32" || ofChromium === usual ? null : ofChromium;
}

export function settleFolders(asked: string | null): OpenedFolders {
  const opened = openFolders(findFolders(asked), toRefuges(process, tmpdir()));
  app.setPath("userData", opened.data);
  return opened;
}
