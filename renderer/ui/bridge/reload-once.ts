/**
 * Starts the page anew when Events are missing: the preload asks main for the Snapshot once per page, so a new page is
 * the one way to hear it again. At most one reload per 5 s, so that a fault elsewhere cannot become a flickering window.
 */
export type ReloadParts = {
  readonly reload: () => void;
  readonly after: (ms: number, run: () => void) => void;
  readonly now: () => number;
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  readonly log: (text: string) => void;
};

const key = "reload.at";
const shortestGapMs = 5_000;

export function createReloadOnce({ reload, after, now, storage, log }: ReloadParts): (why: string) => void {
  let isReloading = false;
  return (why) => {
    if (isReloading) return;
    isReloading = true;
    log(`${why} The window starts anew to read the whole state again.`);
    const sinceLastMs = now() - Number(storage.getItem(key) ?? 0);
    after(Math.max(0, shortestGapMs - sinceLastMs), () => {
      storage.setItem(key, String(now()));
      reload();
    });
  };
}
