/** The way to a phone where no administrator's document is: the account and its servers, then a test call through each. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { OwnSetup } from "../../../../shared/model/own-setup.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { QuietRegion } from "../../components/spoken-context.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { AccountStep } from "./account-step.tsx";
import { emptyForm, toForm } from "./set-up-form.ts";
import { TryStep } from "./try-step.tsx";

export type SetUpProps = {
  readonly microphone: ReactNode;
  /** What is entered takes force from here on, so the window would take its own shape. */
  readonly onEnter: () => void;
  readonly onDone: () => void;
};

export function SetUp({ microphone, onEnter, onDone }: SetUpProps) {
  const { say } = useTranslator();
  const { failure, send } = useCommand();
  const problem = useSnapshot(({ configuration }) => configuration.problem);
  const [form, setForm] = useState(emptyForm);
  const [isEntered, setEntered] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const recall = async () => {
      const reply = await send({ type: "setup.read" });
      if (reply.ok && reply.entered !== undefined) setForm(toForm(reply.entered));
    };
    void recall();
  }, [send]);
  useEffect(() => title.current?.focus(), [isEntered]);
  const enter = async (setup: OwnSetup) => {
    onEnter();
    const reply = await send({ type: "setup.enter", setup });
    if (reply.ok) setEntered(true);
  };
  return (
    <main className="setup setup-long">
      <h1 ref={title} tabIndex={-1}>
        {say(isEntered ? "setup.tryTitle" : "setup.title")}
      </h1>
      <p className="setup-note">{say("setup.step", { step: isEntered ? 2 : 1 })}</p>
      <QuietRegion />
      {isEntered ? (
        <TryStep microphone={microphone} onBack={() => setEntered(false)} onDone={onDone} />
      ) : (
        <>
          <p>{say("setup.enterHint")}</p>
          {problem === null ? null : (
            <p className="setup-note" lang="en">
              {problem}
            </p>
          )}
          <AccountStep form={form} onChange={setForm} onEnter={(setup) => void enter(setup)} failure={failure} />
        </>
      )}
    </main>
  );
}
