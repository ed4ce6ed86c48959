/** What the voicemail lamp says: how many new messages wait, where, and how old that knowledge is. */
import { formatClockTime } from "../../../../shared/i18n/format-clock-time.ts";
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import type { Server } from "../../../../shared/model/server.ts";
import type { Voicemail, VoicemailOnServer } from "../../../../shared/model/voicemail.ts";
import { formatBadge } from "../../format/format-badge.ts";
import { nameServer } from "../../format/name-server.ts";
import type { Sentence } from "../../i18n/sentence.ts";

export type VoicemailLamp = {
  readonly isLit: boolean;
  /** On the badge; a server may say only that there are some. */
  readonly badge: string;
  readonly sentence: Sentence;
  /** One for each server. */
  readonly details: readonly Sentence[];
};

export function toVoicemailLamp(
  { waiting, fresh, servers: mailboxes }: Voicemail,
  servers: readonly Server[],
  locale: string,
): VoicemailLamp {
  return {
    isLit: waiting,
    badge: fresh === 0 ? "•" : formatBadge(fresh),
    sentence: describeAll(waiting, fresh),
    details: mailboxes.map((mailbox) => describeMailbox(mailbox, nameServer(servers, mailbox.serverId), locale)),
  };
}

function describeAll(waiting: boolean, fresh: number): Sentence {
  if (!waiting) return { key: "voicemail.none" };
  return fresh === 0 ? { key: "voicemail.some" } : { key: "voicemail.new", params: { count: fresh } };
}

function describeMailbox({ state, fresh, old, atTold }: VoicemailOnServer, server: string, locale: string): Sentence {
  switch (state) {
    case "untold":
      return { key: "voicemail.untold", params: { server } };
    case "told":
      return { key: "voicemail.onServer", params: { server, fresh, old } };
    case "stale":
      return {
        key: "voicemail.onServerStale",
        params: { server, fresh, old, time: formatClockTime(atTold ?? 0, locale) },
      };
    default:
      return assertNever(state);
  }
}
