/** A number as small as a badge: 7, 99, 99+. */
const mostOnBadge = 99;

export function formatBadge(count: number): string {
  return count > mostOnBadge ? `${mostOnBadge}+` : String(count);
}
