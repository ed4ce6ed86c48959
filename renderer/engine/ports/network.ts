/** The door to the computer's network: says when its addresses or its presence changed. */
import type { Unsubscribe } from "../../../shared/lib/emitter.ts";

export type NetworkPort = {
  readonly listen: (onChange: () => void) => Unsubscribe;
};
