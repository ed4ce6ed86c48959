/** The timeline of one outage: each moment with its wall clock and its distance from the first sign. */
import type { Incident } from "../../../../shared/model/incident.ts";
import type { Server } from "../../../../shared/model/server.ts";
import { Icon } from "../../components/icon.tsx";
import { formatPreciseTime } from "../../format/format-precise-time.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { type StoryLine, toStory } from "./incident-story-model.ts";

export function IncidentStory({
  incident,
  servers,
}: {
  readonly incident: Incident;
  readonly servers: readonly Server[];
}) {
  const translator = useTranslator();
  const { locale, say } = translator;
  return (
    <ol className="story" aria-label={say("incident.story")}>
      {toStory(incident, servers, translator).map(({ ms, at, lines, gap }, index) => (
        <li key={index} className="story-moment">
          {gap === null ? null : <p className="story-gap">{gap}</p>}
          <p className="story-time">
            <time dateTime={new Date(at).toISOString()}>{formatPreciseTime(at, locale)}</time>
            <span>{say("incident.offset", { ms })}</span>
          </p>
          <ul>
            {lines.map((line, place) => (
              <StoryLineView key={place} line={line} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function StoryLineView({ line: { step, icon, text, more } }: { readonly line: StoryLine }) {
  const { say } = useTranslator();
  const label = say(`step.${step}`);
  return (
    <li className={`story-line story-${step}`}>
      <span className="story-icon" role="img" aria-label={label} title={label}>
        <Icon name={icon} />
      </span>
      <div className="story-text">
        <p>
          <bdi>{text}</bdi>
        </p>
        {more.length === 0 ? null : <p className="story-more">{more.join(" ")}</p>}
      </div>
    </li>
  );
}
