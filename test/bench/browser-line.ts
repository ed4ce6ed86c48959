/** Looks into the running app's browser from outside: its pages by address and its processes, through DevTools. */
import { z } from "zod";
import { openDevTools } from "../e2e/hear-audio.ts";
import type { TandemApp } from "../e2e/launch-app.ts";

/** What `launchApp` needs in `env`: a way in, and no process kept in store, so that each one there is a page's. */
export const withBrowserLine = {
  TANDEM_CHROMIUM_FLAGS: "--remote-debugging-port=0 --disable-features=SpareRendererForSitePerProcess",
} as const;

export type BrowserLine = {
  /** Process ids of every page's process, in no order. */
  readonly pageProcesses: () => Promise<readonly number[]>;
  /** Null while there is no such page. */
  readonly findPage: (address: RegExp) => Promise<string | null>;
  /** Asks one page, by the id `findPage` gave. */
  readonly ask: (targetId: string, method: string, params?: object) => Promise<unknown>;
  /** As its close button does. */
  readonly closePage: (targetId: string) => Promise<void>;
  readonly close: () => void;
};

export const enginePage = /^https:\/\/engine\./u;
export const mainWindowPage = /^https:\/\/ui\.[^/]+\/(?:index\.html)?$/u;

const Processes = z.object({ processInfo: z.array(z.object({ type: z.string(), id: z.number() })) });
const Targets = z.object({
  targetInfos: z.array(z.object({ targetId: z.string(), type: z.string(), url: z.string() })),
});
const Attached = z.object({ sessionId: z.string() });

/** The app must have been launched with `withBrowserLine`. */
export async function openBrowserLine(app: TandemApp): Promise<BrowserLine> {
  const line = await openDevTools(app);
  return {
    async pageProcesses() {
      const { processInfo } = Processes.parse(await line.ask("SystemInfo.getProcessInfo", {}));
      return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
    },
    async findPage(address) {
      const { targetInfos } = Targets.parse(await line.ask("Target.getTargets", { filter: [{}] }));
      return targetInfos.find(({ type, url }) => type !== "tab" && address.test(url))?.targetId ?? null;
    },
    async ask(targetId, method, params = {}) {
      const { sessionId } = Attached.parse(await line.ask("Target.attachToTarget", { targetId, flatten: true }));
      try {
        return await line.ask(method, params, sessionId);
      } finally {
        await line.ask("Target.detachFromTarget", { sessionId });
      }
    },
    async closePage(targetId) {
      await line.ask("Target.closeTarget", { targetId });
    },
    close: line.close,
  };
}
