/**
 * What operators' feature codes do. A code does its work before it answers, so that the answer says that it is done, and
 * hangs up with 21 (403) where it may not or could not.
 */
import { codes } from "../to-document.ts";
import type { SiteDocument, SiteQueue } from "../site-document.ts";
import { writeExtension, writeHint } from "./dialplan-text.ts";
import type { Roster } from "./roster.ts";

const caller = "${CALLERID(num)}";
const done = "Goto(done,s,1)";
const refuse = ["no", "Hangup(21)"] as const;

/** Whoever has no such hint has no business with it. */
function unlessHinted(hint: string): string {
  return `GotoIf($["\${HINT(${hint}@operators)}" = ""]?no)`;
}

/** Only digits of what was dialled, after the code itself. */
function digitsAfter(code: string): string {
  return `\${FILTER(0-9,\${EXTEN:${code.length}})}`;
}

/** How the names of that colleague's channels begin; without the dash 1001 would mean 10012's as well. */
function channelsAfter(code: string): string {
  return `PJSIP/${digitsAfter(code)}-`;
}

export function writeCodes(site: SiteDocument): string[] {
  return [
    writeExtension(codes.echo, "Answer()", "Echo()", "Hangup(16)"),
    writeExtension(codes.voicemail, `VoiceMailMain(${caller}@default,s)`, "Hangup(16)"),
    ...(site.pickUp
      ? [writeExtension(`_${codes.pickUp}X.`, `PickupChan(${channelsAfter(codes.pickUp)},p)`, "Hangup(31)")]
      : []),
    ...(site.desks ? writeDeskCodes() : []),
    ...(site.dnd ? writeDndCodes() : []),
    ...site.queues.flatMap(writeQueueCodes),
  ];
}

/** Another desk's extension rings at the desk that took it over, until that one gives it back. */
function writeDeskCodes(): string[] {
  const taken = digitsAfter(codes.takeOver);
  const released = digitsAfter(codes.releaseDesk);
  return [
    writeExtension(
      `_${codes.takeOver}X.`,
      unlessHinted(taken),
      `Set(DB(desk/${taken})=${caller})`,
      `Set(DEVICE_STATE(Custom:desk-${caller})=INUSE)`,
      done,
      refuse,
    ),
    writeExtension(
      `_${codes.releaseDesk}X.`,
      unlessHinted(released),
      `NoOp(\${DB_DELETE(desk/${released})})`,
      `Set(DEVICE_STATE(Custom:desk-${caller})=NOT_INUSE)`,
      done,
      refuse,
    ),
  ];
}

/** The server turns the caller's own calls away, until it is told otherwise. */
function writeDndCodes(): string[] {
  const state = `DEVICE_STATE(Custom:dnd-${caller})`;
  return [
    writeExtension(codes.dndOn, `Set(DB(dnd/${caller})=1)`, `Set(${state}=INUSE)`, done),
    writeExtension(codes.dndOff, `NoOp(\${DB_DELETE(dnd/${caller})})`, `Set(${state}=NOT_INUSE)`, done),
  ];
}

/** A queue has no device that tells who is in it, so one is kept; of a pause it tells by itself, by whomever it was made. */
function writeQueueCodes({ id, members }: SiteQueue): string[] {
  const isAllowed = unlessHinted(`paused-${id}-${caller}`);
  const member = `PJSIP/${caller}`;
  const reason = `\${FILTER(a-zA-Z0-9,\${EXTEN:${codes.pause.length + id.length + 1}})}`;
  const login = [
    writeExtension(
      `${codes.login}${id}`,
      isAllowed,
      `AddQueueMember(${id},${member})`,
      `Set(DEVICE_STATE(Custom:member-${id}-${caller})=INUSE)`,
      done,
      refuse,
    ),
    writeExtension(
      `${codes.logout}${id}`,
      isAllowed,
      `RemoveQueueMember(${id},${member})`,
      `Set(DEVICE_STATE(Custom:member-${id}-${caller})=NOT_INUSE)`,
      done,
      refuse,
    ),
  ];
  return [
    ...(members === "logIn" ? login : []),
    writeExtension(
      `_${codes.pause}${id}*.`,
      `PauseQueueMember(${id},${member},,${reason})`,
      'GotoIf($["${PQMSTATUS}" != "PAUSED"]?no)',
      done,
      refuse,
    ),
    writeExtension(
      `${codes.unpause}${id}`,
      `UnpauseQueueMember(${id},${member})`,
      'GotoIf($["${UPQMSTATUS}" != "UNPAUSED"]?no)',
      done,
      refuse,
    ),
  ];
}

/** Every operator's line, and what stands for the queues they may work in. */
export function writeHints({ site, operators }: Roster): string[] {
  const logIn = new Set(site.queues.filter(({ members }) => members === "logIn").map(({ id }) => id));
  return operators.flatMap(({ extension, queues }) => [
    writeHint(extension, `PJSIP/${extension}`),
    ...(site.desks ? [writeHint(`desk-${extension}`, `Custom:desk-${extension}`)] : []),
    ...(site.dnd ? [writeHint(`dnd-${extension}`, `Custom:dnd-${extension}`)] : []),
    ...queues.flatMap((id) => [
      writeHint(`paused-${id}-${extension}`, `Queue:${id}_pause_PJSIP/${extension}`),
      ...(logIn.has(id) ? [writeHint(`member-${id}-${extension}`, `Custom:member-${id}-${extension}`)] : []),
    ]),
  ]);
}

/** Supervisors alone may listen. */
export function writeSupervisorCodes(): string[] {
  return [
    writeExtension(`_${codes.listen}X.`, `ChanSpy(${channelsAfter(codes.listen)},qES)`, "Hangup(16)"),
    writeExtension(`_${codes.whisper}X.`, `ChanSpy(${channelsAfter(codes.whisper)},qwES)`, "Hangup(16)"),
  ];
}
