/** What an administrator decides about recording calls: whether, how the parties are told, who can read the files, for how long. */
import { z } from "zod";

/** The DER of every X25519 SubjectPublicKeyInfo begins with these 12 octets (RFC 8410 §4); 32 of the key follow. */
const x25519Key = /^MCowBQYDK2VuAyEA[A-Za-z0-9+/]{43}=$/u;

/** `off`: nothing can be recorded; `ask`: the operator starts and stops; `always`: every answered call, from its answer. */
export const RecordingMode = z.enum(["off", "ask", "always"]);
export type RecordingMode = z.infer<typeof RecordingMode>;

/** `webm`: Opus; `wav`: 16 bit, the operator left and the others right in both. */
export const RecordingFormat = z.enum(["webm", "wav"]);
export type RecordingFormat = z.infer<typeof RecordingFormat>;

/** A beep that every party hears: never, as a recording begins, or again and again while it goes on. */
export const ConsentTone = z.enum(["off", "start", "repeat"]);
export type ConsentTone = z.infer<typeof ConsentTone>;

export const RecordingPolicy = z.strictObject({
  mode: RecordingMode.default("off").describe(
    "Whether calls are recorded: never, when the operator starts it, or every answered call",
  ),
  /** Whether the operator may leave something out, a card's number say. */
  mayPause: z.boolean().default(true).describe("Whether the operator may leave something out of a recording"),
  consentTone: ConsentTone.default("start").describe(
    "A beep that every party hears: never, as a recording begins, or again and again",
  ),
  /** Of `repeat`, s. */
  toneEveryS: z.number().int().min(5).max(120).default(15).describe("Time between two beeps of a repeated one, s"),
  format: RecordingFormat.default("webm").describe("The form of the files: Opus in WebM, or 16 bit WAV"),
  /** Files are sealed to this key as they are written, and nobody at the seat can read them. */
  encryptTo: z
    .string()
    .regex(x25519Key, "a public X25519 key in base64, which begins with MCowBQYDK2VuAyEA and has 60 characters")
    .optional()
    .describe("Your public X25519 key; files are sealed to it and nobody at the seat can read them"),
  /** Whether a file's name holds the other party's number. */
  namesNumber: z.boolean().default(false).describe("Whether a file's name holds the other party's number"),
  /** Instead of a folder of Tandem's own. */
  folder: z
    .string()
    .max(1_024)
    .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)/u, "a whole path, such as /srv/recordings or \\\\server\\recordings")
    .optional()
    .describe("Where recordings lie, instead of a folder of Tandem's own"),
  /** Older recordings are erased. */
  keepDays: z.number().int().min(1).max(3_650).default(90).describe("Recordings older than this many days are erased"),
  /** When there is more of them, MB, the oldest are erased. */
  mostMb: z
    .number()
    .int()
    .min(10)
    .max(10_000_000)
    .default(10_000)
    .describe("When a seat has more megabytes of them than this, the oldest are erased"),
  /** Whether the history shows operators where a recording is, and plays those that are not sealed. */
  operatorMayOpen: z
    .boolean()
    .default(true)
    .describe("Whether operators may see and play recordings that are not sealed"),
});
export type RecordingPolicy = z.infer<typeof RecordingPolicy>;

/** What the engine needs of it. */
export const RecordingConfig = z.strictObject({
  mode: RecordingMode.exclude(["off"]),
  mayPause: z.boolean(),
  consentTone: ConsentTone,
  toneEveryS: z.number().int(),
  format: RecordingFormat,
});
export type RecordingConfig = z.infer<typeof RecordingConfig>;

/** @returns null where nothing can be recorded. */
export function toRecordingConfig(policy: RecordingPolicy): RecordingConfig | null {
  const { mode, mayPause, consentTone, toneEveryS, format } = policy;
  return mode === "off" ? null : { mode, mayPause, consentTone, toneEveryS, format };
}
