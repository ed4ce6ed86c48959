/** The apps that this file's tests have open, so that what they said can be told beside a test that failed. */
export type OpenApp = {
  /** All that it has printed. */
  readonly log: () => string;
};

export const openApps = new Set<OpenApp>();
