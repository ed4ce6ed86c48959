/** The server's book of calls: what came, what became of it, and how much voice went both ways. */
import type { Voice, VoiceCounts } from "../voice/voice.ts";

export type CallState = "arrived" | "ringing" | "answered" | "ended";

export type CallEntry = {
  readonly from: string;
  readonly to: string;
  /** X-Call-Attempt-ID of a phone's INVITE, null for calls from outside. */
  readonly attemptId: string | null;
  readonly state: CallState;
  readonly wasAnswered: boolean;
  /** The final code of an INVITE, null before it. */
  readonly code: number | null;
  /** Digits that came by INFO. */
  readonly digits: string;
  /** As heard here; zero for calls between two phones, whose voices do not pass. */
  readonly voice: VoiceCounts;
};

export type CallPage = {
  readonly enter: (state: CallState, code?: number) => void;
  readonly addDigits: (digits: string) => void;
  readonly setVoice: (voice: Voice) => void;
};

export type CallBook = {
  readonly open: (call: Pick<CallEntry, "from" | "to" | "attemptId">) => CallPage;
  /** Newest last. */
  readonly entries: () => readonly CallEntry[];
};

const mostEntries = 200;
const silence: VoiceCounts = { received: 0, sent: 0 };

export function createCallBook(): CallBook {
  const pages: (() => CallEntry)[] = [];
  return {
    open(call) {
      let entry: Omit<CallEntry, "voice"> = { ...call, state: "arrived", wasAnswered: false, code: null, digits: "" };
      let voice: Voice | null = null;
      pages.push(() => ({ ...entry, voice: voice?.counts() ?? silence }));
      if (pages.length > mostEntries) pages.shift();
      return {
        enter(state, code) {
          if (entry.state === "ended") return;
          entry = {
            ...entry,
            state,
            wasAnswered: entry.wasAnswered || state === "answered",
            code: code ?? entry.code,
          };
        },
        addDigits(digits) {
          entry = { ...entry, digits: entry.digits + digits };
        },
        setVoice(next) {
          voice = next;
        },
      };
    },
    entries: () => pages.map((read) => read()),
  };
}
