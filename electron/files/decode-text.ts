/** Bytes of a file as text: by its mark where it has one, else by what its bytes can be. A guess, and shown as one. */
import type { ImportReport } from "../../shared/model/import-report.ts";

export type Encoding = ImportReport["encoding"];
export type DecodedText = { readonly text: string; readonly encoding: Encoding };

export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = findMark(bytes) ?? guess(bytes);
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

function findMark([first, second, third]: Uint8Array): Encoding | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : null;
}

function guess(bytes: Uint8Array): Encoding {
  const zeros = { even: 0, odd: 0 };
  for (const [index, byte] of bytes.subarray(0, 4_096).entries()) {
    if (byte === 0) zeros[index % 2 === 0 ? "even" : "odd"] += 1;
  }
  // Commas, digits and line ends have a zero beside them in UTF-16, and no text of bytes has any.
  if (zeros.odd > 0 || zeros.even > 0) return zeros.odd >= zeros.even ? "utf-16le" : "utf-16be";
  if (decodes(bytes, "utf-8") !== null) return "utf-8";
  return isShiftJis(bytes) ? "shift_jis" : "windows-1252";
}

/**
 * Western letters are bytes from 0xC0 on, which begin rare characters of Shift_JIS; kana and the usual kanji begin with
 * 0x81 to 0x9F, which in Windows-1252 are marks that hardly stand in names.
 */
function isShiftJis(bytes: Uint8Array): boolean {
  const text = decodes(bytes, "shift_jis");
  if (text === null || /\p{Co}/u.test(text)) return false;
  let usual = 0;
  let rare = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    const isLead = (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
    if (!isLead) continue;
    if (byte <= 0x9f) usual += 1;
    else rare += 1;
    index += 1;
  }
  return usual > rare;
}

/** @returns null where the bytes cannot be that. */
function decodes(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
