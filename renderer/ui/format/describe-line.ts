/** A colleague's line in words; through which server, where only one of several says so. */
import type { Colleague } from "../../../shared/model/colleague.ts";
import type { Server } from "../../../shared/model/server.ts";
import type { Sentence } from "../i18n/sentence.ts";
import { nameServer } from "./name-server.ts";

const words = { idle: "line.idle", ringing: "line.ringing", busy: "line.busy", unknown: "line.unknown" } as const;

export function describeLine({ state, tells }: Colleague, servers: readonly Server[]): Sentence {
  const saying = tells.filter((told) => told.state === state);
  const [only] = saying;
  const isOfOne = only !== undefined && saying.length === 1 && servers.length > 1;
  if (!isOfOne || state === "idle" || state === "unknown") return { key: words[state] };
  const server = nameServer(servers, only.serverId);
  return { key: state === "busy" ? "line.busyOn" : "line.ringingOn", params: { server } };
}
