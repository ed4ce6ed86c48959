/** Whether the servers say in each call whose queue it comes from (decision 0034): then a call without a word is of none. */
import type { PhoneState } from "../phone-state.ts";

export function saysWhoseQueue({ config }: PhoneState): boolean {
  return config !== null && config.queueHeader !== null;
}
