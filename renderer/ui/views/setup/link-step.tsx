/** Step 1 by a link: it is pasted, and asked what it brings. */
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { longestLink } from "../../../../shared/model/enrolment-link.ts";
import type { FetchTrouble, SetUpOffer } from "../../../../shared/model/enrolment.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useSpoken } from "../../components/spoken-context.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { describeFetchTrouble } from "../../format/describe-fetch-trouble.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { TextField } from "./text-field.tsx";

export type LinkStepProps = {
  readonly link: string;
  readonly onType: (link: string) => void;
  readonly onOffer: (offer: SetUpOffer) => void;
  /** On to the test calls, with what is in force. */
  readonly onTry: () => void;
};

type Stand = { readonly kind: "typing" } | { readonly kind: "fetching" } | FetchTrouble;

export function LinkStep({ link, onType, onOffer, onTry }: LinkStepProps) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, send } = useCommand();
  const origin = useSnapshot(({ configuration }) => configuration.enrolment?.origin ?? null);
  const [stand, setStand] = useState<Stand>({ kind: "typing" });
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const isFetching = stand.kind === "fetching";
  useSpoken(isFetching ? say("setup.fetching") : "", "quiet");
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isFetching) void fetch();
  };
  const fetch = async () => {
    setStand({ kind: "fetching" });
    const reply = await send({ type: "setup.fetch", link: link.trim() });
    // Somebody went on to type the account by hand meanwhile.
    if (!isHere.current) return;
    const fetched = reply.ok ? reply.fetched : undefined;
    if (fetched?.kind === "offered") return onOffer(fetched.offer);
    setStand(fetched ?? { kind: "typing" });
  };
  return (
    <form className="setup-form" noValidate onSubmit={submit}>
      {origin === null ? null : <p className="setup-note">{say("setup.fromLink", { origin })}</p>}
      <TextField
        label={say("setup.link")}
        value={link}
        maxLength={longestLink}
        trouble={null}
        hint={say(isFetching ? "setup.fetching" : "setup.linkExample")}
        onChange={(next) => {
          onType(next);
          setStand({ kind: "typing" });
        }}
      />
      {isTrouble(stand) ? <Trouble trouble={stand} /> : null}
      {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
      <button type="submit" className="button button-accent setup-go" aria-disabled={isFetching ? true : undefined}>
        {say("setup.fetch")}
      </button>
      {origin === null ? null : <Button onPress={onTry}>{say("setup.tryOnly")}</Button>}
    </form>
  );
}

function Trouble({ trouble }: { readonly trouble: FetchTrouble }) {
  const translator = useTranslator();
  return (
    <>
      <Refusal text={tell(translator, describeFetchTrouble(trouble))} />
      {trouble.kind === "notADocument" ? (
        <p className="setup-problem" lang="en">
          {trouble.line}
        </p>
      ) : null}
    </>
  );
}

function isTrouble(stand: Stand): stand is FetchTrouble {
  return stand.kind !== "typing" && stand.kind !== "fetching";
}
