/** One Tandem per user folder: a second start, a clicked link or the dock hand their wishes to the one that runs. */
import { app } from "electron";
import { parseCli, plainRun, type RunWish } from "./cli.ts";
import { toOwnArguments } from "./own-arguments.ts";
import { findDistance, findPlace, toPlace, writePlace, type Place } from "./place.ts";

/** `handedOver`: another Tandem on this desktop has taken the wish; the others run where nobody here sees them. */
export type Standing = "first" | "handedOver" | "session" | "computer";

/** @param folder that both would use. */
export function receiveWishes(folder: string, here: Place, post: (wish: RunWish) => void): Standing {
  if (!app.requestSingleInstanceLock(here)) {
    const there = findPlace(folder);
    return (there === null ? null : findDistance(here, there)) ?? "handedOver";
  }
  writePlace(folder, here);
  app.on("second-instance", (_event, argv, _folder, said) => {
    const there = toPlace(said);
    // It is told where this one runs; a window that came up here would help nobody there.
    if (there !== null && findDistance(here, there) !== null) return;
    const wish = parseCli(toOwnArguments(argv, app.isPackaged));
    post(wish.kind === "run" ? { ...wish, isHidden: false } : plainRun);
  });
  app.on("open-url", (event, link) => {
    event.preventDefault();
    post({ ...plainRun, link });
  });
  app.on("activate", () => post(plainRun));
  return "first";
}
