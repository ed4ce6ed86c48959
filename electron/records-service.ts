/** The records as one service: each order of main goes to the calls that are over or to people, and each answer back. */
import { parseAtDoor } from "../shared/contract/parse.ts";
import { RecordsOrder, type RecordsAnswer, type RecordsReport } from "../shared/contract/records-wire.ts";
import type { Clock } from "../shared/lib/clock.ts";
import type { Log } from "../shared/lib/log.ts";
import { startHistoryService } from "./history/history-service.ts";
import { isPeopleAsk } from "./people/is-people-ask.ts";
import { startPeopleService, type PeopleServiceNeeds } from "./people/people-service.ts";

export type RecordsServiceNeeds = Pick<PeopleServiceNeeds, "openDirectory"> & {
  readonly folder: string;
  readonly clock: Pick<Clock, "now" | "wallNow" | "after">;
  readonly post: (report: RecordsReport) => void;
  /** The files are closed; nothing is left to do. */
  readonly leave: () => void;
};

export type RecordsService = { readonly receive: (raw: unknown) => void };

export function startRecordsService({ post, leave, ...needs }: RecordsServiceNeeds): RecordsService {
  const people = startPeopleService({ ...needs, log: logOf("people") });
  const { nameOf, numbersOf } = people;
  const history = startHistoryService({ ...needs, log: logOf("history"), post, nameOf, numbersOf });

  function logOf(scope: string): Log {
    const at = (level: keyof Log) => (text: string) => post({ type: "log", line: { level, scope, text } });
    return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  }

  function eraseAll(): RecordsAnswer {
    try {
      people.eraseAll();
      history.eraseAll();
      return { type: "done" };
    } catch (error) {
      logOf("records").error(`not everything could be erased: ${String(error)}`);
      return { type: "failed", why: "other", message: String(error) };
    }
  }

  return {
    receive(raw) {
      const parsed = parseAtDoor(RecordsOrder, raw);
      if (!parsed.ok) return logOf("records").warn(`dropped a malformed order: ${parsed.failure}`);
      const order = parsed.value;
      if (order.type === "stop") {
        people.stop();
        history.stop();
        return leave();
      }
      const { id, ask } = order;
      const reply = (answer: RecordsAnswer) => post({ type: "answer", id, answer });
      if (ask.type === "eraseAll") return reply(eraseAll());
      return isPeopleAsk(ask) ? people.receive(ask, reply) : history.receive(ask, reply);
    },
  };
}
