/** What one look at a package found. */
export type Finding = {
  readonly what: string;
  /** `null`: not looked at on this computer, for the reason that `problem` gives. */
  readonly isGood: boolean | null;
  readonly problem: string;
};

/** @returns a finding that says what was and what should have been, where they differ. */
export function compare(what: string, found: unknown, wanted: unknown): Finding {
  const [is, should] = [JSON.stringify(found), JSON.stringify(wanted)];
  return { what, isGood: is === should, problem: is === should ? "" : `${is} instead of ${should}` };
}
