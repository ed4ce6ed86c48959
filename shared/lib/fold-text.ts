/** Makes words alike before they are compared: what is kept of a call, what a command is called, and what a person types. */

/** Of Latin, Greek, Cyrillic, Hebrew and Arabic letters; the marks of kana and of Indian scripts make another letter. */
const accents = /(?![\u{3099}\u{309a}])[\p{Mn}&&[\p{sc=Inherited}\p{sc=Hebrew}\p{sc=Arabic}]]/gv;
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const katakana = /[\u30a1-\u30f6]/gu;
/** Letters that no normal form takes apart. */
const alike: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ" };

/** Without case, accents, width and, in Japanese, the choice between the two kana. */
export function foldText(text: string): string {
  return text
    .replace(invisible, " ")
    .normalize("NFKD")
    .toLowerCase()
    .replace(accents, "")
    .normalize("NFC")
    .replace(katakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/[ßæœøłđıς]/gu, (letter) => alike[letter] ?? letter);
}
