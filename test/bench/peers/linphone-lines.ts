/** What linphone-daemon prints: its prompt, an answer to each command, and an event whenever a call changes. */
import type { CallNews } from "./followed-dial.ts";

export type DaemonReader = {
  readonly take: (text: string, at: number) => void;
  readonly news: readonly CallNews[];
  /** The daemon's number of the call dialled last; null before the first. */
  readonly dialled: () => string | null;
  /** Every `register-status` so far, oldest first: the account's number, which counts from 1, and its state. */
  readonly registrations: readonly { readonly account: string; readonly state: string }[];
};

/** Events and answers come in whole blocks of lines, never mixed; text is cut wherever the pipe likes. */
export function createDaemonReader(): DaemonReader {
  const news: CallNews[] = [];
  const registrations: { account: string; state: string }[] = [];
  const outgoing = new Set<string>();
  let rest = "";
  let event: string | null = null;
  let id = "";

  function takeEvent(name: string, at: number): void {
    if (name === "OutgoingInit") outgoing.add(id);
    if (name === "IncomingReceived") news.push({ at, kind: "rung" });
    if (!outgoing.has(id)) return;
    if (name === "OutgoingRinging" || name === "OutgoingEarlyMedia") news.push({ at, kind: "dialRinging" });
    if (name === "Error" || name === "End") news.push({ at, kind: "dialOver" });
  }

  function takeLine(line: string, at: number): void {
    event = /^Event: LinphoneCall(\w+)$/u.exec(line)?.[1] ?? event;
    const state = /^State: LinphoneRegistration(\w+)$/u.exec(line)?.[1];
    if (state !== undefined) registrations.push({ account: id, state });
    const told = /^Id: (\d+)$/u.exec(line)?.[1];
    if (told === undefined) return;
    id = told;
    if (event !== null) takeEvent(event, at);
    event = null;
  }

  return {
    take(text, at) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) takeLine(line.replaceAll("daemon-linphone>", "").trim(), at);
    },
    news,
    dialled: () => [...outgoing].at(-1) ?? null,
    registrations,
  };
}
