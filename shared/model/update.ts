/** Which version runs here, whether a newer one is known, and when it will be in its place; as every outlet sees it. */
import { z } from "zod";
import { EpochMs } from "./time.ts";

/** How Tandem came onto this computer. */
export const PackageKind = z.enum(["nsis", "appimage", "mac", "deb", "rpm", "msi", "unknown"]);
export type PackageKind = z.infer<typeof PackageKind>;

/** Why a look, or what it found, came to nothing. */
export const UpdateTrouble = z.enum([
  /** The server, or the way to it. */
  "unreachable",
  "untrusted",
  "notFound",
  "failing",
  "tooSlow",
  "tooBig",
  "brokenOff",
  /** What it offers. */
  "unsigned",
  "badSignature",
  "notAManifest",
  "elsewhere",
  "noFile",
  "corrupt",
  "badPublisher",
  /** This computer. */
  "noRoom",
  "failed",
]);
export type UpdateTrouble = z.infer<typeof UpdateTrouble>;

export const NewerVersion = z.strictObject({
  version: z.string().min(1),
  /** `reported`: not this program's to install. */
  step: z.enum(["reported", "waiting", "downloading", "ready", "installing"]),
  /** When it will be installed at the earliest; null: when Tandem is quit, or it is not this program's to install. */
  atInstall: EpochMs.nullable(),
});
export type NewerVersion = z.infer<typeof NewerVersion>;

export const UpdateNews = z.strictObject({
  running: z.string().min(1),
  packageKind: PackageKind,
  newer: NewerVersion.nullable(),
  /** When the server last said what there is. */
  atLooked: EpochMs.nullable(),
  /** Of the last look, or of what it found. */
  trouble: UpdateTrouble.nullable(),
});
export type UpdateNews = z.infer<typeof UpdateNews>;
