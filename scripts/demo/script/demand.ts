/** Says what was expected and what was seen when the two differ. */
import { isDeepStrictEqual } from "node:util";

export function demand(what: string, seen: unknown, expected: unknown): void {
  if (isDeepStrictEqual(seen, expected)) return;
  throw new Error(`expected ${what} to be ${JSON.stringify(expected)}; saw ${JSON.stringify(seen)}`);
}
