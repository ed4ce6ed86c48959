/** What every part of one running server shares: its thread, its phones' sockets, its dialogs, its voices, its book. */
import type { SipMessage } from "../testbed/sip-message.ts";
import type { CallBook } from "./calls/call-book.ts";
import type { Turns } from "./turns.ts";
import type { Program, Voice } from "./voice/voice.ts";

/** One WebSocket of a phone (RFC 5626's word). What is sent on a closed one is lost. */
export type Flow = {
  readonly send: (text: string) => void;
  readonly isOpen: () => boolean;
};

export type PbxContext = {
  readonly domain: string;
  /** Host and port, for Via and Contact. */
  readonly authority: string;
  readonly turns: Turns;
  /** Requests inside a dialog, by `dialogKey`. */
  readonly dialogs: Map<string, (request: SipMessage, flow: Flow) => void>;
  /** INVITEs of phones that have no final answer yet, by branch; called by their CANCEL. */
  readonly unanswered: Map<string, () => void>;
  /** Who waits for the responses to a request of ours, by branch and method. */
  readonly responses: Map<string, (response: SipMessage, flow: Flow) => void>;
  readonly openVoice: (program: Program) => Promise<Voice>;
  readonly calls: CallBook;
};

export function dialogKey(callId: string, ourTag: string): string {
  return `${callId} ${ourTag}`;
}
