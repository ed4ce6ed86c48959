/** What the columns of an operators' list are called, in the five languages. */
import { foldText } from "../../shared/lib/fold-text.ts";

export type RosterColumn = "extension" | "name" | "queues" | "number" | "supervisor";

const titles: Readonly<Record<RosterColumn, string>> = {
  extension: "extension|ext|user|durchwahl|nebenstelle|extensión|anexo|内線|内線番号|добавочный|внутренний номер",
  name: "name|display name|anzeigename|nombre|名前|氏名|表示名|имя|фио",
  queues: "queues|queue|queue memberships|warteschlangen|warteschlange|colas|cola|キュー|очереди|очередь",
  number: "number|direct number|did|rufnummer|número|número directo|電話番号|直通番号|номер|прямой номер",
  supervisor: "supervisor|teamleiter|teamleitung|スーパーバイザー|супервизор",
};

const columns = new Map(
  Object.entries(titles).flatMap(([column, names]) =>
    names.split("|").map((name) => [foldText(name), column as RosterColumn] as const),
  ),
);

export function toRosterColumn(heading: string): RosterColumn | null {
  return columns.get(foldText(heading.trim())) ?? null;
}
