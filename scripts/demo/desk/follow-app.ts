/** Reads the app's Snapshot for the panel through its local API, however long the app takes to open it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { followEvents, type EventFeed } from "../../../test/e2e/follow-events.ts";
import type { Snapshot } from "../../../shared/model/snapshot.ts";

const Discovery = z.object({ port: z.number(), token: z.string() });

export type AppFollower = { readonly snapshot: () => Snapshot | null; readonly close: () => void };

const lookEveryMs = 100;

export function followApp(userDataDir: string): AppFollower {
  let feed: EventFeed | null = null;
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    const discovery = readDiscovery(join(userDataDir, "local-api.json"));
    feed = discovery === null ? null : await followEvents(discovery.port, discovery.token).catch(() => null);
    if (timer === undefined) feed?.close();
    else if (feed === null) timer = setTimeout(() => void look(), lookEveryMs);
  };
  timer = setTimeout(() => void look(), lookEveryMs);

  return {
    snapshot: () => feed?.snapshot() ?? null,
    close() {
      clearTimeout(timer);
      timer = undefined;
      feed?.close();
    },
  };
}

function readDiscovery(file: string): z.infer<typeof Discovery> | null {
  try {
    return Discovery.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}
