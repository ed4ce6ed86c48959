/** What axe has to complain of in a page of the running app; put in by main, for the page's content policy keeps foreign scripts out. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { OpenedApp } from "./launch-with-playwright.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** @param page the operator's window, or the card above all windows; the newest of them where an earlier one has gone. */
export async function axeComplaints(
  { electron }: Pick<OpenedApp, "electron">,
  page: "index" | "incoming" = "index",
): Promise<unknown> {
  return electron.evaluate(
    async ({ webContents }, [source, address]) => {
      const ui = webContents.getAllWebContents().findLast((contents) => contents.getURL().startsWith(address));
      await ui?.executeJavaScript(`${source}; true`);
      return ui?.executeJavaScript(
        "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0].html}`))",
      );
    },
    [axeSource, `app://ui/${page}.html`] as const,
  );
}
