/** Chance, passed in so that a decision can be replayed from its seed. */
export type Dice = {
  /** Uniform in [low, high). */
  readonly uniform: (low: number, high: number) => number;
  /** A new globally unique id, safe in a SIP header. */
  readonly id: () => string;
};
