/** The way to a phone where no administrator's document is: by a link or by hand, then a test call through each server. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Command } from "../../../../shared/contract/command.ts";
import type { LostSetUp } from "../../../../shared/model/snapshot.ts";
import type { SetUpOffer } from "../../../../shared/model/enrolment.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { useSetUpRequest, useSnapshot } from "../../bridge/use-snapshot.ts";
import { QuietRegion } from "../../components/spoken-context.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { AccountStep } from "./account-step.tsx";
import { LinkStep } from "./link-step.tsx";
import { OfferStep } from "./offer-step.tsx";
import { emptyForm, toForm } from "./set-up-form.ts";
import { TryStep } from "./try-step.tsx";
import { type Way, WayChoice } from "./way-choice.tsx";

export type SetUpProps = {
  readonly microphone: ReactNode;
  /** What is entered takes force from here on, so the window would take its own shape. */
  readonly onEnter: () => void;
  readonly onDone: () => void;
};

type Entering = Extract<Command, { readonly type: "setup.enter" | "setup.keep" }>;

export function SetUp({ microphone, onEnter, onDone }: SetUpProps) {
  const { say } = useTranslator();
  const { failure, send } = useCommand();
  const problem = useSnapshot(({ configuration }) => configuration.problem);
  const isOwn = useSnapshot(({ configuration }) => configuration.setUp === "own");
  const lost = useSnapshot(({ configuration }) => configuration.lost ?? null);
  const isByLinkAlone = useSnapshot(({ configuration }) => configuration.byLinkAlone === true);
  const isEnrolled = useSnapshot(({ configuration }) => configuration.enrolment !== undefined);
  const request = useSetUpRequest();
  const [taken, setTaken] = useState(0);
  const [chosenWay, setWay] = useState<Way | null>(isEnrolled ? "byLink" : null);
  const way = isByLinkAlone ? "byLink" : chosenWay;
  const [link, setLink] = useState("");
  const [offer, setOffer] = useState<SetUpOffer | null>(null);
  const [form, setForm] = useState(emptyForm);
  const [isEntered, setEntered] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  if (request !== null && request.times !== taken) {
    setTaken(request.times);
    setWay("byLink");
    setLink(request.link);
    setOffer(null);
    setEntered(false);
  }
  useEffect(() => {
    const recall = async () => {
      const reply = await send({ type: "setup.read" });
      if (!reply.ok || reply.entered === undefined) return;
      setForm(toForm(reply.entered));
      setWay((before) => before ?? "byHand");
    };
    void recall();
  }, [send]);
  useEffect(() => title.current?.focus(), [isEntered]);
  const enter = async (command: Entering) => {
    onEnter();
    const reply = await send(command);
    if (!reply.ok) return;
    setOffer(null);
    setEntered(true);
  };
  return (
    <main className="setup setup-long">
      <h1 ref={title} tabIndex={-1}>
        {say(isEntered ? "setup.tryTitle" : isOwn ? "setup.change" : "setup.title")}
      </h1>
      <p className="setup-note">{say("setup.step", { step: isEntered ? 2 : 1 })}</p>
      <QuietRegion />
      {isEntered ? (
        <TryStep microphone={microphone} onBack={() => setEntered(false)} onDone={onDone} />
      ) : offer !== null ? (
        <OfferStep
          offer={offer}
          failure={failure}
          onBack={() => setOffer(null)}
          onKeep={() => void enter({ type: "setup.keep", offerId: offer.id })}
        />
      ) : (
        <>
          {lost === null ? null : <LostNote lost={lost} />}
          <p>{say(isByLinkAlone ? "setup.linkHint" : "setup.enterHint")}</p>
          {problem === null || lost !== null ? null : (
            <p className="setup-note" lang="en">
              {problem}
            </p>
          )}
          {isByLinkAlone ? null : <WayChoice way={way} onChoose={setWay} />}
          {way === "byLink" ? (
            <LinkStep
              key={taken}
              link={link}
              onType={setLink}
              onOffer={setOffer}
              onTry={() => {
                onEnter();
                setEntered(true);
              }}
            />
          ) : null}
          {way === "byHand" ? (
            <AccountStep
              form={form}
              onChange={setForm}
              onEnter={(setup) => void enter({ type: "setup.enter", setup })}
              failure={failure}
            />
          ) : null}
        </>
      )}
    </main>
  );
}

/** Why a phone that was set up asks to be set up again. */
function LostNote({ lost: { why, origin } }: { readonly lost: LostSetUp }) {
  const { say } = useTranslator();
  return (
    <p className="setup-problem" role="note">
      {say(`setup.lost.${why}`)}
      {origin === null ? null : ` ${say("setup.lostFrom", { origin })}`}
    </p>
  );
}
