/** Everything a decision can ask the shell to do. Effects are data; nothing here happens by itself. */
import type { CommandReply } from "../../../shared/contract/command.ts";
import type { LogLine } from "../../../shared/contract/wire.ts";
import type { HeadsetEffect } from "./headset-vocabulary.ts";
import type { RecordingEffect } from "./recording-vocabulary.ts";
import type { SipEffect } from "./sip-vocabulary.ts";

/**
 * `ring`, `ringback` and `waiting` repeat until stopped; the others play once. `waiting`: a call rings beside the one that
 * is talked on. `recording`: the call is being recorded.
 */
export type Tone = "ring" | "waiting" | "ringback" | "busy" | "ended" | "attention" | "recording";

export type SoundEffect =
  | { readonly type: "tone.play"; readonly tone: Tone }
  | { readonly type: "tone.stop"; readonly tone: Tone }
  /** Digits that were sent, for the operator's ear alone; each 0 to 9, A to D, `*`, `#`, or a comma for a pause. */
  | { readonly type: "tone.digits"; readonly digits: string }
  /** A moment of sound, so that the operator hears which device it comes from. */
  | { readonly type: "tone.try"; readonly output: "speaker" | "ringer" }
  /** The microphone's level is wanted for those who look, or for those who speak while muted; or no more. */
  | { readonly type: "level.measure"; readonly isShown: boolean; readonly isMuted: boolean }
  /** Record what is said for a moment and play it to the operator, and to nobody else. */
  | { readonly type: "echo.begin" }
  | { readonly type: "echo.stop" }
  /** A live track and a warm PeerConnection are wanted now. */
  | { readonly type: "microphone.open" }
  /** No call needs a track any more; after this none is live. */
  | { readonly type: "microphone.release" }
  /** Prepared connections are worthless: the addresses changed. */
  | { readonly type: "media.discardPrepared" };

export type HostEffect =
  | { readonly type: "reply"; readonly commandId: number; readonly reply: CommandReply }
  | { readonly type: "log"; readonly line: LogLine }
  | { readonly type: "stopped" };

export type Effect = SipEffect | SoundEffect | HeadsetEffect | RecordingEffect | HostEffect;
