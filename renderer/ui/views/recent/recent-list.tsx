/** The calls that are over, newest first and day by day; a missed one stands out. */
import { Fragment } from "react";
import { formatClockTime } from "../../../../shared/i18n/format-clock-time.ts";
import type { Call } from "../../../../shared/model/call.ts";
import type { Server } from "../../../../shared/model/server.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { useRecentCalls, useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { groupByDay } from "../../format/group-by-day.ts";
import { useMoment } from "../../components/use-moment.ts";
import { describeFailure } from "../../format/describe-failure.ts";
import { withheld } from "../../format/describe-remote.ts";
import { formatDuration } from "../../format/format-duration.ts";
import { sortCalls } from "../../format/sort-calls.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { toRecentRow } from "./recent-row-model.ts";

export function RecentList() {
  const translator = useTranslator();
  const snapshot = useSnapshot(({ calls, servers, nextCall }) => ({ calls, servers, nextCall }));
  const earlier = useRecentCalls();
  const days = useMoment(
    (now) => {
      const { recent, atNextChange } = sortCalls(snapshot, now, earlier);
      return { ...groupByDay(recent, ({ atStarted }) => atStarted, now, translator.locale), atNextChange };
    },
    ({ atMidnight, atNextChange }) => Math.min(atMidnight, atNextChange ?? atMidnight),
  ).groups;
  return (
    <section className="recent" aria-labelledby="recent-title">
      <h2 id="recent-title" className="section-title">
        {translator.say("recent.title")}
      </h2>
      {days.length === 0 ? <p className="section-empty">{translator.say("recent.empty")}</p> : null}
      {days.map(({ day, items: calls }) => (
        <Fragment key={day}>
          <h3 className="recent-day">{day}</h3>
          <ul className="recent-rows">
            {calls.map((call) => (
              <RecentRowView key={call.id} call={call} servers={snapshot.servers} />
            ))}
          </ul>
        </Fragment>
      ))}
    </section>
  );
}

function RecentRowView({ call, servers }: { readonly call: Call; readonly servers: readonly Server[] }) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, order } = useCommand();
  const row = toRecentRow(call, servers);
  const title = row.remote.title ?? tell(translator, withheld);
  const { dialAgain } = row;
  return (
    <li className={`recent-row ${row.isMissed ? "recent-missed" : ""}`}>
      <span className="recent-icon" role="img" aria-label={say(row.direction)} title={say(row.direction)}>
        <Icon name={row.icon} />
      </span>
      <div className="recent-text">
        <p className="recent-who" title={title}>
          <bdi>{title}</bdi>
        </p>
        <p className="recent-how" title={row.code === null ? undefined : `SIP ${row.code}`}>
          {tell(translator, row.carryOver !== null && row.talkedMs !== null ? row.carryOver : row.ending)}
        </p>
        {call.note === "" ? null : (
          <p className="recent-note" title={call.note}>
            <bdi>{call.note}</bdi>
          </p>
        )}
        {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
      </div>
      <div className="recent-when">
        <span>{formatClockTime(row.at, translator.locale)}</span>
        <span>
          {row.talkedMs === null ? say("call.via", { server: row.serverName }) : formatDuration(row.talkedMs)}
        </span>
      </div>
      {dialAgain === null ? null : (
        <Button
          look="quiet"
          className="button-icon"
          label={say("recent.callAgain", { who: title })}
          title={say("recent.callAgain", { who: title })}
          onPress={() => order({ type: "call.dial", target: dialAgain })}
        >
          <Icon name="call" />
        </Button>
      )}
    </li>
  );
}
