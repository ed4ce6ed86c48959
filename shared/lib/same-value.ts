/** Structural equality of plain JSON-like values; used to tell whether a projection really changed. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const entriesOfA = Object.entries(a);
  const mapOfB = new Map(Object.entries(b));
  if (entriesOfA.length !== mapOfB.size) return false;
  return entriesOfA.every(([key, value]) => mapOfB.has(key) && isSameValue(value, mapOfB.get(key)));
}
