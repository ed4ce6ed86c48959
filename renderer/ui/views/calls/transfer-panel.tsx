/** "To whom?": one field, Enter transfers at once, the other button asks first. Escape closes it and touches no call. */
import { type KeyboardEvent, type SubmitEvent, useEffect, useId, useRef, useState } from "react";
import type { Command, CommandReply } from "../../../../shared/contract/command.ts";
import type { Call } from "../../../../shared/model/call.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { numberInput } from "../../components/number-input.ts";
import { useSpoken } from "../../components/spoken-context.tsx";
import { LineShape } from "../../components/line-shape.tsx";
import { useEscape } from "../../components/escape-context.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { describeLine } from "../../format/describe-line.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { checkTarget } from "../../format/check-target.ts";
import type { TransferMatch } from "./transfer-matches.ts";
import { toTransferTarget } from "./transfer-target.ts";
import { useTransferMatches } from "./use-transfer-matches.ts";

export type TransferPanelProps = {
  readonly call: Pick<Call, "id" | "serverId">;
  /** Must stay the same function while the panel is open. */
  readonly onClose: () => void;
  readonly send: (command: Command) => Promise<CommandReply>;
};

type Way = "call.transferBlind" | "call.consult";

export function TransferPanel({ call, onClose, send }: TransferPanelProps) {
  const translator = useTranslator();
  const { say } = translator;
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const isSending = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const underId = useId();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const canPark = useSnapshot(({ parking }) => parking?.serverIds.includes(call.serverId) ?? false);
  const { matches, isSettled } = useTransferMatches(text);
  const meant = isSettled ? toTransferTarget(text, matches) : null;
  useEscape(true, onClose);
  useEffect(() => input.current?.focus(), []);

  const give = async (type: Way) => {
    if (meant === null) {
      list.current?.querySelector("button")?.focus();
      return;
    }
    const check = checkTarget(meant);
    if (check.kind === "empty" || isSending.current) {
      input.current?.focus();
      return;
    }
    if (check.kind === "refused") {
      setRefusal(say(check.reason));
      return;
    }
    isSending.current = true;
    const reply = await send({ type, callId: call.id, target: check.target });
    isSending.current = false;
    if (reply.ok) onClose();
    else setRefusal(describeFailure(translator, reply.failure));
  };

  /** Whoever it is given to afterwards, its server keeps it meanwhile. */
  const park = async () => {
    if (isSending.current) return;
    isSending.current = true;
    const reply = await send({ type: "call.park", callId: call.id });
    isSending.current = false;
    if (reply.ok) onClose();
    else setRefusal(describeFailure(translator, reply.failure));
  };

  const choose = ({ number }: TransferMatch) => {
    setText(number);
    setRefusal(null);
    input.current?.focus();
  };

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void give("call.transferBlind");
  };
  const askOnCtrlEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    void give("call.consult");
  };

  const check = meant === null ? null : checkTarget(meant);
  const several = isSettled ? say("transfer.several") : "";
  const hint =
    check === null
      ? several
      : check.kind === "dial"
        ? say("transfer.intent", { target: check.target })
        : say("transfer.hint");
  useSpoken(refusal ?? "", "urgent");

  return (
    <form className="transfer" aria-label={say("transfer.label")} onSubmit={submit} onKeyDown={askOnCtrlEnter}>
      <input
        ref={input}
        className="text-input transfer-input"
        {...numberInput}
        placeholder={text === "" ? say("transfer.placeholder") : ""}
        aria-label={say("transfer.placeholder")}
        aria-describedby={underId}
        aria-invalid={refusal !== null}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setRefusal(null);
        }}
      />
      <p id={underId} className="transfer-under">
        {refusal === null ? hint : <span className="refusal">{refusal}</span>}
      </p>
      {matches.length === 0 ? null : (
        <ul ref={list} className="transfer-colleagues" aria-label={say("transfer.colleagues")}>
          {matches.map((match) => (
            <li key={match.number}>
              <button type="button" className="transfer-colleague" onClick={() => choose(match)}>
                {match.colleague === null ? <span /> : <LineShape state={match.colleague.state} />}
                <bdi className="transfer-colleague-name">{match.name}</bdi>
                <bdi className="transfer-colleague-number">{match.number}</bdi>
                {match.colleague === null ? null : (
                  <span className={`transfer-colleague-line line-${match.colleague.state}`}>
                    {tell(translator, describeLine(match.colleague, servers))}
                  </span>
                )}
                {match.company === "" ? null : <bdi className="transfer-colleague-line">{match.company}</bdi>}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="consult-ways">
        <Button look="accent" onPress={() => void give("call.transferBlind")}>
          {say("transfer.now")}
        </Button>
        <Button keyShortcuts="Control+Enter" onPress={() => void give("call.consult")}>
          <span>{say("transfer.consult")}</span>
          <kbd>{say("chord.consult")}</kbd>
        </Button>
        {canPark ? <Button onPress={() => void park()}>{say("parking.park")}</Button> : null}
      </div>
    </form>
  );
}
