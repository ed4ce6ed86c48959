/** The seat in its queues, in one line below the sentence: what it is, the press that is wanted most, and each queue behind. */
import { useCallback, useId, useState } from "react";
import type { Agent } from "../../../../shared/model/agent.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { useEscape } from "../../components/escape-context.tsx";
import { Icon } from "../../components/icon.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { SeatShape } from "../../components/seat-shape.tsx";
import { useSpoken } from "../../components/spoken-context.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { toQueueShown, toQueuesShown } from "./queue-model.ts";
import { QueueRow } from "./queue-row.tsx";

const presses = { login: "queues.login", pause: "queues.pause", unpause: "queues.unpause" } as const;

export function QueueStrip() {
  const agent = useSnapshot((snapshot) => snapshot.agent);
  return agent === null || agent.queues.length === 0 ? null : <Strip agent={agent} />;
}

function Strip({ agent }: { readonly agent: Agent }) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, order } = useCommand();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  useEscape(isOpen, close);
  const panelId = useId();
  const wrapUp = useSnapshot((snapshot) => snapshot.wrapUp?.now ?? null);
  const { state, sentence, differences, next } = toQueuesShown(agent, servers, wrapUp);
  const text = (differences.length > 0 ? differences : [sentence]).map((one) => tell(translator, one)).join(" · ");
  // The work after a call is told above.
  useSpoken(sentence.key === "wrapUp.label" ? "" : text, "quiet");
  const news = agent.queues.flatMap((queue) => toQueueShown(queue, agent.pauseReasons, servers).news ?? []);
  const told = news.map((one) => tell(translator, one)).join(" ");
  useSpoken(told, "quiet");
  const mayPause = agent.queues.some((queue) => queue.mayPause);

  return (
    <section className="queues" aria-label={say("queues.title")}>
      <div className="queues-line">
        <button
          type="button"
          className="queues-opener"
          aria-expanded={isOpen}
          aria-controls={panelId}
          title={say("queues.title")}
          onClick={() => setOpen(!isOpen)}
        >
          <SeatShape state={state} />
          <span>{text}</span>
          <Icon name="up" />
        </button>
        {next === null ? null : <Button onPress={() => order({ type: `queue.${next}` })}>{say(presses[next])}</Button>}
      </div>
      {told === "" || isOpen ? null : <p className="queue-line queue-differs">{told}</p>}
      {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
      <div id={panelId} className="queues-panel" hidden={!isOpen}>
        {isOpen ? (
          <>
            <ul className="queue-rows">
              {agent.queues.map((queue) => (
                <QueueRow key={queue.id} queue={queue} reasons={agent.pauseReasons} servers={servers} onOrder={order} />
              ))}
            </ul>
            {mayPause && agent.pauseReasons.length > 0 ? (
              <div className="queue-reasons" role="group" aria-label={say("queues.pauseFor")}>
                <p className="queue-line">{say("queues.pauseFor")}</p>
                {agent.pauseReasons.map(({ id, name }) => (
                  <Button key={id} onPress={() => order({ type: "queue.pause", reason: id })}>
                    <bdi>{name}</bdi>
                  </Button>
                ))}
              </div>
            ) : null}
          </>
        ) : null}
      </div>
    </section>
  );
}
