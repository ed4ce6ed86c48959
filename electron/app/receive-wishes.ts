/** One Tandem per user: a second start, a clicked link or the dock hand their wishes to the one that runs. */
import { app } from "electron";
import { parseCli, plainRun, type RunWish } from "./cli.ts";
import { linkSchemes } from "./deep-links.ts";
import { toOwnArguments } from "./own-arguments.ts";

/** @returns false when another Tandem already runs with this user folder; it has taken the wish. */
export function receiveWishes(post: (wish: RunWish) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  // Installers register the links elsewhere; on Windows a program does it for itself.
  if (app.isPackaged && process.platform === "win32") {
    for (const scheme of linkSchemes) app.setAsDefaultProtocolClient(scheme);
  }
  app.on("second-instance", (_event, argv) => {
    const wish = parseCli(toOwnArguments(argv, app.isPackaged));
    post(wish.kind === "run" ? { ...wish, isHidden: false } : plainRun);
  });
  app.on("open-url", (event, link) => {
    event.preventDefault();
    post({ ...plainRun, link });
  });
  app.on("activate", () => post(plainRun));
  return true;
}
