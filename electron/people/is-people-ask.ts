/** Whom an ask of the records is for. */
import { PeopleAsk } from "../../shared/contract/people-wire.ts";
import type { RecordsAsk } from "../../shared/contract/records-wire.ts";

const types: ReadonlySet<RecordsAsk["type"]> = new Set(PeopleAsk.options.map(({ shape }) => shape.type.value));

export function isPeopleAsk(ask: RecordsAsk): ask is PeopleAsk {
  return types.has(ask.type);
}
