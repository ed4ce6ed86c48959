/** The calls that ring, alone in the small card above other windows; a strip at its top moves it. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { QuietRegion } from "../../components/spoken-context.tsx";
import { sortCalls } from "../../format/sort-calls.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { IncomingCard } from "./incoming-card.tsx";

export function IncomingWindow() {
  const { say } = useTranslator();
  const snapshot = useSnapshot(({ calls, servers, nextCall, wrapUp }) => ({ calls, servers, nextCall, wrapUp }));
  const { ringing } = sortCalls(snapshot, 0);
  return (
    <main className="incoming-window" aria-label={say("incoming.label")}>
      <h1 className="incoming-window-strip">
        <QuietRegion>{say("incoming.count", { count: ringing.length })}</QuietRegion>
      </h1>
      {ringing.map((call, place) => (
        <IncomingCard key={call.id} call={call} servers={snapshot.servers} place={place} />
      ))}
    </main>
  );
}
