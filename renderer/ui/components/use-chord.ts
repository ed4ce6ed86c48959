/** Runs one thing on Ctrl+Shift+letter wherever the focus is; bare letters never do anything. */
import { useEffect, useRef } from "react";
import { matchesChord } from "./matches-chord.ts";

/** @param run null while there is nothing to do; the press is then left alone. */
export function useChord(letter: string, run: (() => void) | null): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (latest.current === null || !matchesChord(event, letter)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [letter]);
}
