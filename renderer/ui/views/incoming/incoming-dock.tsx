/** Where calls ring: a place of its own at the foot of the window, so that nothing moves when one comes. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { sortCalls } from "../../format/sort-calls.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { IncomingCard } from "./incoming-card.tsx";
import { describeRest } from "./incoming-rest-model.ts";

export function IncomingDock() {
  const { say } = useTranslator();
  const snapshot = useSnapshot(({ calls, servers, nextCall }) => ({ calls, servers, nextCall }));
  const rest = useSnapshot(describeRest);
  const { ringing } = sortCalls(snapshot, 0);
  const label = ringing.length === 0 ? say("incoming.label") : say("incoming.count", { count: ringing.length });
  return (
    <section className="dock" aria-label={label}>
      {ringing.length === 0 ? <p className="dock-rest">{say(rest)}</p> : null}
      {ringing.map((call, place) => (
        <IncomingCard key={call.id} call={call} servers={snapshot.servers} place={place} />
      ))}
    </section>
  );
}
