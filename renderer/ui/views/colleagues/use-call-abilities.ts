/** What may be done about a colleague's call, by the administrator's codes; nothing where there are none. */
import type { CallAbilities } from "../../../../shared/model/agent.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";

const noAbilities: CallAbilities = { pickUp: false, listen: false, whisper: false };

export function useCallAbilities(): CallAbilities {
  return useSnapshot(({ agent }) => agent?.may ?? noAbilities);
}
