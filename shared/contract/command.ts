/** Everything that can be asked of Tandem, and who may ask it. A message that is not here does not exist. */
import { z } from "zod";
import { QueueId } from "../model/agent.ts";
import { Extension } from "../model/colleague.ts";
import { longestNote } from "../model/call.ts";
import { ContactId, ContactText, People } from "../model/contact.ts";
import { LinkAnswer } from "../model/enrolment.ts";
import { longestLink } from "../model/enrolment-link.ts";
import { CallId, ServerId } from "../model/ids.ts";
import { CommandFailure, type CommandFailureKind } from "../model/failure.ts";
import { ImportReport } from "../model/import-report.ts";
import { KeptSetup, OwnSetup } from "../model/own-setup.ts";
import { ParkingSlot } from "../model/parking.ts";
import { PastCalls } from "../model/past-call.ts";
import { ServerCheck } from "../model/server-check.ts";
import { SettingsChange } from "../model/settings.ts";
import { WrapUpReason } from "../model/wrap-up-policy.ts";

const target = z.string().min(1).max(256);
const onCall = <const Type extends string>(type: Type) => z.strictObject({ type: z.literal(type), callId: CallId });
const onServer = <const Type extends string>(type: Type) =>
  z.strictObject({ type: z.literal(type), serverId: ServerId });

const onQueue = <const Type extends string>(type: Type) =>
  z.strictObject({ type: z.literal(type), /** Left out: every queue. */ queueId: QueueId.optional() });

const onColleague = <const Type extends string>(type: Type) =>
  z.strictObject({ type: z.literal(type), extension: Extension });

/** What the engine carries out. */
export const EngineCommand = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("call.dial"),
    target,
    serverId: ServerId.optional(),
    /** With `serverId`: never carry this call over to another server. */
    only: z.boolean().optional(),
  }),
  onCall("call.answer"),
  onCall("call.reject"),
  onCall("call.hangUp"),
  onCall("call.hold"),
  onCall("call.resume"),
  onCall("call.mute"),
  onCall("call.unmute"),
  onCall("call.swap"),
  z.strictObject({
    type: z.literal("call.sendDtmf"),
    callId: CallId,
    digits: z.string().regex(/^[0-9A-D*#,]{1,32}$/, "1 to 32 of 0-9 A-D * # and , for a pause"),
  }),
  z.strictObject({ type: z.literal("call.transferBlind"), callId: CallId, target }),
  z.strictObject({ type: z.literal("call.transferAttended"), callId: CallId, toCallId: CallId }),
  /** Dials somebody to ask first, and holds the call meanwhile. */
  z.strictObject({ type: z.literal("call.consult"), callId: CallId, target }),
  /** Ends the asking, whatever came of it, and takes the conversation back. */
  onCall("call.return"),
  z.strictObject({ type: z.literal("call.conference"), callIds: z.array(CallId).min(2).max(3) }),
  /** Ends the conference: this call alone is talked on, the others are held. */
  onCall("call.split"),
  onCall("call.rescue"),
  /** Begins a recording, or goes on with one that is paused. */
  onCall("call.record"),
  /** Leaves out what is said from here on, until `call.record`. */
  onCall("call.pauseRecording"),
  onCall("call.stopRecording"),
  /** Into the parking lot of its own server. */
  onCall("call.park"),
  /** Takes back what waits there. */
  z.strictObject({ type: z.literal("parking.retrieve"), serverId: ServerId, slot: ParkingSlot }),
  /** Replaces what is noted about the call. */
  z.strictObject({ type: z.literal("call.note"), callId: CallId, text: z.string().max(longestNote) }),
  /** What came of the call, by the id of one of the document's reasons; null: nothing is said of it. */
  z.strictObject({ type: z.literal("call.wrapUp"), callId: CallId, reasonId: WrapUpReason.shape.id.nullable() }),
  /** The work after the call is done before its time is over. */
  z.strictObject({ type: z.literal("wrapUp.done") }),
  /** The time for it once more. */
  z.strictObject({ type: z.literal("wrapUp.extend") }),
  /** What an engine that died was in the middle of. */
  z.strictObject({
    type: z.literal("wrapUp.restore"),
    callId: CallId,
    passedMs: z.number().int().nonnegative(),
    restMs: z.number().int().nonnegative(),
    mayExtend: z.boolean(),
    queueIds: z.array(QueueId),
  }),
  onServer("server.drain"),
  onServer("server.undrain"),
  z.strictObject({ type: z.literal("server.prefer"), serverId: ServerId.nullable() }),
  z.strictObject({ type: z.literal("server.probe"), serverId: ServerId.optional() }),
  z.strictObject({ type: z.literal("presence.setDnd"), on: z.boolean() }),
  /** On every server, on one that is away as soon as it is back. */
  onQueue("queue.login"),
  onQueue("queue.logout"),
  z.strictObject({
    type: z.literal("queue.pause"),
    queueId: QueueId.optional(),
    /** The id of one of the document's. */
    reason: z.string().max(16).optional(),
  }),
  onQueue("queue.unpause"),
  /** Takes the call that rings at a colleague's; listens to one, or speaks to the colleague alone. By feature codes. */
  onColleague("colleague.pickUp"),
  onColleague("colleague.listen"),
  onColleague("colleague.whisper"),
  /** The extension of another desk rings here from now on, by the document's code on every server; or no more. */
  z.strictObject({ type: z.literal("desk.takeOver"), extension: Extension }),
  z.strictObject({ type: z.literal("desk.release"), extension: Extension.optional() }),
  /** The dial field got focus or lost it: the microphone and a connection are made ready, or released. */
  z.strictObject({ type: z.literal("dial.prepare"), typing: z.boolean() }),
  /** Lets the operator hear the chosen device: a moment of ringing, or the tone that ends a call. */
  z.strictObject({ type: z.literal("sound.test"), output: z.enum(["speaker", "ringer"]) }),
  /** Somebody looks at the microphone's level, there or no more; said again every 2 s. In the settings it is opened for it. */
  z.strictObject({ type: z.literal("sound.watch"), where: z.enum(["settings", "call"]), on: z.boolean() }),
  /** Records three seconds of the microphone here and plays them on the speaker; nothing is sent or kept. */
  z.strictObject({ type: z.literal("sound.echo") }),
  /** Looks for headsets again, and tries those anew that did not open. */
  z.strictObject({ type: z.literal("headset.retry") }),
]);
export type EngineCommand = z.infer<typeof EngineCommand>;

/** What main carries out itself; the engine never hears of it. */
export const HostCommand = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("settings.change"), change: SettingsChange }),
  /** The operator looked at the recent calls: none of them is news any more. */
  z.strictObject({ type: z.literal("recent.seen") }),
  /** Calls that are over, newest first, whose name, number or note holds what was typed; nothing typed: all of them. */
  z.strictObject({
    type: z.literal("history.find"),
    text: z.string().max(300),
    /** The last call of the answer before, for the older ones after it. */
    olderThan: CallId.nullable(),
  }),
  /** Erases every call with this number, however it is spelled. */
  z.strictObject({ type: z.literal("history.erase"), number: target }),
  /** Asks where to, then writes every call that is kept there, with numbers and names of people. */
  z.strictObject({ type: z.literal("history.export"), format: z.enum(["csv", "json"]) }),
  /** Shows the file in its folder, or plays it with the system's own player. */
  z.strictObject({ type: z.literal("recording.open"), id: CallId, how: z.enum(["show", "play"]) }),
  /** Contacts by name, those after `after`; with a text those whose name, company, number or note holds it. */
  z.strictObject({ type: z.literal("people.find"), text: z.string().max(300), after: ContactId.nullable() }),
  /** People of the company's directory; nobody where there is none. */
  z.strictObject({ type: z.literal("directory.find"), text: z.string().max(300) }),
  /** Keeps a contact, a new one where `id` is null. */
  z.strictObject({ type: z.literal("contact.save"), id: ContactId.nullable(), contact: ContactText }),
  z.strictObject({ type: z.literal("contact.erase"), id: ContactId }),
  /** Asks for a file and says what is in it; keeps nothing. */
  z.strictObject({ type: z.literal("contacts.read") }),
  /** Keeps what is in the file that was read last, all or nothing. */
  z.strictObject({ type: z.literal("contacts.import") }),
  /** Asks where to, then writes every contact there as CSV. */
  z.strictObject({ type: z.literal("contacts.export") }),
  /** Asks where to, then writes the incidents there as JSON; numbers and names of people only when they are wanted. */
  z.strictObject({ type: z.literal("incidents.export"), withCustomers: z.boolean() }),
  /** Puts the one number in what was copied into the dial field; a person dials it. */
  z.strictObject({ type: z.literal("clipboard.fillDial") }),
  /** What was entered at this computer, without the password. */
  z.strictObject({ type: z.literal("setup.read") }),
  /** Knocks at a server as it is typed, without signing in. `trustedKey`: a key the person trusts there. */
  z.strictObject({
    type: z.literal("setup.check"),
    address: z.string().max(256),
    trustedKey: z.string().max(64).nullable(),
  }),
  /** Signs in with what was entered, where no administrator's document decides. */
  z.strictObject({ type: z.literal("setup.enter"), setup: OwnSetup }),
  /** Fetches what a link offers, to be shown; keeps nothing. */
  z.strictObject({ type: z.literal("setup.fetch"), link: z.string().max(longestLink) }),
  /** An operator of a shared computer signs in where its policy says; what comes takes force. */
  z.strictObject({
    type: z.literal("operator.signIn"),
    /** RFC 7617 §2 has no colon in it. */
    user: z
      .string()
      .min(1)
      .max(128)
      .regex(/^[^:\p{Cc}]+$/u),
    password: z.string().min(1).max(256),
  }),
  /** The operator who signed in leaves: asks him, takes the registrations away, erases what the policy wants erased. */
  z.strictObject({ type: z.literal("operator.signOut") }),
  /** Signs in with what was shown last, all of it or nothing. */
  z.strictObject({ type: z.literal("setup.keep"), offerId: z.number().int().nonnegative() }),
]);
export type HostCommand = z.infer<typeof HostCommand>;

export const Command = z.discriminatedUnion("type", [EngineCommand, HostCommand]);
export type Command = z.infer<typeof Command>;
export type CommandType = Command["type"];

/** Who asks: a window, the tray, the local API, a tel: link, or main itself. */
export const Asker = z.enum(["ui", "tray", "api", "link", "main"]);
export type Asker = z.infer<typeof Asker>;

const people = ["ui", "tray", "api", "main"] as const;

/** A Command without an entry here does not compile. A link may fill the field; it never dials by itself. */
export const askersOf = {
  "call.dial": people,
  "call.answer": people,
  "call.reject": people,
  "call.hangUp": people,
  "call.hold": people,
  "call.resume": people,
  "call.mute": people,
  "call.unmute": people,
  "call.swap": people,
  "call.sendDtmf": ["ui", "api"],
  "call.transferBlind": ["ui", "api"],
  "call.transferAttended": ["ui", "api"],
  "call.consult": ["ui", "api"],
  "call.return": ["ui", "api"],
  "call.conference": ["ui", "api"],
  "call.split": ["ui", "api"],
  "call.rescue": people,
  "call.record": people,
  "call.pauseRecording": people,
  "call.stopRecording": people,
  "call.park": ["ui", "api"],
  "parking.retrieve": ["ui", "api"],
  "call.note": ["ui", "api"],
  "call.wrapUp": ["ui", "api"],
  "wrapUp.done": ["ui", "tray", "api"],
  "wrapUp.extend": ["ui", "tray", "api"],
  "wrapUp.restore": ["main"],
  "server.drain": people,
  "server.undrain": people,
  "server.prefer": people,
  "server.probe": people,
  "presence.setDnd": people,
  "queue.login": ["ui", "tray", "api"],
  "queue.logout": ["ui", "tray", "api"],
  "queue.pause": ["ui", "tray", "api"],
  "queue.unpause": ["ui", "tray", "api"],
  "colleague.pickUp": ["ui", "api"],
  "colleague.listen": ["ui", "api"],
  "colleague.whisper": ["ui", "api"],
  "desk.takeOver": ["ui", "api"],
  "desk.release": ["ui", "api"],
  "dial.prepare": ["ui"],
  "sound.test": ["ui"],
  "sound.watch": ["ui"],
  "sound.echo": ["ui"],
  "headset.retry": ["ui"],
  "settings.change": ["ui", "tray"],
  "recent.seen": ["ui"],
  "history.find": ["ui"],
  "history.erase": ["ui"],
  "history.export": ["ui"],
  "recording.open": ["ui"],
  "people.find": ["ui"],
  "directory.find": ["ui"],
  "contact.save": ["ui"],
  "contact.erase": ["ui"],
  "contacts.read": ["ui"],
  "contacts.import": ["ui"],
  "contacts.export": ["ui"],
  "incidents.export": ["ui"],
  "clipboard.fillDial": ["ui", "tray", "main"],
  "setup.read": ["ui"],
  "setup.check": ["ui"],
  "setup.enter": ["ui"],
  "setup.fetch": ["ui"],
  "setup.keep": ["ui"],
  "operator.signIn": ["ui"],
  "operator.signOut": ["ui", "tray"],
} as const satisfies Record<CommandType, readonly Asker[]>;

const hostCommandTypes: ReadonlySet<CommandType> = new Set(HostCommand.options.map(({ shape }) => shape.type.value));

export function isHostCommand(command: Command): command is HostCommand {
  return hostCommandTypes.has(command.type);
}

export function mayAsk(asker: Asker, type: CommandType): boolean {
  const askers: readonly Asker[] = askersOf[type];
  return askers.includes(asker);
}

/** The answer to a Command: accepted (what happened follows as Events), with what was asked for, or why not. */
export const CommandReply = z.discriminatedUnion("ok", [
  z.strictObject({
    ok: z.literal(true),
    callId: CallId.optional(),
    /** To history.find. */
    found: PastCalls.optional(),
    /** To history.erase: how many calls. */
    erased: z.number().int().nonnegative().optional(),
    /** To people.find and directory.find. */
    people: People.optional(),
    /** To contacts.read, unless the person would rather not. */
    importing: ImportReport.optional(),
    /** To contacts.import: how many contacts are new. */
    imported: z.number().int().nonnegative().optional(),
    /** To setup.read, where something was entered. */
    entered: KeptSetup.optional(),
    /** To setup.check. */
    checked: ServerCheck.optional(),
    /** To setup.fetch, and to operator.signIn where nothing came of it. */
    fetched: LinkAnswer.optional(),
  }),
  z.strictObject({ ok: z.literal(false), failure: CommandFailure }),
]);
export type CommandReply = z.infer<typeof CommandReply>;

export function refuseCommand(kind: CommandFailureKind, message: string): CommandReply {
  return { ok: false, failure: { kind, message } };
}

/** An account that a policy or a link brought is neither typed over nor taken away. */
export const accountIsManaged = refuseCommand("notAllowed", "Your administrator decides the account of this computer.");
