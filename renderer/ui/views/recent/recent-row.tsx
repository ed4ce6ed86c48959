/** One call that is over: which way it went, who, how it ended, when, and the handset that calls again. */
import { formatClockTime } from "../../../../shared/i18n/format-clock-time.ts";
import type { PastCall } from "../../../../shared/model/past-call.ts";
import type { Remote } from "../../../../shared/model/remote.ts";
import type { Server } from "../../../../shared/model/server.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { RecordingShape } from "../../components/recording-shape.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useDisclosure } from "../../components/use-disclosure.ts";
import { describeFailure } from "../../format/describe-failure.ts";
import { withheld } from "../../format/describe-remote.ts";
import { formatDuration } from "../../format/format-duration.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { CallRoute } from "./call-route.tsx";
import { toRecentRow } from "./recent-row-model.ts";

export type RecentRowProps = {
  readonly call: PastCall;
  readonly servers: readonly Server[];
  readonly isLastOfDay: boolean;
  /** Whether the number stands beside the name: who searches wants to see why a call was found. */
  readonly showsNumber: boolean;
  readonly onAddContact: (remote: Remote) => void;
};

export function RecentRowView({ call, servers, isLastOfDay, showsNumber, onAddContact }: RecentRowProps) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, order } = useCommand();
  const row = toRecentRow(call, servers);
  const title = row.remote.title ?? tell(translator, withheld);
  const { dialAgain } = row;
  const recordings = useSnapshot(({ history }) => history.recordings);
  const openRecording = (how: "play" | "show") => {
    if (call.recording !== null) order({ type: "recording.open", id: call.recording, how });
  };
  const route = useDisclosure();
  const how = tell(translator, row.carryOver !== null && row.talkedMs !== null ? row.carryOver : row.ending);
  const number = showsNumber ? row.remote.number : null;
  return (
    <div className={`recent-row ${row.isMissed ? "recent-missed" : ""} ${isLastOfDay ? "recent-last" : ""}`}>
      <span className="recent-icon" role="img" aria-label={say(row.direction)} title={say(row.direction)}>
        <Icon name={row.icon} />
      </span>
      <div className="recent-text">
        <p className={`recent-who ${number === null ? "" : "recent-with-number"}`} title={title}>
          <bdi>{title}</bdi>
          {number === null ? null : (
            <bdi className="recent-number" title={number}>
              {number}
            </bdi>
          )}
        </p>
        <p className="recent-how" title={row.code === null ? undefined : `SIP ${row.code}`}>
          {row.route.length === 0 ? (
            how
          ) : (
            <button
              type="button"
              className={`recent-way ${row.route.length > 1 ? "recent-ways" : ""}`}
              aria-expanded={route.isOpen}
              aria-controls={route.isOpen ? route.id : undefined}
              onClick={route.toggle}
            >
              {how}
            </button>
          )}
        </p>
        {route.isOpen ? <CallRoute id={route.id} steps={row.route} /> : null}
        {route.isOpen && row.sound !== null ? <p className="recent-sound">{tell(translator, row.sound)}</p> : null}
        {row.words === "" ? null : (
          <p className="recent-note" title={row.words}>
            <bdi>{row.words}</bdi>
          </p>
        )}
        {call.recording === null || recordings === "hidden" ? null : (
          <p className="recent-recording">
            <RecordingShape look="on" />
            <span>{say("recording.kept")}</span>
            {recordings === "playable" ? (
              <button
                type="button"
                className="link-button"
                aria-label={say("recording.playWith", { who: title })}
                onClick={() => openRecording("play")}
              >
                {say("recording.play")}
              </button>
            ) : null}
            <button
              type="button"
              className="link-button"
              aria-label={say("recording.showWith", { who: title })}
              onClick={() => openRecording("show")}
            >
              {say("recording.show")}
            </button>
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
      {row.canBeContact ? (
        <Button
          look="quiet"
          className="button-icon recent-add"
          label={say("contact.add", { who: title })}
          title={say("contact.add", { who: title })}
          onPress={() => onAddContact(call.remote)}
        >
          <Icon name="add" />
        </Button>
      ) : null}
      {dialAgain === null ? null : (
        <Button
          look="quiet"
          className="button-icon recent-call"
          label={say("recent.callAgain", { who: title })}
          title={say("recent.callAgain", { who: title })}
          onPress={() => order({ type: "call.dial", target: dialAgain })}
        >
          <Icon name="call" />
        </Button>
      )}
    </div>
  );
}
