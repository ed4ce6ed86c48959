/** A promise that is checked after every decision: what was, what came in, what is, and what was ordered. */
import type { Effect } from "../../renderer/engine/core/effects.ts";
import type { Input } from "../../renderer/engine/core/inputs.ts";
import type { PhoneState } from "../../renderer/engine/core/phone-state.ts";

export type Watch = (
  before: PhoneState,
  input: Input,
  after: PhoneState,
  effects: readonly Effect[],
  at: number,
) => void;

export function demand(holds: boolean, promise: string): void {
  if (!holds) throw new Error(`broken promise: ${promise}`);
}
