/** The door to the log. Whoever writes a line with wire text redacts it first. */
import type { LogLine } from "../../../shared/contract/wire.ts";

export type LogPort = {
  readonly write: (line: LogLine) => void;
  /** False: debug lines are thrown away, so nobody need make them. */
  readonly takesDebug?: boolean;
};
