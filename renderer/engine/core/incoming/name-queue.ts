/** Whose queue a call is: by the document's name for it where the server says its id, else as the server says it. */
import type { PhoneState } from "../phone-state.ts";

/** @param said by the server; null: nothing. */
export function nameQueue({ config }: Pick<PhoneState, "config">, said: string | null): string | null {
  return config?.agent?.queues.find(({ id }) => id === said)?.name ?? said;
}
