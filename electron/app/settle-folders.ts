/** Settles where this run keeps its files, before anything of Chromium is started there. */
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { app } from "electron";
import { toFolders, toRefuges, type Folders } from "./folders.ts";
import { openFolders, type OpenedFolders } from "./open-folders.ts";

/** @param asked by `--user-data-dir`. */
export function findFolders(asked: string | null): Folders {
  const desk = { platform: process.platform, env: process.env, home: app.getPath("home"), name: app.getName() };
  return toFolders(asked === null ? null : resolve(asked), desk);
}

export function settleFolders(asked: string | null): OpenedFolders {
  const opened = openFolders(findFolders(asked), toRefuges(process, tmpdir()));
  app.setPath("userData", opened.data);
  return opened;
}
