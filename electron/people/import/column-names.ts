/** What the columns of a CSV are called: by Tandem, Outlook and Google, in the five languages. */
import { foldText } from "../../../shared/lib/fold-text.ts";
import type { NumberKind } from "../../../shared/model/contact.ts";

export type Column =
  | { readonly kind: "name" | "family" | "given" | "middle" | "company" | "note" | "label" }
  | { readonly kind: "number"; readonly of: NumberKind };

const texts = {
  name: "name|full name|display name|file as|contact|vollständiger name|anzeigename|nombre completo|nombre para mostrar|名前|氏名|表示名|お名前|фио|полное имя|имя и фамилия|отображаемое имя",
  given: "first name|given name|vorname|nombre|nombre de pila|名|имя",
  middle: "middle name|additional name|weitere vornamen|segundo nombre|ミドル ネーム|отчество",
  family: "last name|family name|surname|nachname|familienname|apellidos|apellido|姓|фамилия",
  company:
    "company|organization|organization name|organisation|firma|unternehmen|empresa|compañía|organización|会社|会社名|勤務先|組織|компания|организация|фирма",
  note: "note|notes|notiz|notizen|bemerkung|nota|notas|observaciones|メモ|備考|ノート|заметка|заметки|примечание|примечания",
  label: "phone type|phone label",
} as const;

const numbers: Readonly<Record<NumberKind, string>> = {
  work: "work|work phone|business phone|company main phone|phone (work)|telefon geschäftlich|geschäftlich|telefon (geschäftlich)|firmentelefon|hauptrufnummer der firma|teléfono del trabajo|teléfono trabajo|trabajo|teléfono principal de la compañía|会社電話|勤務先電話|会社の電話|勤務先|代表電話|рабочий телефон|телефон раб|рабочий|основной телефон организации",
  mobile:
    "mobile|mobile phone|cell|cell phone|phone (mobile)|mobiltelefon|handy|mobil|teléfono móvil|móvil|celular|携帯電話|携帯|モバイル|мобильный телефон|мобильный|телефон переносной|сотовый телефон",
  home: "home|home phone|phone (home)|telefon privat|telefon (privat)|privat|teléfono particular|teléfono de casa|casa|particular|自宅電話|自宅の電話|自宅|домашний телефон|телефон дом|домашний",
  other:
    "other|other phone|phone|number|phone number|phone value|telephone|tel|primary phone|car phone|telefon|telefonnummer|rufnummer|nummer|weiteres telefon|haupttelefon|teléfono|número|número de teléfono|otro teléfono|teléfono principal|電話|電話番号|番号|その他の電話|その他|телефон|номер|номер телефона|другой телефон|основной телефон",
};

/** Without case, accents, marks between words and the digit that tells a second one. */
function toKey(heading: string): string {
  return foldText(heading).replace(/[\s\p{P}\p{S}\d]+/gu, "");
}

const keysOf = (list: string) => list.split("|").map(toKey);

const known: ReadonlyMap<string, Column> = new Map<string, Column>([
  ...Object.entries(texts).flatMap(([kind, list]) =>
    keysOf(list).map((key) => [key, { kind: kind as keyof typeof texts }] as const),
  ),
  ...Object.entries(numbers).flatMap(([of, list]) =>
    keysOf(list).map((key) => [key, { kind: "number", of: of as NumberKind }] as const),
  ),
]);

/** @returns null for a column that holds nothing of a contact. */
export function toColumn(heading: string): Column | null {
  return known.get(toKey(heading)) ?? null;
}

const labels: readonly (readonly [NumberKind, RegExp])[] = [
  ["mobile", /mobil|cell|handy|携帯|моб|movil/u],
  ["work", /work|business|main|arbeit|trabajo|geschaft|会社|勤務|раб/u],
  ["home", /home|privat|casa|自宅|дом/u],
];

/** What Google's "Phone 1 - Label" and a vCard's TYPE say of a number. */
export function toNumberKind(label: string): NumberKind {
  const folded = foldText(label);
  return labels.find(([, pattern]) => pattern.test(folded))?.[0] ?? "other";
}
