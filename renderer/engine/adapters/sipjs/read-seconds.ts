/** Reads delta-seconds of Expires, Min-Expires and Retry-After (RFC 3261 §20), comments and parameters aside. */
export function readSeconds(value: unknown): number | null {
  const digits = /^\s*(\d{1,10})/.exec(
    typeof value === "number" ? String(value) : typeof value === "string" ? value : "",
  );
  return digits === null ? null : Number(digits[1]);
}
