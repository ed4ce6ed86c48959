/** Colleagues and mailboxes as the Snapshot shows them. */
import type { Colleague } from "../../shared/model/colleague.ts";
import { ServerId } from "../../shared/model/ids.ts";
import type { Voicemail, VoicemailOnServer } from "../../shared/model/voicemail.ts";
import { atFixture } from "./a-server.ts";

const main = ServerId.parse("main");
const backup = ServerId.parse("backup");

/** Told by both servers, unless told otherwise. */
export function aColleague(overrides: Partial<Colleague> = {}): Colleague {
  const state = overrides.state ?? "idle";
  const tells = state === "unknown" ? [] : [main, backup].map((serverId) => ({ serverId, state }));
  return { extension: "1002", name: "Tanaka Yuki", own: false, state, tells, ...overrides };
}

export function aMailbox(overrides: Partial<VoicemailOnServer> = {}): VoicemailOnServer {
  const told = { state: "told", waiting: true, fresh: 2, old: 1, atTold: atFixture - 60_000 } as const;
  return { serverId: main, number: "*97", ...told, ...overrides };
}

/** Two new messages on the main server, none on the other. */
export function aVoicemail(
  servers: readonly VoicemailOnServer[] = [
    aMailbox(),
    aMailbox({ serverId: backup, waiting: false, fresh: 0, old: 0 }),
  ],
): Voicemail {
  return {
    waiting: servers.some((one) => one.waiting),
    fresh: servers.reduce((sum, one) => sum + one.fresh, 0),
    servers: [...servers],
  };
}
