/** Reads why the network ended a call, as the telephone network numbers it: `Reason: Q.850;cause=20` (RFC 3326 §2). */

/** @param values of the Reason headers. @returns the first cause of ITU-T Q.850, 1 to 127; null when none is told. */
export function readCause(values: readonly string[]): number | null {
  const unquoted = values.join(",").replace(/"(?:[^"\\]|\\.)*"/g, "");
  const reason = unquoted.split(",").find((one) => /^\s*Q\.850\s*;/i.test(one)) ?? "";
  const cause = Number(/;\s*cause\s*=\s*(\d{1,3})\s*(?:;|$)/i.exec(reason)?.[1] ?? 0);
  return cause >= 1 && cause <= 127 ? cause : null;
}
