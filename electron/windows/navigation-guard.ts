/** Pages stay where main put them: no navigation away, no new windows, and only https links go to the browser. */
import { app, shell, type WebContents } from "electron";
import type { Log } from "../../shared/lib/log.ts";
import { isSamePage, toSafeExternalUrl } from "./navigation-rules.ts";

/** For every page of the app, those of the future included. */
export function guardNavigation(log: Log): void {
  app.on("web-contents-created", (_event, contents) => guardPage(contents, log));
}

function guardPage(contents: WebContents, log: Log): void {
  contents.on("will-navigate", (event) => {
    if (isSamePage(contents.getURL(), event.url)) return;
    event.preventDefault();
    log.warn(`refused to navigate to ${event.url}`);
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const safe = toSafeExternalUrl(url);
    if (safe === null) log.warn(`refused to open ${url}`);
    else shell.openExternal(safe).catch((error: unknown) => log.warn(`${safe} did not open: ${String(error)}`));
    return { action: "deny" };
  });
}
