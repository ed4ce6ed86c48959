/** What one check is: a name, and a run that returns every breach it found with its remedy. */
export type Breach = {
  /** Path from the repository's root, with the line where there is one. */
  readonly where: string;
  readonly problem: string;
  /** What to do about it; null where the problem says so itself. */
  readonly remedy: string | null;
};

export type Check = {
  readonly name: string;
  /** @param root absolute path of the tree to check. */
  readonly run: (root: string) => Promise<readonly Breach[]>;
};
