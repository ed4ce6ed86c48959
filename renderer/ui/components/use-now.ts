/** The present instant for a view that shows time, drawn again at each whole second after a given instant. */
import { useEffect, useState } from "react";
import type { EpochMs } from "../../../shared/model/time.ts";

/** @param isTicking false: no timer runs and the instant of the last drawing stays. */
export function useNow(isTicking: boolean, atStarted: EpochMs = 0): EpochMs {
  const [at, setAt] = useState(() => Date.now());
  useEffect(() => {
    if (!isTicking) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const now = Date.now();
      setAt(now);
      timer = setTimeout(tick, 1000 - ((((now - atStarted) % 1000) + 1000) % 1000));
    };
    tick();
    return () => clearTimeout(timer);
  }, [isTicking, atStarted]);
  return at;
}
