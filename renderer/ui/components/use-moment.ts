/** A value that depends on the present instant, worked out again at the instant it says it will change. */
import { useEffect, useState } from "react";
import type { EpochMs } from "../../../shared/model/time.ts";

/** @param atNextChange null: only a new drawing works it out again. */
export function useMoment<Value>(
  workOut: (now: EpochMs) => Value,
  atNextChange: (value: Value) => EpochMs | null,
): Value {
  const [, drawAgain] = useState(0);
  const value = workOut(Date.now());
  const at = atNextChange(value);
  useEffect(() => {
    if (at === null) return undefined;
    const timer = setTimeout(() => drawAgain((times) => times + 1), Math.max(0, at - Date.now()) + 1);
    return () => clearTimeout(timer);
  }, [at]);
  return value;
}
