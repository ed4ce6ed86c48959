/** The two clocks: epoch milliseconds for people and outlets, monotonic milliseconds for decisions. */
import { z } from "zod";

/** Integer milliseconds since 1970-01-01 UTC. */
export const EpochMs = z.number().int().nonnegative();
export type EpochMs = z.infer<typeof EpochMs>;

/** Milliseconds on a clock that never jumps; only differences mean anything. */
export type Instant = number;
