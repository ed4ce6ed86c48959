/** The sections of a policy document, each with its form, its default and what it means; everything else is made from them. */
import { z } from "zod";
import { mostQueues, PauseReason, QueueEntry } from "./agent.ts";
import { ColleagueEntry, mostColleagues } from "./colleague.ts";
import { DialCountry } from "./dial-country.ts";
import { DialRules } from "./dial-rules.ts";
import { DirectoryPolicy } from "./directory-policy.ts";
import { FailoverPolicy } from "./failover-policy.ts";
import { FeatureCodes, QueueCodes } from "./feature-codes.ts";
import { HeaderName } from "./header-name.ts";
import { HistoryPolicy } from "./history-policy.ts";
import { LocalApiPolicy } from "./local-api-policy.ts";
import { mostParkingSlots, ParkingSlot } from "./parking.ts";
import { IceServer } from "./phone-config.ts";
import { ProvisioningPolicy } from "./provisioning-policy.ts";
import { RecordingPolicy } from "./recording-policy.ts";
import { IncidentsPolicy, LogPolicy } from "./retention-policy.ts";
import { AccountDocument, ServerDocument, VoicemailDocument } from "./server-document.ts";
import { textLine } from "./text-line.ts";
import { UpdatePolicy } from "./update-policy.ts";
import { VoicePolicy } from "./voice.ts";
import { WindowPolicy } from "./window-policy.ts";
import { WrapUpPolicy } from "./wrap-up-policy.ts";

export const policySections = {
  account: AccountDocument.describe("The operator's account, the same on every server"),
  servers: z
    .array(ServerDocument)
    .min(1, "needs at least one server")
    .superRefine((servers, context) => {
      refuseTwice(servers, "id", "is used by two servers; every id must differ", context);
      const primaries = servers.filter((server) => server.role === "primary").length;
      if (primaries !== 1) {
        context.addIssue({
          code: "custom",
          message: `exactly one server must have the role "primary"; there ${primaries === 0 ? "is none" : `are ${primaries}`}`,
        });
      }
    })
    .describe("The servers; exactly one of them is primary"),
  failover: FailoverPolicy.prefault({}).describe("When a server counts as lost, and what follows"),
  media: VoicePolicy.extend({
    iceServers: z.array(IceServer).max(8).default([]).describe("STUN and TURN servers"),
  })
    .prefault({})
    .describe("The voice, the ring and STUN servers"),
  dialing: DialRules.extend({
    /** Whether --dial may dial by itself instead of filling the field. */
    dialFromCommandLine: z
      .boolean()
      .default(false)
      .describe("Whether --dial=<number> dials by itself instead of filling the field"),
    /** A number that answers by itself, such as an echo test: `--diagnostics` dials it on every server, and nobody else does. */
    testNumber: z
      .string()
      .regex(/^[0-9*#+]{2,32}$/, "2 to 32 of 0-9 * # +")
      .optional()
      .describe("A number that answers by itself, such as an echo test, for --diagnostics"),
    /** What is dialled before a number outside the house; callers come in with it or without. */
    outsidePrefix: z
      .string()
      .regex(/^[0-9*#]{0,4}$/, "at most 4 of 0-9 * #")
      .default("")
      .describe("What is dialled before a number outside the house"),
    /** Where the seat is, so that the two spellings of a number are known for one. */
    country: DialCountry.optional().describe(
      "The seat's country calling code, and what stands before a number within the country",
    ),
  })
    .prefault({})
    .describe("What may be dialled"),
  history: HistoryPolicy.prefault({}).describe("How much of the history is kept, and who may take it out"),
  recording: RecordingPolicy.prefault({}).describe("Whether and how calls are recorded"),
  incidents: IncidentsPolicy.prefault({}).describe("How long outages are kept"),
  log: LogPolicy.prefault({}).describe("How long the log is kept"),
  /** The company's directory of people; without it there is none. */
  directory: DirectoryPolicy.optional().describe("The company's directory of people, asked over LDAP"),
  /** Whose lines are watched on every server. */
  colleagues: z
    .array(ColleagueEntry)
    .max(mostColleagues, `at most ${mostColleagues}: each of them is a subscription on every server`)
    .superRefine((colleagues, context) => refuseTwice(colleagues, "extension", "is listed twice", context))
    .default([])
    .describe("Colleagues whose lines every seat watches"),
  /** Present: every server is asked for waiting messages. */
  voicemail: VoicemailDocument.optional().describe(
    "Asks every server for waiting messages, and what is dialled to listen",
  ),
  queues: z
    .array(QueueEntry.extend({ codes: QueueCodes.optional() }))
    .max(mostQueues, `at most ${mostQueues}: each of them is two subscriptions on every server`)
    .superRefine((queues, context) => refuseTwice(queues, "id", "is listed twice", context))
    .default([])
    .describe("The queues an operator may work in"),
  /** What an INVITE carries when a queue sends it. */
  queueHeader: HeaderName.optional().describe("The SIP header by which a server says which queue sends a call"),
  pauseReasons: z.array(PauseReason).max(16).default([]).describe("Reasons offered with a pause"),
  featureCodes: FeatureCodes.prefault({}).describe("What is dialled to have something done"),
  /** The places of the parking lot that are watched on every server. */
  parkingSlots: z
    .array(ParkingSlot)
    .max(mostParkingSlots, `at most ${mostParkingSlots}: each of them is a subscription on every server`)
    .refine((slots) => new Set(slots).size === slots.length, "every place must differ")
    .default([])
    .describe("The places of the parking lot that are watched on every server"),
  /** Work after a call; without it there is none. */
  wrapUp: WrapUpPolicy.optional().describe("Work after a call: its reasons, its time and its pause"),
  window: WindowPolicy.prefault({}).describe("The look, the language and the keys of the window"),
  localApi: LocalApiPolicy.prefault({}).describe("The interface for programs of the same computer"),
  provisioning: ProvisioningPolicy.prefault({}).describe("Where newer documents come from, after a link"),
  updates: UpdatePolicy.prefault({}).describe("Newer versions: where they come from, who gets them, and when"),
  fleet: z
    .strictObject({ url: textLine(1, 256), site: textLine(1, 256) })
    .optional()
    .describe("Where the seat's state is sent for the fleet's monitor"),
};

/** The first entry that says the same as one before it. */
function refuseTwice<Field extends string>(
  entries: readonly Readonly<Record<Field, string>>[],
  field: Field,
  why: string,
  context: z.RefinementCtx,
): void {
  const said = entries.map((entry) => entry[field]);
  const twice = said.findIndex((one, index) => said.indexOf(one) !== index);
  if (twice === -1) return;
  context.addIssue({ code: "custom", path: [twice, field], message: `"${said[twice] ?? ""}" ${why}` });
}
