/** The outlet of the local API: open while the policy wants it, with local-api.json telling where. */
import type { Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { Incident } from "../../shared/model/incident.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { Outlet, PhoneLine } from "../switchboard/outlet.ts";
import { removeDiscoveryFile, writeDiscoveryFile } from "./discovery-file.ts";
import { createEventRing } from "./event-ring.ts";
import { createEventStreams } from "./event-streams.ts";
import { startLocalApiServer, type LocalApiServer } from "./local-api-server.ts";
import { createRoutes } from "./routes.ts";

export type LocalApiNeeds = {
  readonly line: PhoneLine;
  /** The incidents as they are kept, newest first. */
  readonly incidents: () => readonly Incident[];
  /** Where local-api.json is written. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
};

export type LocalApiOutlet = Outlet & {
  /** Opens, moves or closes the API as the document in force says; limits and origins count from the next request. */
  readonly configure: (document: PolicyDocument | null) => Promise<void>;
};

export function createLocalApiOutlet({ line, incidents, folder, clock, log }: LocalApiNeeds): LocalApiOutlet {
  const ring = createEventRing();
  const streams = createEventStreams(ring, line.snapshot, clock);
  let document: PolicyDocument | null = null;
  let server: LocalApiServer | null = null;
  let wantedPort: number | null = null;
  let work: Promise<void> = Promise.resolve();
  const routes = createRoutes({ line, incidents, document: () => document, streams, clock });

  async function settle(port: number | null): Promise<void> {
    if (port !== null && port === wantedPort) return;
    wantedPort = port;
    await close();
    if (port === null) return;
    try {
      server = await startLocalApiServer({ port, origins: () => document?.localApi.origins ?? [], routes, log });
      writeDiscoveryFile(folder, server);
      log.info(`listening on 127.0.0.1:${server.port}`);
    } catch (error) {
      wantedPort = null;
      const [what, remedy] =
        server === null
          ? [`port ${port} could not be opened`, "Choose another localApi.port, or 0 for any."]
          : ["local-api.json could not be written", "No program finds the API; look after that folder."];
      await close();
      log.error(`${what}: ${String(error)}. ${remedy}`);
    }
  }

  /** Nobody is let in from the first moment on, whatever becomes of the file. */
  async function close(): Promise<void> {
    const open = server;
    server = null;
    streams.closeAll();
    await open?.close();
    try {
      removeDiscoveryFile(folder);
    } catch (error) {
      log.error(`local-api.json could not be removed: ${String(error)}. Nothing answers where it points to any more.`);
    }
  }

  function enqueue(port: number | null): Promise<void> {
    work = work
      .then(() => settle(port))
      .catch((error: unknown) => log.error(`the local API could not be opened or closed: ${String(error)}`));
    return work;
  }

  return {
    name: "local-api",
    receive(event) {
      ring.push(event);
      streams.send(event);
    },
    configure(next) {
      document = next;
      // Whoever comes after the account has gone is told nothing of it.
      if (next === null) ring.clear();
      return enqueue(next?.localApi.enabled === true ? next.localApi.port : null);
    },
    stop: () => enqueue(null),
  };
}
