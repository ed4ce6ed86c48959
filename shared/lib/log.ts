/** Where a world writes what it did: four levels, one line each. The text is redacted where it is written to disk. */
export type LogLevel = "debug" | "info" | "warn" | "error";

export type Log = {
  readonly debug: (text: string) => void;
  readonly info: (text: string) => void;
  readonly warn: (text: string) => void;
  readonly error: (text: string) => void;
};

/** For whoever only answers and leaves. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
