/** The calls in hand, oldest first, each in a place it keeps until it is over. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useSoundWatch } from "../../bridge/use-sound-now.ts";
import { useMoment } from "../../components/use-moment.ts";
import { findWayBack } from "../../../../shared/model/offers-rescue.ts";
import { toFirstOfConversation } from "../../../../shared/model/conversation.ts";
import { sortCalls } from "../../format/sort-calls.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { CallCard } from "./call-card.tsx";
import { ConferenceCard } from "./conference-card.tsx";
import { isInConference } from "./conference-model.ts";
import { WrapUpCard } from "./wrap-up-card.tsx";

export function CallList() {
  const translator = useTranslator();
  const snapshot = useSnapshot(({ calls, servers, nextCall, wrapUp }) => ({ calls, servers, nextCall, wrapUp }));
  const { inHand, wrappedUp } = useMoment(
    (now) => sortCalls(snapshot, now),
    (sorted) => sorted.atNextChange,
  );
  useSoundWatch(
    "call",
    inHand.some(({ state, held }) => state === "active" && !held),
  );
  const now = snapshot.wrapUp?.now ?? null;
  const firstRescue = inHand.find((call) => findWayBack(call, snapshot) !== null);
  const conference = inHand.filter(isInConference);
  const alone = conference.length < 2 ? inHand : inHand.filter((call) => !isInConference(call));
  const talking = alone.find(({ state, held }) => state === "active" && !held);
  return (
    <section className="calls" aria-label={translator.say("calls.label")}>
      {conference.length < 2 ? null : (
        <ConferenceCard members={conference} snapshot={snapshot} place={0} isInHand={talking === undefined} />
      )}
      {alone.map((call, at) => (
        <CallCard
          key={toFirstOfConversation(call, snapshot.calls)}
          call={call}
          snapshot={snapshot}
          place={conference.length < 2 ? at : at + 1}
          isFirstRescue={call === firstRescue}
          isInHand={call === talking}
        />
      ))}
      {snapshot.wrapUp === null || now === null ? null : (
        <WrapUpCard
          key={now.callId}
          reasons={snapshot.wrapUp.reasons}
          now={now}
          call={wrappedUp}
          place={inHand.length}
        />
      )}
      {inHand.length === 0 && now === null ? <p className="calls-empty">{translator.say("calls.empty")}</p> : null}
    </section>
  );
}
