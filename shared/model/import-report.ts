/** What a file of contacts holds, before any of it is kept: how many can be used, and what is wrong with the rest. */
import { z } from "zod";

/** `openQuote`: quotation marks of the row are not in pairs. `openCard`: the card has no end. */
export const RefusalWhy = z.enum(["noName", "noNumber", "badNumber", "tooLong", "openQuote", "openCard"]);
export type RefusalWhy = z.infer<typeof RefusalWhy>;

export const RefusedRow = z.strictObject({
  /** In the file, from 1. */
  line: z.number().int().positive(),
  why: RefusalWhy,
  /** The beginning of what stands there. */
  text: z.string(),
});
export type RefusedRow = z.infer<typeof RefusedRow>;

export const FileTrouble = z.enum(["unreadable", "tooBig", "noContacts", "noColumns"]);
export type FileTrouble = z.infer<typeof FileTrouble>;

export const ImportReport = z.strictObject({
  fileName: z.string(),
  format: z.enum(["csv", "vcard"]),
  /** As it was read. */
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252", "shift_jis"]),
  /** Contacts that can be kept; what stands in the file twice, to the letter, is one. */
  usable: z.number().int().nonnegative(),
  /** Of those, how many are there already, to the letter, and would change nothing. */
  known: z.number().int().nonnegative(),
  refused: z.number().int().nonnegative(),
  /** The first of the refused. */
  refusedRows: z.array(RefusedRow),
  /** The first few names, so that a wrong encoding is seen before it is kept. */
  names: z.array(z.string()),
});
export type ImportReport = z.infer<typeof ImportReport>;
