/** What a phone of any scheme is to the outage that is played on it: it dials, and it tells when it was rung. */

export type SchemePhone = {
  readonly user: string;
  /** Dials a number that rings, and hangs up. @returns when it first rang, epoch ms; null: it failed, or said nothing for `limitMs`. */
  readonly dial: (limitMs: number) => Promise<number | null>;
  /** When calls from outside arrived, epoch ms, oldest first. */
  readonly rings: () => readonly number[];
  readonly stop: () => void;
};

/** Rings for 30 s, and nobody answers. */
export const ringingNumber = "601";
