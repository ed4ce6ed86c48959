/** One queue: what the seat is in it, which server differs, and the presses that change it on all of them. */
import type { PauseReason, Queue } from "../../../../shared/model/agent.ts";
import type { Command } from "../../../../shared/contract/command.ts";
import type { Server } from "../../../../shared/model/server.ts";
import { Button } from "../../components/button.tsx";
import { SeatShape } from "../../components/seat-shape.tsx";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { toQueueShown } from "./queue-model.ts";

export type QueueRowProps = {
  readonly queue: Queue;
  readonly reasons: readonly PauseReason[];
  readonly servers: readonly Server[];
  readonly onOrder: (command: Command) => void;
};

export function QueueRow({ queue, reasons, servers, onOrder }: QueueRowProps) {
  const translator = useTranslator();
  const { say } = translator;
  const { id: queueId, name, state, wanted, mayLogIn, mayPause } = queue;
  const shown = toQueueShown(queue, reasons, servers);
  const meant = wanted === "unknown" ? state : wanted;
  const isOut = meant === "out";
  const isPaused = meant === "paused";
  return (
    <li className="queue">
      <SeatShape state={state} />
      <div className="queue-text">
        <p className="queue-name" title={name}>
          <bdi>{name}</bdi>
        </p>
        <p className="queue-line">{tell(translator, shown.sentence)}</p>
        {shown.details.map((detail) => (
          <p key={JSON.stringify(detail)} className="queue-line queue-differs">
            {tell(translator, detail)}
          </p>
        ))}
        {shown.news === null ? null : <p className="queue-line queue-differs">{tell(translator, shown.news)}</p>}
      </div>
      <div className="queue-presses">
        {mayPause && !isOut ? (
          <Button
            label={say(isPaused ? "queue.unpauseIn" : "queue.pauseIn", { queue: name })}
            onPress={() => onOrder({ type: isPaused ? "queue.unpause" : "queue.pause", queueId })}
          >
            {say(isPaused ? "queues.unpause" : "queues.pause")}
          </Button>
        ) : null}
        {/* While the servers disagree and nobody has said which is right, either may be. */}
        {mayPause && meant === "split" ? (
          <Button
            label={say("queue.unpauseIn", { queue: name })}
            onPress={() => onOrder({ type: "queue.unpause", queueId })}
          >
            {say("queues.unpause")}
          </Button>
        ) : null}
        {mayLogIn ? (
          <Button
            look="quiet"
            label={say(isOut ? "queue.loginTo" : "queue.logoutOf", { queue: name })}
            onPress={() => onOrder({ type: isOut ? "queue.login" : "queue.logout", queueId })}
          >
            {say(isOut ? "queues.login" : "queues.logout")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
