/** The calls that wait parked: where, since when, and the press that takes one back; nothing at all while none waits. */
import type { ParkedCall } from "../../../../shared/model/parking.ts";
import type { Server } from "../../../../shared/model/server.ts";
import { formatClockTime } from "../../../../shared/i18n/format-clock-time.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useSettling } from "../../components/use-settling.ts";
import { describeFailure } from "../../format/describe-failure.ts";
import { nameServer } from "../../format/name-server.ts";
import { tell, type Sentence } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function ParkedList() {
  const translator = useTranslator();
  const { failure, order } = useCommand();
  const parked = useSnapshot(({ parking }) => parking?.parked ?? null);
  const servers = useSnapshot((snapshot) => snapshot.servers);
  if (parked === null || (parked.length === 0 && failure === null)) return null;
  return (
    <section className="parked" aria-label={translator.say("parking.title")}>
      <ul>
        {parked.map((call, place) => (
          <Row
            key={`${call.serverId} ${call.slot}`}
            call={call}
            servers={servers}
            place={place}
            onTake={() => order({ type: "parking.retrieve", serverId: call.serverId, slot: call.slot })}
          />
        ))}
      </ul>
      {failure === null ? null : <Refusal className="card-note" text={describeFailure(translator, failure)} />}
    </section>
  );
}

type RowProps = {
  readonly call: ParkedCall;
  readonly servers: readonly Server[];
  readonly place: number;
  readonly onTake: () => void;
};

function Row({ call: { slot, serverId, atSince, mayTake }, servers, place, onTake }: RowProps) {
  const translator = useTranslator();
  const isSettling = useSettling(place + 1);
  const server = nameServer(servers, serverId);
  const time = atSince === null ? null : formatClockTime(atSince, translator.locale);
  const about: Sentence =
    time === null
      ? { key: "parking.waits", params: { slot, server } }
      : { key: "parking.waitsSince", params: { slot, server, time } };
  return (
    <li className="parked-row">
      <p className="parked-text">{tell(translator, about)}</p>
      {mayTake ? (
        <Button isSettling={isSettling} label={translator.say("parking.takeFrom", { slot, server })} onPress={onTake}>
          {translator.say("parking.take")}
        </Button>
      ) : null}
    </li>
  );
}
