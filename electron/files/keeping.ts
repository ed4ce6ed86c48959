/** Gathers what files have to say of the disk: that nothing more can be written, or that one made no sense and was put aside. */
import { existsSync, renameSync } from "node:fs";
import { allIsKept, type Keeping, type KeepingTrouble } from "../../shared/model/keeping.ts";

export type KeepingNotes = {
  /** Something could not be written. */
  readonly noteFailure: (error: unknown) => void;
  /** Moves a file that makes no sense out of the way, under a name of its own. @returns that name, or null when it cannot be moved. */
  readonly putAside: (path: string) => string | null;
};

export type KeepingBook = KeepingNotes & {
  /** The listener hears what is known now, if anything is amiss, and every change after it. */
  readonly follow: (listener: (keeping: Keeping) => void) => void;
};

/** @param atStart what was found before anything was written. */
export function createKeepingBook(atStart: KeepingTrouble | null = null): KeepingBook {
  let keeping: Keeping = { ...allIsKept, trouble: atStart };
  let tell: ((keeping: Keeping) => void) | null = null;

  function change(next: Keeping): void {
    keeping = next;
    tell?.(keeping);
  }

  return {
    noteFailure(error) {
      if (keeping.trouble === null) change({ ...keeping, trouble: toKeepingTrouble(error) });
    },
    putAside(path) {
      const aside = moveAside(path);
      if (aside !== null) change({ ...keeping, setAside: [...keeping.setAside, aside] });
      return aside;
    },
    follow(listener) {
      tell = listener;
      if (keeping.trouble !== null || keeping.setAside.length > 0) listener(keeping);
    },
  };
}

/** For a reader that must leave everything as it is. */
export const noNotes: KeepingNotes = { noteFailure: () => undefined, putAside: () => null };

export function toKeepingTrouble(error: unknown): KeepingTrouble {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC" || code === "EDQUOT") return "full";
  return code === "EROFS" || code === "EACCES" || code === "EPERM" ? "readOnly" : "failed";
}

/** An earlier one that was put aside stays: it may be the one that somebody needs. */
function moveAside(path: string): string | null {
  let aside = `${path}.bad`;
  for (let count = 2; existsSync(aside); count += 1) aside = `${path}.bad${count}`;
  try {
    renameSync(path, aside);
    return aside;
  } catch {
    return null;
  }
}
