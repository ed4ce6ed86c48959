/** Every value in force as a table of plain text: one line a setting, in the order of the document. */
import type { EffectiveSetting } from "../../shared/model/resolve-setting.ts";

/** As it is printed and read by programs: secrets masked. */
export type ReportedSetting = EffectiveSetting & { readonly key: string };

const mostOfValue = 60;

export function describeSettings(settings: readonly ReportedSetting[]): string {
  const rows = [
    ["setting", "value", "source", "locked", "from"],
    ...settings.map(({ key, value, source, locked, where }) => [
      key,
      shorten(JSON.stringify(value)),
      source,
      locked ? "yes" : "no",
      where?.name ?? "-",
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function shorten(text: string): string {
  return text.length <= mostOfValue ? text : `${text.slice(0, mostOfValue - 1)}…`;
}
