/**
 * extensions.conf of one server. The scheme of the providers: the primary rings for its time and then gives the call back
 * with a code on which the provider goes on; so does every backup but the last, whose voicemail takes it.
 */
import { inTurn, type SiteDocument, type SiteServer, type Trunk } from "../site-document.ts";
import { queueHeader } from "../to-document.ts";
import { writeFile } from "./config-text.ts";
import { writeContext, writeExtension, type Step } from "./dialplan-text.ts";
import { writeCodes, writeHints, writeSupervisorCodes } from "./operator-codes.ts";
import type { Roster } from "./roster.ts";
import { nameOfTrunk } from "./to-pjsip.ts";

/** How long callers from inside wait in a queue, s. */
const insideQueueS = 300;
/** How long a number outside rings, s. */
const outsideRingS = 90;

const number = "${FILTER(0-9+,${EXTEN})}";

export function toExtensions(roster: Roster, server: SiteServer): string {
  const { site, operators } = roster;
  const { parking, queues, outsidePrefix, trunks, emergency } = site;
  const isLast = inTurn(site.servers).at(-1)?.id === server.id;
  const mailboxes = new Map(queues.map(({ id, mailbox }) => [id, mailbox ?? null]));
  return writeFile(
    "extensions-own.conf",
    writeContext(
      "operators",
      parking === undefined ? [] : ["include => parkedcalls"],
      writeCodes(site),
      trunks.length === 0 ? [] : emergency.map((one) => writeExtension(one, `Goto(emergency,${one},1)`)),
      queues.map(({ id }) => writeExtension(id, `Goto(queue-from-inside,${id},1)`)),
      operators.map(({ extension }) => writeExtension(extension, `Goto(call-from-inside,${extension},1)`)),
      writeHints(roster),
      trunks.length === 0 ? [] : writeWaysOut(outsidePrefix, emergency),
    ),
    writeContext("supervisors", "include => operators", writeSupervisorCodes()),
    writeContext("done", writeExtension("s", "Answer()", "Hangup(16)")),
    writeRing(site),
    writeContext("call-from-inside", writeExtension("_X.", "Gosub(ring,s,1(${EXTEN}))", ...toVoicemail("${EXTEN}"))),
    writeContext(
      "queue-from-inside",
      queues.map(({ id }) => writeExtension(id, "Answer()", writeQueue(id, "", insideQueueS), "Hangup(16)")),
    ),
    ...(queues.length === 0
      ? []
      : [
          writeContext(
            "whose-queue",
            writeExtension("_X.", `Set(PJSIP_HEADER(add,${queueHeader})=\${EXTEN})`, "Return()"),
          ),
        ]),
    writeContext(
      "from-provider",
      operators.flatMap(({ extension, number: direct }) =>
        [extension, ...spellings(direct)].map((one) => writeExtension(one, `Goto(call-from-outside,${extension},1)`)),
      ),
      queues.flatMap(({ id, numbers }) =>
        [id, ...numbers.flatMap(spellings)].map((one) => writeExtension(one, `Goto(queue-from-outside,${id},1)`)),
      ),
    ),
    writeContext(
      "call-from-outside",
      writeExtension("_X.", "Gosub(ring,s,1(${EXTEN}))", ...(isLast ? toVoicemail("${EXTEN}") : giveBack)),
    ),
    writeContext(
      "queue-from-outside",
      queues.map(({ id }) => {
        const mailbox = isLast ? (mailboxes.get(id) ?? null) : null;
        const then = mailbox === null ? ["Hangup(19)"] : [`VoiceMail(${mailbox}@default,u)`, "Hangup(16)"];
        return writeExtension(id, writeQueue(id, "r", site.ringS), ...then);
      }),
    ),
    ...(trunks.length === 0 ? [] : [writeOutside(trunks), writeEmergency(trunks, emergency)]),
  );
}

/** On each member's own channel, before its INVITE goes out, is written whose queue it is. */
function writeQueue(id: string, options: string, waitS: number): string {
  return `Queue(${id},${options}b(whose-queue^${id}^1),,,${waitS})`;
}

/** DIALSTATUS and HANGUPCAUSE of the Dial are the caller's afterwards. */
function writeRing({ desks, dnd, ringS }: SiteDocument): string {
  const desk = "${IF($[${DB_EXISTS(desk/${ARG1})}]?${DB(desk/${ARG1})}:${ARG1})}";
  const seat = desks ? "${DESK}" : "${ARG1}";
  const turnedAway: readonly Step[] = [["turned", "Set(DIALSTATUS=BUSY)"], "Return()"];
  const steps: readonly Step[] = [
    ...(desks ? [`Set(DESK=${desk})`] : []),
    ...(dnd ? [`GotoIf($[\${DB_EXISTS(dnd/${seat})}]?turned)`] : []),
    `Dial(PJSIP/${seat},${ringS})`,
    "Return()",
    ...(dnd ? turnedAway : []),
  ];
  return writeContext("ring", writeExtension("s", ...steps));
}

function toVoicemail(mailbox: string): readonly Step[] {
  return [
    'GotoIf($["${DIALSTATUS}" = "BUSY"]?busy)',
    `VoiceMail(${mailbox}@default,u)`,
    "Hangup(16)",
    ["busy", `VoiceMail(${mailbox}@default,b)`],
    "Hangup(16)",
  ];
}

/** 486 where the operator declined, 480 where nobody answered, 503 where the seat is not here. */
const giveBack: readonly Step[] = [
  'GotoIf($["${DIALSTATUS}" = "BUSY"]?busy)',
  'GotoIf($["${DIALSTATUS}" = "NOANSWER"]?unanswered)',
  "Hangup(34)",
  ["busy", "Hangup(17)"],
  ["unanswered", "Hangup(19)"],
];

/** A provider may leave out the + that a number was given with. */
function spellings(direct: string | null): readonly string[] {
  if (direct === null) return [];
  return direct.startsWith("+") ? [direct, direct.slice(1)] : [direct];
}

function writeWaysOut(prefix: string, emergency: readonly string[]): string[] {
  const after = `Goto(outside,\${EXTEN:${prefix.length}},1)`;
  if (prefix !== "") {
    const prefixed = emergency.map((one) => writeExtension(`${prefix}${one}`, `Goto(emergency,${one},1)`));
    return [...prefixed, writeExtension(`_${prefix}X.`, after), writeExtension("_+X.", "Goto(outside,${EXTEN},1)")];
  }
  return [writeExtension("_XXXXXXX!", after), writeExtension("_+X.", after)];
}

/** The next line is tried where this one could not be had; 503 sends Tandem's dial to the other server. */
function writeOutside(trunks: readonly Trunk[]): string {
  const couldNot =
    '$["${DIALSTATUS}" = "CONGESTION" | ("${DIALSTATUS}" = "CHANUNAVAIL" & ("${HANGUPCAUSE}" = "3" | "${HANGUPCAUSE}" = "20" | "${HANGUPCAUSE}" = "0" | "${HANGUPCAUSE}" = ""))]';
  const steps = trunks.flatMap((trunk): Step[] => [
    ...(trunk.callerNumber === undefined ? [] : [`Set(CALLERID(num)=${trunk.callerNumber})`]),
    `Dial(PJSIP/${number}@${nameOfTrunk(trunk)},${outsideRingS})`,
    `GotoIf(${couldNot}?:over)`,
  ]);
  return writeContext(
    "outside",
    ["_X!", "_+X."].map((pattern) =>
      writeExtension(pattern, ...steps, "Hangup(34)", [
        "over",
        "Hangup(${IF($[0${HANGUPCAUSE} > 0]?${HANGUPCAUSE}:19)})",
      ]),
    ),
  );
}

/** Every line in its turn, whatever the one before it said. */
function writeEmergency(trunks: readonly Trunk[], emergency: readonly string[]): string {
  return writeContext(
    "emergency",
    emergency.map((one) =>
      writeExtension(
        one,
        ...trunks.flatMap((trunk) => [
          ...(trunk.callerNumber === undefined ? [] : [`Set(CALLERID(num)=${trunk.callerNumber})`]),
          `Dial(PJSIP/${one}@${nameOfTrunk(trunk)},${outsideRingS})`,
        ]),
        "Hangup(34)",
      ),
    ),
  );
}
