/** A consumer of Events and Snapshots. A new one is a folder and one line in main.ts; see electron/README.md. */
import type { Asker, CommandReply } from "../../shared/contract/command.ts";
import type { Event } from "../../shared/contract/event.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";

/** How an outlet asks and looks: an unparsed Command in, a reply out, and what is true now. */
export type PhoneLine = {
  readonly ask: (asker: Asker, command: unknown) => Promise<CommandReply>;
  readonly snapshot: () => Snapshot;
};

export type Outlet = {
  readonly name: string;
  /** One Event and the Snapshot that already holds it. What this throws is logged and stops nothing. */
  readonly receive: (event: Event, snapshot: Snapshot) => void;
  /** Gives back what the outlet holds outside this process: files, ports, icons. */
  readonly stop: () => Promise<void> | void;
};
