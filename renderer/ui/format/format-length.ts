/** How long something took, in words short enough for a sentence: 2 min 14 s, 480 ms. */
const parts = [
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** @returns the two largest units that count, side by side; milliseconds below a second. */
export function formatLength(ms: number, locale: string): string {
  if (ms < 1_000) return formatUnit(Math.round(ms), "millisecond", locale);
  const whole = Math.round(ms / 1_000) * 1_000;
  const counted = parts.map(([unit, unitMs], index) => {
    const above = parts[index - 1]?.[1] ?? Number.POSITIVE_INFINITY;
    return [Math.floor((whole % above) / unitMs), unit] as const;
  });
  const first = counted.findIndex(([count]) => count > 0);
  return counted
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => formatUnit(count, unit, locale))
    .join(" ");
}

function formatUnit(count: number, unit: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(count);
}
