/** What happened: each outage in one sentence, day by day, and its whole story to the millisecond for whoever opens it. */
import { Fragment, useState } from "react";
import { formatClockTime } from "../../../../shared/i18n/format-clock-time.ts";
import type { Incident } from "../../../../shared/model/incident.ts";
import type { Server } from "../../../../shared/model/server.ts";
import { useIncidents, useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { useEscape } from "../../components/escape-context.tsx";
import { Icon } from "../../components/icon.tsx";
import { useMoment } from "../../components/use-moment.ts";
import { groupByDay } from "../../format/group-by-day.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { IncidentExport } from "./incident-export.tsx";
import { toIncidentRow } from "./incident-row-model.ts";
import { IncidentStory } from "./incident-story.tsx";

export function IncidentList({ onLeave }: { readonly onLeave: () => void }) {
  const translator = useTranslator();
  const incidents = useIncidents();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const { groups } = useMoment(
    (now) => groupByDay(incidents, ({ atOpened }) => atOpened, now, translator.locale),
    ({ atMidnight }) => atMidnight,
  );
  useEscape(true, onLeave);
  return (
    <section className="incidents" aria-labelledby="incidents-title">
      <div className="incidents-head">
        <Button
          look="quiet"
          className="button-icon"
          label={translator.say("incidents.leave")}
          title={translator.say("incidents.leave")}
          onPress={onLeave}
        >
          <Icon name="back" />
        </Button>
        <h2 id="incidents-title" className="section-title">
          {translator.say("incidents.title")}
        </h2>
      </div>
      {groups.length === 0 ? <p className="section-empty">{translator.say("incidents.empty")}</p> : <IncidentExport />}
      {groups.map(({ day, items }) => (
        <Fragment key={day}>
          <h3 className="incident-day">{day}</h3>
          <ul className="incident-rows">
            {items.map((incident) => (
              <li key={incident.id}>
                <IncidentRowView incident={incident} servers={servers} />
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </section>
  );
}

/** Only an open story is drawn: there may be hundreds, of a hundred lines each. */
function IncidentRowView({ incident, servers }: { readonly incident: Incident; readonly servers: readonly Server[] }) {
  const translator = useTranslator();
  const [isOpen, setOpen] = useState(false);
  const { state, icon, stateLabel, headline, details, at } = toIncidentRow(incident, servers, translator.locale);
  const label = translator.say(stateLabel);
  return (
    <details className={`incident incident-${state}`} open={isOpen}>
      <summary
        className="incident-summary"
        onClick={(event) => {
          event.preventDefault();
          setOpen(!isOpen);
        }}
      >
        <span className="incident-icon" role="img" aria-label={label} title={label}>
          <Icon name={icon} />
        </span>
        <span className="incident-text">
          <span className="incident-headline">{tell(translator, headline)}</span>
          {details.map((detail) => (
            <span key={detail.key} className="incident-detail">
              {tell(translator, detail)}
            </span>
          ))}
        </span>
        <time className="incident-time" dateTime={new Date(at).toISOString()}>
          {formatClockTime(at, translator.locale)}
        </time>
      </summary>
      {isOpen ? <IncidentStory incident={incident} servers={servers} /> : null}
    </details>
  );
}
