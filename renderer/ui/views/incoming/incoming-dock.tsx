/** Where calls ring in the window: over the foot of the lists, so that nothing moves when one comes. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { sortCalls } from "../../format/sort-calls.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { IncomingCard } from "./incoming-card.tsx";

export function IncomingDock() {
  const { say } = useTranslator();
  const snapshot = useSnapshot(({ calls, servers, nextCall, wrapUp }) => ({ calls, servers, nextCall, wrapUp }));
  const { ringing } = sortCalls(snapshot, 0);
  const label = ringing.length === 0 ? say("incoming.label") : say("incoming.count", { count: ringing.length });
  return (
    <div className={`dock ${ringing.length === 0 ? "" : "dock-ringing"}`}>
      <section className="dock-stack" aria-label={label}>
        {ringing.map((call, place) => (
          <IncomingCard key={call.id} call={call} servers={snapshot.servers} place={place} />
        ))}
      </section>
    </div>
  );
}
