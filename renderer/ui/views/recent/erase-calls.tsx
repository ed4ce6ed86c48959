/** Erases every call with one number, asked for twice: offered when all that was found is of one party. */
import { useState } from "react";
import { cleanDialTarget } from "../../../../shared/model/dial-target.ts";
import type { FoundCalls } from "../../bridge/use-found-calls.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function EraseCalls({ found }: { readonly found: FoundCalls }) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, send } = useCommand();
  const mayErase = useSnapshot(({ history }) => history.mayErase);
  const [asked, setAsked] = useState<string | null>(null);
  const number = findOneNumber(found);
  if (!mayErase || number === null) return null;
  const isSure = asked === number;
  const known = found.calls[0]?.remote.known;
  const keeper = known?.from === "own" ? known.name : null;
  return (
    <div className="recent-erase">
      {isSure ? (
        <>
          <span>
            {say("history.eraseSure", { number })} {keeper === null ? null : say("history.keptBy", { who: keeper })}
          </span>
          <Button onPress={() => void send({ type: "history.erase", number }).then(() => setAsked(null))}>
            {say("history.eraseNow")}
          </Button>
          <Button look="quiet" onPress={() => setAsked(null)}>
            {say("history.keep")}
          </Button>
        </>
      ) : (
        <Button look="quiet" className="recent-erase-offer" onPress={() => setAsked(number)}>
          {say("history.erase", { number })}
        </Button>
      )}
      {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
    </div>
  );
}

/** @returns the number, as the newest call has it, when all the calls found are of this one. */
function findOneNumber({ calls }: FoundCalls): string | null {
  const numbers = calls.map(({ remote }) => (remote.number === null ? null : toKey(remote.number)));
  const isOne = numbers.length > 0 && numbers.every((number) => number !== null && number === numbers[0]);
  return isOne ? (calls[0]?.remote.number ?? null) : null;
}

function toKey(number: string): string {
  const target = cleanDialTarget(number);
  return target.ok ? target.value : number;
}
