/** What crosses between processes: the envelope of each channel (channels.ts). Meaning lives in `type`. */
import { z } from "zod";
import { PhoneConfig } from "../model/phone-config.ts";
import { Incident } from "../model/incident.ts";
import { PastCall } from "../model/past-call.ts";
import { DialRefusal } from "../model/dial-link.ts";
import { globalActions } from "../model/keys.ts";
import { CallId } from "../model/ids.ts";
import { OpenDialog } from "../model/open-dialog.ts";
import { RecordingId, RecordingTrouble } from "../model/recording.ts";
import { RecordingFormat } from "../model/recording-policy.ts";
import { SoundSettings } from "../model/settings.ts";
import { SoundNow } from "../model/sound-now.ts";
import { Snapshot } from "../model/snapshot.ts";
import { Asker, CommandReply, EngineCommand } from "./command.ts";
import { Event, PhoneEvent } from "./event.ts";

/** A recording on its way to its file; the octets are what the file is to hold, in order. */
export const RecordingNews = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("begun"),
    recordingId: RecordingId,
    /** The call that is recorded now, and the one that its conversation began with. */
    callId: CallId,
    of: CallId,
    /** Counted from 1. */
    part: z.number().int().positive(),
    format: RecordingFormat,
  }),
  z.strictObject({ kind: z.literal("chunk"), recordingId: RecordingId, octets: z.instanceof(Uint8Array) }),
  z.strictObject({ kind: z.literal("ended"), recordingId: RecordingId }),
]);
export type RecordingNews = z.infer<typeof RecordingNews>;

/** What a window hears: the Snapshot first, then every Event after it. */
export const UiMessage = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("snapshot"), snapshot: Snapshot }),
  z.strictObject({ type: z.literal("event"), event: Event }),
  /** The newest calls that are over; sent whole before the Snapshot's first Event and after each call. */
  z.strictObject({ type: z.literal("recent"), calls: z.array(PastCall), hasMore: z.boolean() }),
  /** The incidents, newest first; sent whole before the Snapshot's first Event, and folded from Events after it. */
  z.strictObject({ type: z.literal("incidents"), incidents: z.array(Incident) }),
  /** What the microphone hears now: no Event, without a number, and gone with the next. */
  z.strictObject({ type: z.literal("sound"), now: SoundNow }),
  /** Fill the dial field (tel: link, --dial, clipboard); never dials by itself. */
  z.strictObject({
    type: z.literal("fillDial"),
    target: z.string(),
    /** What a link wants keyed in once connected; a person does it. */
    extension: z.string().optional(),
    /** Somebody pressed a key for it, and wants to go on in the field. */
    takesFocus: z.boolean().optional(),
  }),
  /** A link or the clipboard had nothing for the field. */
  z.strictObject({ type: z.literal("dialRefused"), reason: DialRefusal }),
  /** A link that sets a phone up: fills the field for it; fetches nothing by itself. */
  z.strictObject({ type: z.literal("fillSetUp"), link: z.string() }),
  /** Keys for every program that another one has; sent whole, before the Snapshot's first Event and after each change. */
  z.strictObject({
    type: z.literal("globalKeys"),
    taken: z.array(z.enum(globalActions)),
    /** The desktop may keep all of them from Tandem while another program is in front. */
    isUncertain: z.literal(true).optional(),
  }),
]);
export type UiMessage = z.infer<typeof UiMessage>;

export const EngineOrder = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("configure"), config: PhoneConfig.nullable() }),
  z.strictObject({ type: z.literal("command"), id: z.number().int(), asker: Asker, command: EngineCommand }),
  z.strictObject({ type: z.literal("useSound"), sound: SoundSettings }),
  /** Dialogs that the engine before this one left behind: each is to be ended by BYE. */
  z.strictObject({ type: z.literal("endDialogs"), dialogs: z.array(OpenDialog) }),
  /** The file of a recording is open (`trouble` null), or cannot be written any more. */
  z.strictObject({
    type: z.literal("recordingTold"),
    recordingId: RecordingId,
    trouble: RecordingTrouble.nullable(),
  }),
  /** An address of this computer is gone. */
  z.strictObject({ type: z.literal("networkChanged") }),
  z.strictObject({ type: z.literal("suspend") }),
  z.strictObject({ type: z.literal("resume") }),
  z.strictObject({ type: z.literal("beat"), id: z.number().int() }),
  /** Hang up, unregister everywhere, then report `stopped`. */
  z.strictObject({ type: z.literal("stop") }),
  /** The same where no call is up, ringing or dialling; else nothing happens, and `stayed` is reported. */
  z.strictObject({ type: z.literal("stopIfIdle") }),
]);
export type EngineOrder = z.infer<typeof EngineOrder>;

/** Two levels are enough for a log line that crosses processes; the text is redacted where it is made. */
export const LogLine = z.strictObject({
  level: z.enum(["debug", "info", "warn", "error"]),
  scope: z.string(),
  text: z.string(),
});
export type LogLine = z.infer<typeof LogLine>;

export const EngineReport = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ready") }),
  z.strictObject({ type: z.literal("event"), event: PhoneEvent }),
  z.strictObject({ type: z.literal("reply"), id: z.number().int(), reply: CommandReply }),
  z.strictObject({ type: z.literal("beat"), id: z.number().int() }),
  /** Every dialog that a BYE is still to be sent in; kept by main for the day this engine dies. */
  z.strictObject({ type: z.literal("dialogs"), dialogs: z.array(OpenDialog) }),
  z.strictObject({ type: z.literal("sound"), now: SoundNow }),
  z.strictObject({ type: z.literal("recording"), news: RecordingNews }),
  z.strictObject({ type: z.literal("stopped") }),
  z.strictObject({ type: z.literal("stayed") }),
  z.strictObject({ type: z.literal("log"), line: LogLine }),
]);
export type EngineReport = z.infer<typeof EngineReport>;
